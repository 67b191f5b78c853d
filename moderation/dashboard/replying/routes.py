"""The page on which a member replies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, render_template
from flask_babel import gettext as _

from moderation.comments import workflow
from moderation.comments.errors import AlreadyDecided, UnknownComment
from moderation.comments.models import Status
from moderation.comments.rendering import render
from moderation.comments.submission import Submission
from moderation.dashboard import answers, texts
from moderation.dashboard.addresses import came_from
from moderation.dashboard.blueprint import blueprint
from moderation.dashboard.comment_page import existing
from moderation.dashboard.replying.forms import ReplyForm
from moderation.dashboard.rows import rows
from moderation.dashboard.scope import site_called
from moderation.database import db
from moderation.members import Role, current_member, needs
from moderation.web.clock import now

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from moderation.comments.models import Comment


@blueprint.get("/sites/<site>/comments/<public_id>/reply")
@needs(Role.MODERATOR)
def reply(site: str, public_id: str) -> ResponseReturnValue:
    """Ask for the reply."""
    found = existing(site_called(site), public_id)
    if found.erased_at or found.status == Status.WITHDRAWN:
        return answers.refused(_("Nobody can reply to this comment any more."), 409)
    return _page(found, ReplyForm(formdata=None, version=found.version))


@blueprint.post("/sites/<site>/comments/<public_id>/reply")
@needs(Role.MODERATOR)
def send_reply(site: str, public_id: str) -> ResponseReturnValue:
    """Publish it, and the comment with it; or show how it will look."""
    found, form = existing(site_called(site), public_id), ReplyForm()
    if form.version.data is None:
        abort(400)
    if not form.validate():
        return _page(found, form), 422
    return _page(found, form) if form.preview.data else _publish(found, form)


def public_name() -> str:
    """The name that readers see on what the member who is asking writes."""
    member = current_member()
    return member.public_name or member.name


def _publish(found: Comment, form: ReplyForm) -> ResponseReturnValue:
    published = found.status == Status.APPROVED
    written = Submission(
        name=public_name(),
        email=None,
        website=None,
        body=form.body.data or "",
        language=found.language,
        parent=found.public_id,
        member_id=current_member().id,
    )
    try:
        done = workflow.reply(
            db.session(),
            found.site_id,
            found.public_id,
            written,
            seen_version=form.version.data,
            actor=form.actor(),
            now=now(),
        )
    except UnknownComment:
        return answers.refused(_("This comment has been deleted for good."), 404)
    except AlreadyDecided as first:
        return _page(first.comment, form, answers.beaten(first, form)), 409
    db.session.commit()
    said = _("Reply published.") if published else _("Comment approved, reply published.")
    return answers.settled(said, [found], undo={"batch": str(done.batch)})


def _page(found: Comment, form: ReplyForm, warning: str | None = None) -> str:
    preview = form.preview.data and not form.errors
    return render_template(
        "dashboard/reply.html",
        row=rows([found], now())[0],
        form=form,
        warning=warning,
        name=public_name(),
        preview=texts.inert(render(form.body.data or "")) if preview else None,
        approves=found.status != Status.APPROVED,
        address=came_from(),
    )
