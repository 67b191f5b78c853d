"""Members write notes for each other, about a comment or about its author."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from moderation.comments.errors import UnknownComment
from moderation.comments.models import Note
from moderation.comments.workflow.ledger import existing

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

MAX_NOTE: Final = 2_000


def note(
    session: Session,
    site_id: int,
    public_id: str,
    body: str,
    *,
    about_author: bool,
    member_id: int,
    now: datetime,
) -> Note:
    """Keep a note that members alone see.

    Args:
        session: The caller commits it.
        site_id: The comment must belong to this site.
        public_id: Which comment.
        body: What was written, cleaned; at most ``MAX_NOTE`` characters.
        about_author: Whether it is about whoever wrote the comment, as far as the address is known;
            else it is about the comment, and goes with it.
        member_id: Who writes it.
        now: When.

    Raises:
        UnknownComment: The site has no such comment, or only its empty place is left.
    """
    comment = existing(session, site_id, public_id)
    if comment.erased_at is not None:
        raise UnknownComment(public_id)
    index = comment.email_index if about_author else None
    made = Note(
        site_id=site_id,
        comment_id=None if index else comment.id,
        author_index=index,
        member_id=member_id,
        body=body,
        created_at=now,
    )
    session.add(made)
    session.flush()
    return made
