"""A note is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from moderation.comments import workflow
from moderation.comments.errors import UnknownComment
from moderation.dashboard import answers, comment_page
from moderation.dashboard.blueprint import blueprint
from moderation.dashboard.notes.forms import AUTHOR, NoteForm
from moderation.dashboard.scope import site_called
from moderation.database import db
from moderation.members import Role, current_member, needs
from moderation.web.clock import now

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


@blueprint.post("/sites/<site>/comments/<public_id>/notes")
@needs(Role.MODERATOR)
def write_note(site: str, public_id: str) -> ResponseReturnValue:
    """Keep a note about a comment, or about its author."""
    here, form = site_called(site), NoteForm()
    if not form.validate():
        return comment_page.page(here, comment_page.existing(here, public_id), note=form), 422
    try:
        workflow.note(
            db.session(),
            here.id,
            public_id,
            form.note.data or "",
            about_author=form.about.data == AUTHOR,
            member_id=current_member().id,
            now=now(),
        )
    except UnknownComment:
        return answers.refused(_("This comment has been deleted for good."), 404)
    db.session.commit()
    return answers.settled(_("The note is kept."), [])
