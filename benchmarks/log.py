"""A long log: how fast it is sealed and verified, and how soon its pages are there."""

from __future__ import annotations

import resource
import time
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import create_engine, insert
from sqlalchemy.orm import Session

from benchmarks.contestants import environ_of, ours
from benchmarks.databases import on_postgres, on_sqlite
from benchmarks.moderator import Moderator
from benchmarks.report import plain_table
from benchmarks.seed import LARGE, ORIGIN, SITE, fill
from moderation.comments.chain import seal, verify
from moderation.comments.models import ActorKind, Decision, Status, Verb
from moderation.database.engine import READING, engine_options, keep_rules

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Engine

BATCH: Final = 10_000
COMMENTS: Final = 2_000
BEGINNING: Final = datetime(2026, 1, 1, tzinfo=UTC)
RARE: Final = 1_000  # the first thousand have a means and a verb that no other has
# What somebody looks for, and what the address says; the last two are as old as the log.
PAGES: Final = {
    "newest": "",
    "one action": "&action=approve",
    "one article": f"&article={ORIGIN}/large",
    "one means, of long ago": "&means=api",
    "a day of long ago": "&since=2026-01-01&until=2026-01-01",
}


def measure(folder: Path, entries: int, *, postgres: str | None) -> str:
    """The tables: a row for each database."""
    chains = [["", "sealed", "verified", "memory grew by"]]
    pages = [["median of a page", *PAGES]]
    with ExitStack() as stack:
        places = {"SQLite": stack.enter_context(on_sqlite(folder / "SQLite"))}
        if postgres is not None:
            places["PostgreSQL"] = stack.enter_context(on_postgres(folder / "PostgreSQL", postgres))
        for name, address in places.items():
            fill(address, COMMENTS)
            chains.append([f"{name}, {entries:,}", *_chain(address, entries)])
            pages.append([f"{name}, {entries:,}", *_pages(folder / name, address)])
    return f"{plain_table(chains)}\n\n{plain_table(pages)}"


def _chain(address: str, entries: int) -> list[str]:
    engine = create_engine(address, **engine_options(address))
    keep_rules(engine)
    _write(engine, entries)
    began = time.perf_counter()
    with Session(engine) as session:
        sealed = seal(session)
        session.commit()
    sealing, before = time.perf_counter() - began, _memory()
    began = time.perf_counter()
    with engine.connect().execution_options(**READING) as connection:
        report = verify(connection)
    verifying = time.perf_counter() - began
    engine.dispose()
    if report.broken or report.sealed != sealed:
        raise RuntimeError("the chain does not hold")
    rates = [f"{entries / took:,.0f}/s ({took:.1f} s)" for took in (sealing, verifying)]
    return [*rates, f"{_memory() - before:.1f} MiB"]


def _pages(instance: Path, address: str) -> Iterator[str]:
    settings = {"MODERATION_DATABASE_URL": address}
    moderator = Moderator.added(environ_of(instance, **settings))
    with ours(instance, **settings) as who:
        moderator.signed_in(who.url)
        for query in PAGES.values():
            yield moderator.time_of(f"/dashboard/log?site={SITE}{query}")


def _write(engine: Engine, entries: int) -> None:
    random = Random(entries)  # noqa: S311 - the same log every time
    for first in range(0, entries, BATCH):
        count = min(BATCH, entries - first)
        rows = [_decision(random, number, entries) for number in range(first, first + count)]
        with engine.begin() as connection:
            connection.execute(insert(Decision), rows)


def _decision(random: Random, number: int, entries: int) -> dict[str, Any]:
    """Two about each comment; the newest are about those that are there."""
    return {
        "site_id": 1,
        "article_id": random.randint(1, 100),
        "comment_id": LARGE + (entries - 1 - number) // 2,
        "comment_public_id": f"c{number:015x}",
        "verb": random.choice((Verb.APPROVE, Verb.SPAM, Verb.REFUSE)).value,
        "before": Status.PENDING.value,
        "after": Status.APPROVED.value,
        "actor_kind": ActorKind.COMMAND.value,
        "means": "api" if number < RARE else "command",
        "created_at": BEGINNING + timedelta(seconds=10 * number),
    }


def _memory() -> float:
    """The most that this process has taken, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
