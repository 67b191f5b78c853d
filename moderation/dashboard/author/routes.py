"""The doors of the author's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort
from flask_babel import gettext as _

from moderation.comments import workflow
from moderation.comments.authors import rule_for
from moderation.comments.errors import UnknownComment
from moderation.comments.models import Treatment
from moderation.dashboard import answers, scope
from moderation.dashboard.author.forms import BlockForm, TreatmentForm, by, is_blocked
from moderation.dashboard.author.page import page
from moderation.dashboard.blueprint import blueprint
from moderation.dashboard.comment_page import existing
from moderation.dashboard.emails import shown_email
from moderation.database import db
from moderation.members import Role, needs
from moderation.web.clock import now

if TYPE_CHECKING:
    from datetime import timedelta

    from flask.typing import ResponseReturnValue

    from moderation.comments.models import Comment


@blueprint.get("/sites/<site>/comments/<public_id>/author")
@needs(Role.READER)
def author(site: str, public_id: str) -> ResponseReturnValue:
    """Whoever wrote a comment."""
    return page(_known(site, public_id))


@blueprint.post("/sites/<site>/comments/<public_id>/author/email")
@needs(Role.ADMINISTRATOR)
def author_email(site: str, public_id: str) -> ResponseReturnValue:
    """The same page with the address: a deliberate act, which leaves a trace."""
    found = _known(site, public_id)
    return page(found, email=shown_email(found))


@blueprint.post("/sites/<site>/comments/<public_id>/author/treatment")
@needs(Role.MODERATOR)
def treat(site: str, public_id: str) -> ResponseReturnValue:
    """Trust an author, hold everything they send, or treat them as everybody."""
    found, form = _known(site, public_id), TreatmentForm()
    if not form.validate():
        abort(400)
    if is_blocked(rule_for(db.session(), found, now())) and not scope.may(Role.ADMINISTRATOR):
        abort(403)
    return _settle(found, form, form.wanted)


@blueprint.post("/sites/<site>/comments/<public_id>/author/block")
@needs(Role.ADMINISTRATOR)
def block(site: str, public_id: str) -> ResponseReturnValue:
    """Set aside whatever an author sends, for a while or for good."""
    found, form = _known(site, public_id), BlockForm()
    if not form.validate():
        return page(found, block=form), 422
    return _settle(
        found, form, Treatment.BLOCK, reason=form.reason.data or "", lasting=form.lasting
    )


def _settle(
    found: Comment,
    form: TreatmentForm | BlockForm,
    treatment: Treatment | None,
    *,
    reason: str = "",
    lasting: timedelta | None = None,
) -> ResponseReturnValue:
    try:
        workflow.treat(
            db.session(),
            found.site_id,
            found.public_id,
            treatment,
            by=by(form),
            now=now(),
            reason=reason,
            lasting=lasting,
        )
    except UnknownComment:
        return answers.refused(_("Nothing tells who wrote this comment."), 409)
    db.session.commit()
    return answers.settled(_("This is how the author is treated from now on."), [])


def _known(site: str, public_id: str) -> Comment:
    """A comment that still says something about its author (404)."""
    found = existing(scope.site_called(site), public_id)
    return abort(404) if found.erased_at else found
