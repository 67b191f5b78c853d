"""The last comments that came in, however many there are before them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select, union_all

from moderation.comments.models import Comment, FindingRow, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session


def newest(
    session: Session, site_id: int, limit: int, *, since: datetime | None = None
) -> Sequence[Comment]:
    """The last comments that strangers sent to a site, in any state, newest first.

    Args:
        session: Only read.
        site_id: Which site.
        limit: How many at most; no more than so many of each status are looked at.
        since: None older than this.
    """
    each = []
    for status in Status:
        wanted = select(Comment.id, Comment.created_at).where(
            Comment.site_id == site_id, Comment.status == status, Comment.erased_at.is_(None)
        )
        if since is not None:
            wanted = wanted.where(Comment.created_at >= since)
        latest = wanted.order_by(Comment.created_at.desc(), Comment.id.desc()).limit(limit)
        each.append(select(latest.subquery()))
    found = union_all(*each).subquery()
    ids = select(found.c.id).order_by(found.c.created_at.desc(), found.c.id.desc()).limit(limit)
    return session.scalars(
        select(Comment)
        .where(Comment.id.in_(ids), Comment.member_id.is_(None))
        .order_by(Comment.created_at.desc(), Comment.id.desc())
    ).all()


def codes_found(session: Session, comment_ids: Sequence[int]) -> Mapping[int, frozenset[str]]:
    """What was found in each of these comments."""
    codes: dict[int, set[str]] = {comment_id: set() for comment_id in comment_ids}
    query = select(FindingRow.comment_id, FindingRow.code).where(
        FindingRow.comment_id.in_(comment_ids)
    )
    for comment_id, code in session.execute(query):
        codes[comment_id].add(code)
    return {comment_id: frozenset(found) for comment_id, found in codes.items()}


def first_published(
    session: Session, site_id: int, authors: Iterable[bytes]
) -> Mapping[bytes, datetime]:
    """When the first published comment of each of these authors came in, by their blind index."""
    query = (
        select(Comment.email_index, func.min(Comment.created_at))
        .where(
            Comment.site_id == site_id,
            Comment.email_index.in_(set(authors)),
            Comment.status == Status.APPROVED,
        )
        .group_by(Comment.email_index)
    )
    return {author: moment for author, moment in session.execute(query) if author}
