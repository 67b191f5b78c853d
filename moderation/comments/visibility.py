"""Which comments have a line in the public list; kept true by the workflow alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import exists, select

from moderation.comments.models import Comment, Status

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def refresh(session: Session, comment: Comment) -> None:
    """Recompute ``shown`` for a comment and for whatever keeps its place above it.

    The caller has moved the article's revision: its row lock makes concurrent changes of one thread
    follow each other on PostgreSQL, as they do anyway on SQLite. What was read before may be out
    of date, so the comments above are read again.
    """
    session.flush()
    current: Comment | None = comment
    while current is not None:
        shown = current.status == Status.APPROVED or _has_shown_replies(session, current.id)
        if current is not comment and shown == current.shown:
            return
        current.shown = shown
        session.flush()
        current = _again(session, current.parent_id) if current.parent_id else None


def _again(session: Session, comment_id: int) -> Comment | None:
    return session.get(Comment, comment_id, populate_existing=True)


def _has_shown_replies(session: Session, comment_id: int) -> bool:
    query = select(exists().where(Comment.parent_id == comment_id, Comment.shown))
    return bool(session.scalar(query))
