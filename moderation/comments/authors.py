"""What is known of whoever wrote a comment: by the blind index of the address, never by a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import and_, func, or_, select

from moderation.comments.models import AuthorRule, Comment, Status, Treatment
from moderation.comments.queues import FOR_ROWS
from moderation.comments.rendering import host_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

NAMES: Final = 5
WEBSITES: Final = 5
SHOWN: Final = 20
ALIKE: Final = 10
# A moderator refuses what readers see, and what waits.
REFUSABLE: Final = (Status.PENDING, Status.APPROVED)


@dataclass(frozen=True, slots=True)
class Record:
    """What an author has written on a site.

    Attributes:
        counts: How many comments stand in each state.
        names: The names that were given, the newest first.
        first_at: When the first comment came.
        last_at: When the last one came.
    """

    counts: Mapping[Status, int]
    names: Sequence[str]
    first_at: datetime
    last_at: datetime

    @property
    def refused(self) -> int:
        """How many were refused or marked as spam."""
        return self.counts[Status.REFUSED] + self.counts[Status.SPAM]

    @property
    def decided(self) -> int:
        """How many were decided about, one way or the other."""
        return self.refused + self.counts[Status.APPROVED]


@dataclass(frozen=True, slots=True)
class Alike:
    """Comments that share something with an author's: the newest ones, and how many there are."""

    comments: Sequence[Comment]
    count: int


def record_of(session: Session, comment: Comment) -> Record:
    """The record of whoever wrote a comment."""
    rows = session.execute(
        select(
            Comment.status,
            func.count(),
            func.min(Comment.created_at),
            func.max(Comment.created_at),
        )
        .where(_by_author_of(comment))
        .group_by(Comment.status)
    ).all()
    names = session.scalars(
        select(Comment.author_name)
        .where(_by_author_of(comment))
        .group_by(Comment.author_name)
        .order_by(func.max(Comment.id).desc())
        .limit(NAMES)
    ).all()
    counts = {Status(status): count for status, count, _first, _last in rows}
    return Record(
        counts={status: counts.get(status, 0) for status in Status},
        names=names,
        first_at=min((first for _s, _n, first, _last in rows), default=comment.created_at),
        last_at=max((last for _s, _n, _first, last in rows), default=comment.created_at),
    )


def comments_of(session: Session, comment: Comment, status: Status | None) -> Sequence[Comment]:
    """The last comments of whoever wrote one, in any state or in one, newest first."""
    wanted = [_by_author_of(comment), *([] if status is None else [Comment.status == status])]
    return _newest(session, wanted, SHOWN)


def refusable_of(session: Session, comment: Comment, limit: int) -> Sequence[tuple[str, int]]:
    """The ids and versions of what could be refused of an author's comments, newest first."""
    rows = session.execute(
        select(Comment.public_id, Comment.version)
        .where(_by_author_of(comment), Comment.status.in_(REFUSABLE))
        .order_by(Comment.id.desc())
        .limit(limit)
    )
    return [(public_id, version) for public_id, version in rows]


def from_same_network(session: Session, comment: Comment) -> Alike:
    """What others sent from the same network; networks are forgotten after 48 hours."""
    networks = select(Comment.network).where(_by_author_of(comment), Comment.network.is_not(None))
    return _alike(session, comment, Comment.network.in_(networks))


def from_same_website(session: Session, comment: Comment) -> Alike:
    """What others sent who gave a website of the same host."""
    websites = session.scalars(
        select(Comment.author_website)
        .where(_by_author_of(comment), Comment.author_website.is_not(None))
        .distinct()
        .limit(WEBSITES)
    )
    hosts = {host_of(website) for website in websites if website}
    at_host = [
        form
        for host in hosts
        for start in (f"https://{host}", f"http://{host}")
        for form in (
            Comment.author_website == start,
            Comment.author_website.startswith(f"{start}/", autoescape=True),
        )
    ]
    return _alike(session, comment, or_(*at_host)) if at_host else Alike([], 0)


def rule_for(session: Session, comment: Comment, now: datetime) -> AuthorRule | None:
    """How the comments of whoever wrote one are treated, if that is settled and not over."""
    if comment.email_index is None:
        return None
    return session.scalars(
        select(AuthorRule).where(_in_force(comment.site_id, [comment.email_index], now))
    ).one_or_none()


def treatments(
    session: Session, site_id: int, indexes: Iterable[bytes | None], now: datetime
) -> dict[bytes, Treatment]:
    """How the comments of these addresses are treated now, where that is settled."""
    known = [index for index in indexes if index is not None]
    if not known:
        return {}
    rows = session.execute(
        select(AuthorRule.author_index, AuthorRule.treatment).where(_in_force(site_id, known, now))
    )
    return {index: Treatment(treatment) for index, treatment in rows}


def _in_force(site_id: int, indexes: Sequence[bytes], now: datetime) -> ColumnElement[bool]:
    return and_(
        AuthorRule.site_id == site_id,
        AuthorRule.author_index.in_(indexes),
        or_(AuthorRule.until.is_(None), AuthorRule.until > now),
    )


def _by_author_of(comment: Comment) -> ColumnElement[bool]:
    """The comments of one author; without an address, that one alone."""
    if comment.email_index is None:
        return Comment.id == comment.id
    return and_(
        Comment.site_id == comment.site_id,
        Comment.email_index == comment.email_index,
        Comment.erased_at.is_(None),
    )


def _by_others(comment: Comment) -> ColumnElement[bool]:
    if comment.email_index is None:
        return Comment.id != comment.id
    return or_(Comment.email_index.is_(None), Comment.email_index != comment.email_index)


def _alike(session: Session, comment: Comment, shared: ColumnElement[bool]) -> Alike:
    wanted = [Comment.site_id == comment.site_id, _by_others(comment), shared]
    found = _newest(session, wanted, ALIKE)
    count = session.scalar(select(func.count()).select_from(Comment).where(*wanted))
    return Alike(found, count or 0)


def _newest(
    session: Session, wanted: Sequence[ColumnElement[bool]], limit: int
) -> Sequence[Comment]:
    return session.scalars(
        select(Comment)
        .where(*wanted)
        .options(*FOR_ROWS)
        .order_by(Comment.created_at.desc(), Comment.id.desc())
        .limit(limit)
    ).all()
