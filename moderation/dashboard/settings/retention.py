"""How long comments are kept that nobody will publish any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from moderation.comments.retention import DAYS, next_due
from moderation.dashboard import moments
from moderation.dashboard.blueprint import blueprint
from moderation.dashboard.settings.pages import Topic, save, show
from moderation.database import db
from moderation.members import Role, needs
from moderation.web.clock import now

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask.typing import ResponseReturnValue

    from moderation.comments.models import Status
    from moderation.dashboard.settings.forms import SettingsForm
    from moderation.sites.models import Site


def _more(site: Site, _form: SettingsForm) -> Mapping[str, Any]:
    return {"next": {name: _next(site, status) for status, name in DAYS.items()}}


TOPIC: Final = Topic(
    "dashboard.retention_settings",
    _("Retention"),
    tuple(DAYS.values()),
    "dashboard/settings/retention.html",
    _more,
)


@blueprint.get("/sites/<site>/settings/retention")
@needs(Role.ADMINISTRATOR)
def retention_settings(site: str) -> ResponseReturnValue:
    """The days, and what goes next."""
    return show(TOPIC, site)


@blueprint.post("/sites/<site>/settings/retention")
@needs(Role.ADMINISTRATOR)
def save_retention_settings(site: str) -> ResponseReturnValue:
    """Keep them longer, or less long."""
    return save(TOPIC, site)


def _next(site: Site, status: Status) -> str:
    moment, count = next_due(db.session(), site, status)
    if moment is None:
        return str(gettext("Nothing waits to be deleted."))
    if moment <= now():
        return str(gettext("The next deletion is due now, within minutes."))
    return str(
        ngettext(
            "Next deletion: %(date)s, %(num)d comment.",
            "Next deletion: %(date)s, %(num)d comments.",
            count,
            date=moments.moment(moment, site.time_zone, now()).clock,
        )
    )
