"""The page on which a comment is refused with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, render_template
from flask_babel import force_locale
from flask_babel import gettext as _

from moderation.comments import workflow
from moderation.comments.errors import AlreadyDecided, UnknownComment
from moderation.comments.models import Verb
from moderation.comments.refusals import reasons_of
from moderation.dashboard import answers, wording
from moderation.dashboard.addresses import came_from
from moderation.dashboard.blueprint import blueprint
from moderation.dashboard.comment_page import existing
from moderation.dashboard.refusing.forms import RefusalForm
from moderation.dashboard.rows import REFUSABLE, rows
from moderation.dashboard.scope import site_called
from moderation.dashboard.shortcuts import reason_shortcuts
from moderation.database import db
from moderation.members import Role, needs
from moderation.web.clock import now
from moderation.web.locale import DEFAULT, PUBLIC_LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from moderation.comments.models import Comment
    from moderation.comments.refusals import Reason


@blueprint.get("/sites/<site>/comments/<public_id>/refusal")
@needs(Role.MODERATOR)
def refusal(site: str, public_id: str) -> ResponseReturnValue:
    """Ask why a comment is refused, and whether its author is told."""
    found = existing(site_called(site), public_id)
    if found.erased_at or found.status not in REFUSABLE:
        return answers.refused(_("This comment is not to be refused any more."), 409)
    reasons = reasons_of(db.session(), found.site)
    return _page(found, reasons, RefusalForm(reasons, formdata=None, version=found.version))


@blueprint.post("/sites/<site>/comments/<public_id>/refusal")
@needs(Role.MODERATOR)
def refuse(site: str, public_id: str) -> ResponseReturnValue:
    """Refuse it, or show what its author would read."""
    found = existing(site_called(site), public_id)
    reasons = reasons_of(db.session(), found.site)
    form = RefusalForm(reasons)
    if form.version.data is None:
        abort(400)
    if not form.validate():
        return _page(found, reasons, form), 422
    return _page(found, reasons, form) if form.preview.data else _refuse(found, form)


def _refuse(found: Comment, form: RefusalForm) -> ResponseReturnValue:
    site_id, public_id, name = found.site_id, found.public_id, found.author_name
    try:
        decision = workflow.decide(
            db.session(),
            site_id,
            public_id,
            Verb.REFUSE,
            seen_version=form.version.data,
            actor=form.actor(),
            now=now(),
            reason=form.reason.data or None,
            message=form.told,
        )
    except UnknownComment:
        return answers.refused(_("This comment has been deleted for good."), 404)
    except AlreadyDecided as first:
        reasons = reasons_of(db.session(), first.comment.site)
        return _page(first.comment, reasons, form, answers.beaten(first, form)), 409
    db.session.commit()
    return answers.settled(
        wording.done(decision, name), [found], undo={"decision": str(decision.id)}
    )


def _page(
    found: Comment, reasons: Sequence[Reason], form: RefusalForm, warning: str | None = None
) -> str:
    language = _language_of(found)
    with force_locale(language):
        outcome = str(_("This comment was not accepted."))
    return render_template(
        "dashboard/refusal.html",
        row=rows([found], now())[0],
        reasons=reasons,
        form=form,
        warning=warning,
        outcome=outcome,
        language_told=language,
        address=came_from(),
        shortcuts=reason_shortcuts(reasons),
    )


def _language_of(found: Comment) -> str:
    """The language in which the author of a comment is spoken to."""
    primary = found.language.partition("-")[0].lower()
    return primary if primary in PUBLIC_LANGUAGES else DEFAULT
