"""How a thread reads, and what its form asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask_babel import lazy_gettext as _

from moderation.dashboard.blueprint import blueprint
from moderation.dashboard.settings.pages import Topic, save, show
from moderation.members import Role, needs

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

TOPIC: Final = Topic(
    "dashboard.thread_settings",
    _("Thread"),
    (
        "comment_order",
        "edit_minutes",
        "email_required",
        "website_field",
        "policy_url",
        "language",
        "time_zone",
    ),
)


@blueprint.get("/sites/<site>/settings/thread")
@needs(Role.ADMINISTRATOR)
def thread_settings(site: str) -> ResponseReturnValue:
    """The order of comments, and the fields of the form."""
    return show(TOPIC, site)


@blueprint.post("/sites/<site>/settings/thread")
@needs(Role.ADMINISTRATOR)
def save_thread_settings(site: str) -> ResponseReturnValue:
    """Set them."""
    return save(TOPIC, site)
