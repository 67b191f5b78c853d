"""Notes as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext
from sqlalchemy import or_, select

from moderation.comments.models import Note
from moderation.dashboard import moments
from moderation.database import db
from moderation.members.queries import names_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from moderation.comments.models import Comment
    from moderation.dashboard.moments import Moment


@dataclass(frozen=True, slots=True)
class Noted:
    """One note.

    Attributes:
        who: Who wrote it.
        when: When.
        body: What was written.
        about_author: Whether it is about the author rather than about one comment.
    """

    who: str
    when: Moment
    body: str
    about_author: bool


def notes_on(comment: Comment, now: datetime, *, author_only: bool = False) -> Sequence[Noted]:
    """The notes about a comment and about its author, newest first."""
    about = [] if author_only else [Note.comment_id == comment.id]
    if comment.email_index is not None:
        about.append(Note.author_index == comment.email_index)
    if not about:
        return []
    notes = (
        db.session()
        .scalars(
            select(Note)
            .where(Note.site_id == comment.site_id, or_(*about))
            .order_by(Note.id.desc())
        )
        .all()
    )
    names = names_of(db.session(), {note.member_id for note in notes if note.member_id})
    zone = comment.site.time_zone
    return [
        Noted(
            who=names.get(note.member_id or 0) or str(gettext("a former member")),
            when=moments.moment(note.created_at, zone, now),
            body=note.body,
            about_author=note.author_index is not None,
        )
        for note in notes
    ]
