"""Whether anything becomes slower when a site grows, or on PostgreSQL."""

from __future__ import annotations

import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Final

from sqlalchemy import Engine, create_engine, text

from benchmarks import load
from benchmarks.contestants import Contestant, environ_of, ours, prepared
from benchmarks.databases import on_postgres
from benchmarks.moderator import Moderator
from benchmarks.processes import fetch
from benchmarks.read import SPREAD
from benchmarks.report import plain_table
from benchmarks.seed import fill
from moderation.database.engine import engine_options, keep_rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

MISSES: Final = 40
CHANGE: Final = text("UPDATE article SET revision = revision + 1 WHERE title = '/middle-0'")
HEADING: Final = [
    "", "10 comments", "100 comments", "1,000 comments", "spread over 980 articles",
    "miss of 100, median", "queue page, median",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stage:
    """Our service on a database of its own."""

    name: str
    who: Contestant
    engine: Engine
    queue: Moderator


def measure(folder: Path, sizes: Sequence[int], *, postgres: str | None, seconds: int) -> str:
    """The table: a row per size on SQLite, and one on PostgreSQL when its address is given."""
    with ExitStack() as stack:
        stages = [stack.enter_context(_on_sqlite(folder / str(size), size)) for size in sizes]
        if postgres is not None:
            stages.append(
                stack.enter_context(_on_postgres(folder / "postgres", postgres, sizes[0]))
            )
        lines = [[stage.name] for stage in stages]
        for paths in (["/small-0"], ["/middle-0"], ["/large"], SPREAD):
            for line, stage in zip(lines, stages, strict=True):
                line.append(_known(stage.who, paths, seconds))
        for line, stage in zip(lines, stages, strict=True):
            line += [_miss(stage), stage.queue.time_of_the_queue()]
    return plain_table([HEADING, *lines])


def _known(who: Contestant, articles: Sequence[str], seconds: int) -> str:
    paths = [who.path(article) for article in articles]
    for path in paths:
        fetch(who.url + path)
    return str(load.get(who.url, paths, seconds=seconds))


def _miss(stage: Stage) -> str:
    """The first read after a change, less what a read of a known answer takes."""
    url, misses, hits = stage.who.url + stage.who.path("/middle-0"), [], []
    for _ in range(MISSES):
        with stage.engine.begin() as connection:
            connection.execute(CHANGE)
        time.sleep(1.1 if stage.engine.dialect.name == "postgresql" else 0)
        misses.append(_timed(url))
        hits.append(_timed(url))
    return f"{(median(misses) - median(hits)) * 1_000:.1f} ms"


def _timed(url: str) -> float:
    began = time.perf_counter()
    fetch(url)
    return time.perf_counter() - began


@contextmanager
def _on_sqlite(folder: Path, size: int) -> Iterator[Stage]:
    instance = prepared(folder, size)
    with _served(f"SQLite, {size:,}", instance, f"sqlite:///{instance}/comments.sqlite") as stage:
        yield stage


@contextmanager
def _on_postgres(folder: Path, server: str, size: int) -> Iterator[Stage]:
    with on_postgres(folder, server) as database:
        fill(database, size)
        settings = {"MODERATION_DATABASE_URL": database}
        with _served(f"PostgreSQL, {size:,}", folder, database, **settings) as stage:
            yield stage


@contextmanager
def _served(name: str, folder: Path, database: str, **settings: str) -> Iterator[Stage]:
    engine = create_engine(database, **engine_options(database))
    keep_rules(engine)
    with engine.begin() as connection:  # a long queue, of threads that are not read here
        connection.execute(
            text(
                "UPDATE comment SET status = 'pending', shown = false, root_id = NULL,"
                " parent_id = NULL WHERE article_id > 985 AND id NOT IN"
                " (SELECT parent_id FROM comment WHERE parent_id IS NOT NULL)"
            )
        )
    moderator = Moderator.added(environ_of(folder, **settings))
    with ours(folder, **settings) as who:
        yield Stage(name, who, engine, moderator.signed_in(who.url))
    engine.dispose()
