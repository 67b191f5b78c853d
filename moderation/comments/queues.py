"""What waits, and how much of it: the readers behind the moderators' queues."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, literal, select, tuple_
from sqlalchemy.orm import joinedload, selectinload

from moderation.comments.models import Comment, FindingRow, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

    from moderation.comments.cursors import Cursor


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """Which comments of a queue are asked for, and in which order; None means any."""

    status: Status
    reason: str | None = None
    article_id: int | None = None
    newest_first: bool = False


def queue(
    session: Session,
    site_ids: Iterable[int],
    wanted: QueueFilter,
    *,
    after: Cursor | None = None,
    limit: int = 50,
) -> Sequence[Comment]:
    """A page of a queue with all that a row shows.

    One more row than ``limit`` comes when there is another page.
    """
    query = (
        select(Comment)
        .where(
            Comment.site_id.in_(list(site_ids)),
            Comment.status == wanted.status,
            Comment.erased_at.is_(None),
        )
        .options(
            joinedload(Comment.article),
            joinedload(Comment.site),
            joinedload(Comment.parent),
            selectinload(Comment.findings),
        )
        .limit(limit + 1)
    )
    if wanted.newest_first:
        query = query.order_by(Comment.created_at.desc(), Comment.id.desc())
    else:
        query = query.order_by(Comment.created_at, Comment.id)
    if wanted.reason is not None:
        query = query.where(Comment.findings.any(FindingRow.code == wanted.reason))
    if wanted.article_id is not None:
        query = query.where(Comment.article_id == wanted.article_id)
    if after is not None:
        place = tuple_(Comment.created_at, Comment.id)
        start = tuple_(
            literal(after.created_at, Comment.created_at.type), literal(after.id, Comment.id.type)
        )
        query = query.where(place < start if wanted.newest_first else place > start)
    return session.scalars(query).all()


def counts_by_status(session: Session, site_ids: Iterable[int]) -> dict[Status, int]:
    """How many comments stand in each state."""
    rows = session.execute(
        select(Comment.status, func.count())
        .where(Comment.site_id.in_(list(site_ids)), Comment.erased_at.is_(None))
        .group_by(Comment.status)
    )
    found = {Status(status): count for status, count in rows}
    return {status: found.get(status, 0) for status in Status}


def counts_by_reason(session: Session, site_ids: Iterable[int], status: Status) -> dict[str, int]:
    """How many comments of a queue each kind of finding holds."""
    rows = session.execute(
        select(FindingRow.code, func.count(FindingRow.comment_id.distinct()))
        .join(Comment, Comment.id == FindingRow.comment_id)
        .where(Comment.site_id.in_(list(site_ids)), Comment.status == status)
        .group_by(FindingRow.code)
    )
    return dict(rows.all())


def published_counts(session: Session, comments: Iterable[Comment]) -> dict[bytes, int]:
    """How many comments each author of these (by blind index) already has published."""
    rows = list(comments)
    indexes = {row.email_index for row in rows if row.email_index}
    if not indexes:
        return {}
    found = session.execute(
        select(Comment.email_index, func.count())
        .where(
            Comment.site_id.in_({row.site_id for row in rows}),
            Comment.email_index.in_(indexes),
            Comment.status == Status.APPROVED,
        )
        .group_by(Comment.email_index)
    )
    return {index: count for index, count in found if index is not None}
