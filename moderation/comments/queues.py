"""What waits, and how much of it: the readers behind the moderators' queues."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, literal, select, tuple_
from sqlalchemy.orm import joinedload, selectinload

from moderation.comments.models import ChangeRequest, Comment, FindingRow, Report, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Session

    from moderation.comments.cursors import Cursor

# What a moderator's row shows beside the comment itself.
FOR_ROWS: Final = (
    joinedload(Comment.article),
    joinedload(Comment.site),
    joinedload(Comment.parent),
    joinedload(Comment.open_change_request),
    selectinload(Comment.findings),
    selectinload(Comment.open_reports),
)


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """Which comments of a queue are asked for, and in which order.

    Attributes:
        status: Where they stand; None means anywhere but withdrawn, where nothing can be decided.
        reason: Code of a finding, or None for any.
        article_id: Which article, or None for any.
        newest_first: Their order.
        reported: Only those with open reports.
        change_asked: Only those whose author has an open change request.
    """

    status: Status | None
    reason: str | None = None
    article_id: int | None = None
    newest_first: bool = False
    reported: bool = False
    change_asked: bool = False


@dataclass(frozen=True, slots=True)
class OpenCounts:
    """How many comments wait for a decision for another reason than being new."""

    reported: int
    change_asked: int


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
    query = _matching(site_ids, wanted).options(*FOR_ROWS).limit(limit + 1)
    if wanted.newest_first:
        query = query.order_by(Comment.created_at.desc(), Comment.id.desc())
    else:
        query = query.order_by(Comment.created_at, Comment.id)
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


def open_counts(session: Session, site_ids: Iterable[int]) -> OpenCounts:
    """How many comments have open reports, and how many an open change request."""
    sites = list(site_ids)

    def count(wanted: QueueFilter) -> int:
        query = _matching(sites, wanted).with_only_columns(func.count())
        return session.scalar(query) or 0

    return OpenCounts(
        reported=count(QueueFilter(None, reported=True)),
        change_asked=count(QueueFilter(None, change_asked=True)),
    )


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


def _matching(site_ids: Iterable[int], wanted: QueueFilter) -> Select[Comment]:
    query = select(Comment).where(
        Comment.site_id.in_(list(site_ids)), Comment.erased_at.is_(None), _stands(wanted.status)
    )
    if wanted.reason is not None:
        query = query.where(Comment.findings.any(FindingRow.code == wanted.reason))
    if wanted.article_id is not None:
        query = query.where(Comment.article_id == wanted.article_id)
    if wanted.reported:
        reported = select(Report.comment_id).where(Report.settled_at.is_(None))
        query = query.where(Comment.id.in_(reported))
    if wanted.change_asked:
        asked = select(ChangeRequest.comment_id).where(ChangeRequest.settled_at.is_(None))
        query = query.where(Comment.id.in_(asked))
    return query


def _stands(status: Status | None) -> ColumnElement[bool]:
    return Comment.status != Status.WITHDRAWN if status is None else Comment.status == status
