"""A comment is deleted for good."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, select

from moderation.comments import signals
from moderation.comments.errors import NotErasable
from moderation.comments.models import (
    AuthorMessage,
    ChangeRequest,
    Comment,
    CommentVersion,
    Note,
    Report,
    Status,
    Verb,
)
from moderation.comments.submission import fingerprint
from moderation.comments.workflow.ledger import existing, record

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from moderation.comments.submission import Actor

ERASABLE: Final = frozenset({Status.SPAM, Status.REFUSED, Status.WITHDRAWN})


def purge(session: Session, site_id: int, public_id: str, *, actor: Actor, now: datetime) -> None:
    """Delete for good: no word of the comment and nothing about its author remains.

    A comment with replies leaves an empty place, so that they keep theirs.

    Raises:
        UnknownComment: The site has no such comment.
        NotErasable: It is pending or public, or only its empty place is left.
    """
    comment = existing(session, site_id, public_id, held=True)
    if comment.status not in ERASABLE or comment.erased_at:
        raise NotErasable
    record(session, comment, Verb.PURGE, before=Status(comment.status), actor=actor, now=now)
    signals.comment_erased.send(comment, session=session)
    if session.scalar(select(Comment.id).where(Comment.parent_id == comment.id).limit(1)):
        _empty(session, comment, now)
    else:
        session.delete(comment)
    session.flush()


def _empty(session: Session, comment: Comment, now: datetime) -> None:
    for kind in (CommentVersion, Report, ChangeRequest, Note, AuthorMessage):
        session.execute(delete(kind).where(kind.comment_id == comment.id))
    comment.author_name, comment.author_website = "", None
    comment.email_sealed, comment.email_index, comment.network = None, None, None
    comment.body, comment.html, comment.body_hash = "", "", fingerprint("")
    comment.idempotency_key, comment.request_hash, comment.member_id = None, None, None
    comment.notify, comment.notify_confirmed_at = False, None
    comment.findings, comment.erased_at = [], now
    comment.version += 1
