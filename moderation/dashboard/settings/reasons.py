"""Why comments are refused, in the site's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import InputRequired, Length, Regexp

from moderation.comments.own_reasons import TooManyReasons, add_reason, own_reasons, remove_reason
from moderation.comments.refusals import MAX_MESSAGE, MOST, reasons_of
from moderation.console import say
from moderation.dashboard.blueprint import blueprint
from moderation.dashboard.scope import site_called
from moderation.dashboard.settings.pages import Topic, acting
from moderation.dashboard.writing import WrittenField
from moderation.database import db
from moderation.members import Role, needs
from moderation.sites import events
from moderation.sites.events import Deed
from moderation.web.clock import now

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from moderation.sites.models import Site

LONGEST: Final = 80
ONE_LINE: Final = r"[^\x00-\x1f\x7f]+\Z"
TOPIC: Final = Topic(
    "dashboard.reasons_settings", _("Refusal reasons"), template="dashboard/settings/reasons.html"
)


class ReasonForm(FlaskForm):  # type: ignore[misc] # Flask-WTF publishes no types
    """One more reason."""

    label = StringField(
        _("New reason"),
        validators=[
            InputRequired(_("Write the reason")),
            Length(max=LONGEST, message=_("This reason is too long")),
            Regexp(ONE_LINE, message=_("Write the reason in one line")),
        ],
        description=_("What moderators choose."),
    )
    message = WrittenField(
        _("Sentence for the author"),
        longest=MAX_MESSAGE,
        optional=True,
        description=_("What the author reads, when a moderator wants it told."),
    )


@blueprint.get("/sites/<site>/settings/reasons")
@needs(Role.ADMINISTRATOR)
def reasons_settings(site: str) -> ResponseReturnValue:
    """The reasons that moderators are offered."""
    return _page(site_called(site), ReasonForm(formdata=None))


@blueprint.post("/sites/<site>/settings/reasons")
@needs(Role.ADMINISTRATOR)
def add_refusal_reason(site: str) -> ResponseReturnValue:
    """Offer one more."""
    found, form = site_called(site), ReasonForm()
    if not form.validate():
        return _page(found, form), 422
    try:
        add_reason(db.session(), found, form.label.data, form.message.data or "")
    except TooManyReasons:
        db.session.rollback()
        form.label.errors = [gettext("There are nine reasons already; remove one first")]
        return _page(found, form), 422
    return _saved(found, gettext("Reason added."))


@blueprint.post("/sites/<site>/settings/reasons/removal")
@needs(Role.ADMINISTRATOR)
def remove_refusal_reason(site: str) -> ResponseReturnValue:
    """Offer one no more."""
    found = site_called(site)
    if not remove_reason(db.session(), found, request.form.get("reason", "")):
        abort(404)
    return _saved(found, gettext("Reason removed."))


def _saved(site: Site, message: str) -> ResponseReturnValue:
    facts: dict[str, events.Fact] = {"refusal_reasons": None}
    events.record(db.session(), Deed.SITE_SET, site_id=site.id, by=acting(), now=now(), facts=facts)
    db.session.commit()
    say(message)
    return redirect(url_for(TOPIC.endpoint), 303)


def _page(site: Site, form: ReasonForm) -> str:
    reasons = reasons_of(db.session(), site)
    return render_template(
        TOPIC.template,
        topic=TOPIC,
        site=site,
        form=form,
        reasons=reasons,
        own=bool(own_reasons(db.session(), site)),
        full=len(reasons) >= MOST,
    )
