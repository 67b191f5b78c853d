"""A reader reports a comment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select

from moderation.comments.errors import UnknownComment
from moderation.comments.models import Report, Status
from moderation.comments.workflow.ledger import existing, hold

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from moderation.comments.models import Comment, ReportReason

# More of them tell a moderator nothing new, and somebody with many networks could fill the store.
MOST_OPEN: Final = 100


def report(
    session: Session,
    site_id: int,
    public_id: str,
    reason: ReportReason,
    *,
    message: str | None,
    network: bytes,
    now: datetime,
) -> bool:
    """Keep a reader's report of a public comment; one network reports it once.

    A report that was settled before the text was edited is of another text, and made anew. Beyond
    ``MOST_OPEN`` that wait for a decision no more are kept.

    Returns:
        Whether this call made it.

    Raises:
        UnknownComment: The site has no such comment, or it is not public.
    """
    comment = existing(session, site_id, public_id)
    hold(session, comment)
    if comment.status != Status.APPROVED:
        raise UnknownComment(public_id)
    earlier = session.scalars(
        select(Report).where(Report.comment_id == comment.id, Report.network == network)
    ).one_or_none()
    if earlier is not None and not _is_of_another_text(earlier, comment):
        return False
    if _count_open(session, comment) >= MOST_OPEN:
        return False
    made = earlier or Report(comment_id=comment.id, network=network)
    made.reason, made.message, made.created_at = reason, message, now
    made.settled_at, made.settled_by = None, None
    session.add(made)
    session.flush()
    return True


def _count_open(session: Session, comment: Comment) -> int:
    query = select(func.count()).where(Report.comment_id == comment.id, Report.settled_at.is_(None))
    return session.scalar(query) or 0


def _is_of_another_text(report: Report, comment: Comment) -> bool:
    settled, edited = report.settled_at, comment.edited_at
    return settled is not None and edited is not None and settled < edited
