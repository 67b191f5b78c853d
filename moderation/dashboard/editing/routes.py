"""The page on which a moderator edits somebody's comment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, render_template
from flask_babel import gettext as _

from moderation.comments import workflow
from moderation.comments.errors import AlreadyDecided, UnknownComment
from moderation.comments.models import Status
from moderation.dashboard import answers
from moderation.dashboard.addresses import came_from
from moderation.dashboard.blueprint import blueprint
from moderation.dashboard.comment_page import existing
from moderation.dashboard.differences import differences
from moderation.dashboard.editing.forms import AmendmentForm
from moderation.dashboard.rows import rows
from moderation.dashboard.scope import site_called
from moderation.database import db
from moderation.members import Role, needs
from moderation.web.clock import now

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from moderation.comments.models import Comment


@blueprint.get("/sites/<site>/comments/<public_id>/edit")
@needs(Role.ADMINISTRATOR)
def amendment(site: str, public_id: str) -> ResponseReturnValue:
    """Show the text as it was written, to be edited."""
    found = existing(site_called(site), public_id)
    if found.erased_at or found.status == Status.WITHDRAWN:
        return answers.refused(_("This comment is not to be edited any more."), 409)
    form = AmendmentForm(formdata=None, version=found.version, body=found.body)
    return _page(found, form)


@blueprint.post("/sites/<site>/comments/<public_id>/edit")
@needs(Role.ADMINISTRATOR)
def amend(site: str, public_id: str) -> ResponseReturnValue:
    """Keep the edited text, or show what is changed in it."""
    found, form = existing(site_called(site), public_id), AmendmentForm()
    if form.version.data is None:
        abort(400)
    if not form.validate():
        return _page(found, form), 422
    return _page(found, form) if form.preview.data else _amend(found, form)


def _amend(found: Comment, form: AmendmentForm) -> ResponseReturnValue:
    try:
        workflow.amend(
            db.session(),
            found.site_id,
            found.public_id,
            form.body.data or "",
            reason=form.reason.data or "",
            seen_version=form.version.data,
            actor=form.actor(),
            now=now(),
        )
    except UnknownComment:
        return answers.refused(_("This comment has been deleted for good."), 404)
    except AlreadyDecided as first:
        return _page(first.comment, form, answers.beaten(first, form)), 409
    db.session.commit()
    return answers.settled(
        _("Comment by %(name)s edited; readers are told.", name=found.author_name), [found]
    )


def _page(found: Comment, form: AmendmentForm, warning: str | None = None) -> str:
    preview = form.preview.data and not form.errors
    return render_template(
        "dashboard/amendment.html",
        row=rows([found], now())[0],
        form=form,
        warning=warning,
        changes=differences(found.body, form.body.data or "") if preview else None,
        address=came_from(),
    )
