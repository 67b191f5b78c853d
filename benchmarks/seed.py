"""An instance full of comments, written straight into the database.

The first article has 1,000 comments, one in ten thousand comments begins a thread of 100, all
others stand in threads of 10: reading is measured on each kind. Half of them are replies.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import create_engine, func, insert, select
from sqlalchemy.orm import Session

from benchmarks.texts import a_name, a_text
from moderation.comments.models import Comment, Status, new_public_id
from moderation.comments.rendering import RENDERER, render
from moderation.database.engine import engine_options, keep_rules
from moderation.sites.models import Article, ArticleAddress
from moderation.sites.workflow import add_site

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection

SITE: Final = "bench"
ORIGIN: Final = "https://bench.example"
LARGE, MIDDLE, SMALL = 1_000, 100, 10
BEGINNING: Final = datetime(2026, 1, 1, tzinfo=UTC)
DISTINCT_TEXTS: Final = 500  # rendered once each; everything else is per comment
BATCH: Final = 5_000


@dataclass(frozen=True, slots=True)
class Thread:
    """An article to be written, and how many comments it gets."""

    path: str
    comments: int

    @property
    def url(self) -> str:
        """Its address."""
        return f"{ORIGIN}{self.path}"


def threads(comments: int) -> Iterator[Thread]:
    """The articles that so many comments make up."""
    yield Thread("/large", LARGE)
    middle = comments // 10_000
    for number in range(middle):
        yield Thread(f"/middle-{number}", MIDDLE)
    for number in range((comments - LARGE - middle * MIDDLE) // SMALL):
        yield Thread(f"/small-{number}", SMALL)


def fill(database_url: str, comments: int, more: Iterable[Thread] = ()) -> int:
    """Write a site of so many approved comments, and further threads.

    Returns:
        How many comments the database holds.
    """
    engine = create_engine(database_url, **engine_options(database_url))
    keep_rules(engine)
    random = Random(comments)  # noqa: S311 - the same texts every time
    texts = [(text, render(text)) for text in (a_text(random) for _ in range(DISTINCT_TEXTS))]
    with engine.begin() as connection:
        site_id = _site(connection)
        rows: list[dict[str, Any]] = []
        for number, thread in enumerate((*threads(comments), *more), start=1):
            article_id = _article(connection, site_id, thread)
            known = {"site_id": site_id, "article_id": article_id}
            rows += [{**row, **known} for row in _comments(random, texts, thread, number)]
            if len(rows) >= BATCH:
                _insert(connection, rows)
                rows = []
        _insert(connection, rows)
        if engine.dialect.name == "postgresql":
            sequence = func.pg_get_serial_sequence("comment", "id")
            last = select(func.max(Comment.id)).scalar_subquery()
            connection.execute(select(func.setval(sequence, last)))
        total = connection.scalar(select(func.count()).select_from(Comment)) or 0
    engine.dispose()
    return total


def _site(connection: Connection) -> int:
    with Session(connection) as session:
        site = add_site(session, SITE, [ORIGIN], now=BEGINNING)
        session.flush()
        return site.id


def _article(connection: Connection, site_id: int, thread: Thread) -> int:
    key = thread.url.removeprefix("https:")
    values = {"site_id": site_id, "key": key, "url": thread.url, "created_at": BEGINNING}
    article_id = connection.execute(
        insert(Article).values(title=thread.path, **values).returning(Article.id)
    ).scalar_one()
    connection.execute(
        insert(ArticleAddress).values(site_id=site_id, article_id=article_id, key=key)
    )
    return article_id


def _comments(
    random: Random, texts: list[tuple[str, str]], thread: Thread, number: int
) -> Iterator[dict[str, Any]]:
    """Rows of one thread; every other comment answers a root that stands before it."""
    first = number * LARGE  # ids of a thread are a block of their own
    roots: list[int] = []
    for index in range(thread.comments):
        answers = random.choice(roots) if roots and index % 2 else None
        if answers is None:
            roots.append(first + index)
        body, html = random.choice(texts)
        yield {
            "id": first + index,
            "public_id": new_public_id(),
            "parent_id": answers,
            "root_id": answers,
            "status": Status.APPROVED,
            "shown": True,
            "author_name": a_name(random),
            "language": "fr",
            "body": body,
            "body_hash": secrets.token_bytes(16),
            "html": html,
            "renderer": RENDERER,
            "created_at": BEGINNING + timedelta(minutes=index),
        }


def _insert(connection: Connection, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(Comment), rows)
