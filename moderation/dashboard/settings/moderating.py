"""What waits for review: three policies, each with what it would have meant."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from moderation.comments import arrivals
from moderation.dashboard.blueprint import blueprint
from moderation.dashboard.settings.pages import Topic, save, show
from moderation.database import db
from moderation.members import Role, needs
from moderation.screening.consequences import Arrival, waiting
from moderation.sites.models import Policy
from moderation.web.clock import now

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask.typing import ResponseReturnValue
    from flask_babel import LazyString

    from moderation.dashboard.settings.forms import SettingsForm
    from moderation.sites.models import Site

PERIOD: Final = timedelta(days=30)
MOST: Final = 1_000
MEANINGS: Final[Mapping[str, LazyString]] = {
    Policy.REVIEW_ALL: _("Nothing appears before a moderator has read it."),
    Policy.REVIEW_FIRST: _("Whoever has been published once is published at once."),
    Policy.PUBLISH_FIRST: _("What nothing is found in is published at once."),
}


def _more(site: Site, _form: SettingsForm) -> Mapping[str, Any]:
    came = _arrivals(site)
    consequences = {policy.value: _consequence(policy, came) for policy in Policy}
    return {"meanings": MEANINGS, "consequences": consequences}


TOPIC: Final = Topic(
    "dashboard.moderating_settings",
    _("Moderation"),
    ("policy", "max_links", "public_log"),
    "dashboard/settings/moderating.html",
    _more,
)


@blueprint.get("/sites/<site>/settings/moderation")
@needs(Role.ADMINISTRATOR)
def moderating_settings(site: str) -> ResponseReturnValue:
    """The policies, and the limits that hold a comment."""
    return show(TOPIC, site)


@blueprint.post("/sites/<site>/settings/moderation")
@needs(Role.ADMINISTRATOR)
def save_moderating_settings(site: str) -> ResponseReturnValue:
    """Choose another policy or other limits."""
    return save(TOPIC, site)


def _arrivals(site: Site) -> Sequence[Arrival]:
    """What came in during the last 30 days; of very many comments, the last ones."""
    session = db.session()
    comments = arrivals.newest(session, site.id, MOST, since=now() - PERIOD)
    codes = arrivals.codes_found(session, [comment.id for comment in comments])
    authors = {comment.email_index for comment in comments if comment.email_index}
    first = arrivals.first_published(session, site.id, authors)
    return [
        Arrival(
            codes[comment.id],
            returning=first.get(comment.email_index or b"", comment.created_at)
            < comment.created_at,
        )
        for comment in comments
    ]


def _consequence(policy: Policy, came: Sequence[Arrival]) -> str:
    if not came:
        return str(gettext("No comment came in during the last 30 days."))
    return str(
        ngettext(
            "With this setting, %(num)d comment of the %(all)d of the last 30 days would have "
            "waited.",
            "With this setting, %(num)d comments of the %(all)d of the last 30 days would have "
            "waited.",
            waiting(policy, came),
            all=len(came),
        )
    )
