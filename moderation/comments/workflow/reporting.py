"""A reader reports a comment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from moderation.comments.errors import UnknownComment
from moderation.comments.models import Report, Status
from moderation.comments.workflow.ledger import existing, hold

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from moderation.comments.models import ReportReason


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

    Returns:
        Whether this call made it.

    Raises:
        UnknownComment: The site has no such comment, or it is not public.
    """
    comment = existing(session, site_id, public_id)
    hold(session, comment)
    if comment.status != Status.APPROVED:
        raise UnknownComment(public_id)
    before = select(Report.id).where(Report.comment_id == comment.id, Report.network == network)
    if session.scalar(before) is not None:
        return False
    session.add(
        Report(
            comment_id=comment.id, reason=reason, message=message, network=network, created_at=now
        )
    )
    session.flush()
    return True
