"""What was published lately, by the instant at which readers first could see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select

from moderation.comments.models import Comment, Status
from moderation.comments.public import Page, Thread
from moderation.comments.shown import listed

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

AT_ONCE: Final = 50

# A comment that nobody decided about was published as it came.
_published_at: Final = func.coalesce(Comment.decided_at, Comment.created_at)
_is_public: Final = Comment.status == Status.APPROVED


@dataclass(frozen=True, slots=True)
class Tally:
    """How many comments of an article are public, and when the newest of them became so."""

    count: int
    latest_at: datetime | None


def tally(session: Session, article_id: int) -> Tally:
    """The tally of one article."""
    query = select(func.count(), func.max(_published_at)).where(
        Comment.article_id == article_id, _is_public
    )
    count, latest_at = session.execute(query).one()
    return Tally(count, latest_at)


def published_since(session: Session, article_id: int, since: datetime) -> Page:
    """The comments that were published at an instant or after it, in that order, without replies.

    At most 50 come, and no cursor: whoever is further behind reads the list again.
    """
    query = (
        listed()
        .where(Comment.article_id == article_id, _is_public, _published_at >= since)
        .order_by(_published_at, Comment.id)
        .limit(AT_ONCE)
    )
    rows = session.execute(query)
    return Page([Thread(row, replies=0 if row.root_id is None else None) for row in rows], None)
