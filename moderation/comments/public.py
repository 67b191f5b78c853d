"""What the public may see. Every public list of comments comes from here.

A page is 20 roots, each followed by its first three replies in the order of time. A comment that
is no longer public keeps its place, empty, while something public hangs below it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, func, or_, select

from moderation.comments.cursors import Cursor
from moderation.comments.models import Comment
from moderation.comments.shown import IS_PUBLIC, listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import ColumnElement, Row, Select
    from sqlalchemy.orm import Session

ROOTS: Final = 20
REPLIES: Final = 3
MORE_REPLIES: Final = 50


@dataclass(frozen=True, slots=True)
class Thread:
    """A root, or a reply, with what follows it.

    Attributes:
        row: Its public columns.
        replies: How many replies its whole thread shows; None on a reply.
        next: Where the replies that were left out begin, if any were.
    """

    row: Row[Any]
    replies: int | None = None
    next: Cursor | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a public list, and where the next one begins."""

    threads: Sequence[Thread]
    next: Cursor | None


def approved_for(
    session: Session,
    article_id: int,
    *,
    newest_first: bool = False,
    after: Cursor | None = None,
    including: Comment | None = None,
) -> Page:
    """A page of an article's comments.

    Args:
        session: Only read.
        article_id: Which article.
        newest_first: The order of the roots; replies always follow in the order of time.
        after: Where the page begins; None for the first one.
        including: A reply that is listed wherever it stands in its thread, with those above it.
    """
    query = listed().where(Comment.article_id == article_id, Comment.root_id.is_(None))
    rows = session.execute(_page(query, newest_first, after).limit(ROOTS + 1)).all()
    roots, more = rows[:ROOTS], len(rows) > ROOTS
    replies = _first_replies(session, [root.id for root in roots], including)
    threads: list[Thread] = []
    for root in roots:
        total, shown = replies.get(root.id, (0, []))
        leading = shown[:REPLIES]
        cut = _cursor(leading[-1]) if total > len(leading) and leading else None
        threads.append(Thread(root, total, cut))
        threads.extend(Thread(reply) for reply in shown)
    return Page(threads, _cursor(roots[-1]) if more else None)


def replies_of(session: Session, root_id: int, *, after: Cursor | None = None) -> Page:
    """A page of the replies in one thread, in the order of time."""
    query = _page(listed().where(Comment.root_id == root_id), False, after)  # noqa: FBT003
    rows = session.execute(query.limit(MORE_REPLIES + 1)).all()
    threads = [Thread(row) for row in rows[:MORE_REPLIES]]
    more = len(rows) > MORE_REPLIES
    return Page(threads, _cursor(threads[-1].row) if more else None)


def page_start(session: Session, root: Comment, *, newest_first: bool = False) -> Cursor | None:
    """Where the page that holds a root begins, so that pages are the same for everybody."""
    earlier = listed().where(
        Comment.article_id == root.article_id,
        Comment.root_id.is_(None),
        _beyond(Cursor(root.created_at, root.id), not newest_first),
    )
    position = session.scalar(select(func.count()).select_from(earlier.subquery())) or 0
    start = position - position % ROOTS
    if start == 0:
        return None
    query = _page(earlier, newest_first, None).offset(start - 1).limit(1)
    return _cursor(session.execute(query).one())


def count_for(session: Session, article_ids: Iterable[int]) -> dict[int, int]:
    """How many approved comments each of these articles has."""
    rows = session.execute(
        select(Comment.article_id, func.count())
        .where(Comment.article_id.in_(list(article_ids)), IS_PUBLIC)
        .group_by(Comment.article_id)
    )
    return dict(rows.all())


def shown_comment(session: Session, article_id: int, reference: str) -> Comment | None:
    """The listed comment of an article with that public id, or that imported number."""
    named = Comment.public_id == reference
    if reference.isascii() and reference.isdigit() and len(reference) < 10:  # noqa: PLR2004 - fits
        named = Comment.legacy_id == int(reference)
    return session.scalars(
        select(Comment).where(Comment.article_id == article_id, Comment.shown, named)
    ).one_or_none()


def _page(query: Select[Any], newest_first: bool, after: Cursor | None) -> Select[Any]:  # noqa: FBT001
    if after is not None:
        query = query.where(_beyond(after, newest_first))
    if newest_first:
        return query.order_by(Comment.created_at.desc(), Comment.id.desc())
    return query.order_by(Comment.created_at, Comment.id)


def _beyond(place: Cursor, backwards: bool) -> ColumnElement[bool]:  # noqa: FBT001
    if backwards:
        return or_(
            Comment.created_at < place.created_at,
            and_(Comment.created_at == place.created_at, Comment.id < place.id),
        )
    return or_(
        Comment.created_at > place.created_at,
        and_(Comment.created_at == place.created_at, Comment.id > place.id),
    )


def _first_replies(
    session: Session, root_ids: list[int], including: Comment | None
) -> dict[int, tuple[int, list[Row[Any]]]]:
    """Per root: how many replies it shows, and the rows of the first ones."""
    if not root_ids:
        return {}
    root = Comment.root_id
    number = func.row_number().over(partition_by=root, order_by=(Comment.created_at, Comment.id))
    numbered = (
        listed()
        .where(Comment.root_id.in_(root_ids))
        .add_columns(number.label("number"), func.count().over(partition_by=root).label("total"))
        .subquery()
    )
    wanted = numbered.c.number <= REPLIES
    if including is not None and including.root_id is not None:
        wanted = or_(wanted, numbered.c.id.in_(_with_ancestors(session, including)))
    found: dict[int, tuple[int, list[Row[Any]]]] = {}
    query = select(numbered).where(wanted).order_by(numbered.c.created_at, numbered.c.id)
    for row in session.execute(query):
        found.setdefault(row.root_id, (row.total, []))[1].append(row)
    return found


def _with_ancestors(session: Session, reply: Comment) -> list[int]:
    chain = [reply.id]
    while reply.parent_id is not None and reply.parent_id != reply.root_id:
        parent = session.get_one(Comment, reply.parent_id)
        chain.append(parent.id)
        reply = parent
    return chain


def _cursor(row: Row[Any]) -> Cursor:
    return Cursor(row.created_at, row.id)
