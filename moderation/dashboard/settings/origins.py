"""The origins whose pages may send comments, and what their policy has to allow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from moderation.console import say
from moderation.dashboard.blueprint import blueprint
from moderation.dashboard.scope import site_called
from moderation.dashboard.settings.pages import Topic, acting
from moderation.database import db
from moderation.members import Role, needs
from moderation.sites import events
from moderation.sites.errors import SiteRefused
from moderation.sites.events import Deed
from moderation.sites.identity import origin_of
from moderation.sites.workflow import set_origins
from moderation.web.clock import now
from moderation.web.instance import instance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flask.typing import ResponseReturnValue

    from moderation.sites.models import Site

LONGEST: Final = 300
TOPIC: Final = Topic(
    "dashboard.origins_settings", _("Origins"), template="dashboard/settings/origins.html"
)


class OriginForm(FlaskForm):  # type: ignore[misc] # Flask-WTF publishes no types
    """One more origin."""

    origin = StringField(
        _("New origin"),
        validators=[
            InputRequired(_("Write the origin, such as https://exemple.fr")),
            Length(max=LONGEST, message=_("This origin is too long")),
        ],
        description=_("The beginning of an address, without a path: https://exemple.fr"),
    )


@blueprint.get("/sites/<site>/settings/origins")
@needs(Role.ADMINISTRATOR)
def origins_settings(site: str) -> ResponseReturnValue:
    """The list, and the lines to copy."""
    return _page(site_called(site), OriginForm(formdata=None))


@blueprint.post("/sites/<site>/settings/origins")
@needs(Role.ADMINISTRATOR)
def add_origin(site: str) -> ResponseReturnValue:
    """Let the pages of one more origin send comments."""
    found, form = site_called(site), OriginForm()
    if not form.validate():
        return _page(found, form), 422
    try:
        _set(found, [*found.addresses, form.origin.data.strip()])
    except SiteRefused:
        form.origin.errors = [
            gettext("Write the scheme and the host, and nothing after them: https://exemple.fr")
        ]
        return _page(found, form), 422
    say(gettext("Pages of %(origin)s may send comments.", origin=found.addresses[-1]))
    return redirect(url_for(TOPIC.endpoint), 303)


@blueprint.post("/sites/<site>/settings/origins/removal")
@needs(Role.ADMINISTRATOR)
def remove_origin(site: str) -> ResponseReturnValue:
    """Let the pages of an origin send no more comments; one origin stays."""
    found, unwanted = site_called(site), request.form.get("origin", "")
    if unwanted not in found.addresses:
        abort(404)
    left = [origin for origin in found.addresses if origin != unwanted]
    if not left:
        say(gettext("A site needs at least one origin."), tone="warn")
        return redirect(url_for(TOPIC.endpoint), 303)
    _set(found, left)
    say(gettext("Pages of %(origin)s may not send comments any more.", origin=unwanted))
    return redirect(url_for(TOPIC.endpoint), 303)


def _set(site: Site, origins: Iterable[str]) -> None:
    before = list(site.addresses)
    set_origins(site, origins)
    if site.addresses != before:
        facts: dict[str, events.Fact] = {"origins": len(site.addresses)}
        events.record(
            db.session(), Deed.SITE_ORIGINS, site_id=site.id, by=acting(), now=now(), facts=facts
        )
    db.session.commit()


def _page(site: Site, form: OriginForm) -> str:
    return render_template(
        TOPIC.template,
        topic=TOPIC,
        site=site,
        form=form,
        service=origin_of(instance().settings.public_url),
    )
