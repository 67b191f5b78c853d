"""Reading, side by side: every column is measured for one contestant after the other."""

from __future__ import annotations

import statistics
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from benchmarks import load
from benchmarks.contestants import (
    Contestant,
    nginx_with_files,
    our_nginx_site,
    ours,
    ours_under_waitress,
    prepared,
)
from benchmarks.isso import isso
from benchmarks.posting import posted_to_isso, posted_to_us
from benchmarks.processes import fetch
from benchmarks.report import table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from benchmarks.load import Measured

SPREAD: Final = [f"/small-{number}" for number in range(980)]
ISSO_CONNECTIONS_FOR_LARGE: Final = 2  # with more, its answers do not come within ten seconds


@dataclass(frozen=True, slots=True)
class Column:
    """One way of reading.

    Attributes:
        name: For the table.
        articles: Asked for in turn.
        held: Whether the reader holds the answer already.
        posted: Whether comments to the first article keep arriving and being published.
    """

    name: str
    articles: Sequence[str]
    held: bool = False
    posted: bool = False


COLUMNS: Final = (
    Column("10 comments", ["/small-0"]),
    Column("100 comments", ["/middle-0"]),
    Column("1,000 comments", ["/large"]),
    Column("304 of 100", ["/middle-0"], held=True),
    Column("spread over 980 articles", SPREAD),
    Column("100, with 5 posts/s", ["/middle-0"], posted=True),
    Column("spread, with 5 posts/s", SPREAD, posted=True),
)


def measure(
    folder: Path, isso_programs: Path | None, *, comments: int, seconds: int, rounds: int
) -> str:
    """The table of all contestants; Isso is left out when there are no programs of it."""
    instance = prepared(folder / "ours", comments)
    second = prepared(folder / "waitress", comments)
    with ExitStack() as stack:
        first = stack.enter_context(ours(instance))
        contestants = [
            stack.enter_context(
                nginx_with_files(folder / "files", first, ["/large", "/middle-0", *SPREAD])
            ),
            first,
            stack.enter_context(ours_under_waitress(second)),
            stack.enter_context(our_nginx_site(folder / "site", first)),
        ]
        if isso_programs is not None:
            contestants.append(stack.enter_context(isso(isso_programs, folder / "isso", comments)))
        databases = {first.name: instance, contestants[2].name: second}
        cells = {
            (column.name, who.name): _median(
                [
                    _one(column, who, databases.get(who.name, instance), seconds)
                    for _ in range(rounds)
                ]
            )
            for column in COLUMNS
            for who in contestants
            if not (column.posted and who.name.startswith("nginx"))
        }
    return table([column.name for column in COLUMNS], [who.name for who in contestants], cells)


def _one(column: Column, who: Contestant, instance: Path, seconds: int) -> Measured:
    paths = [who.path(article) for article in column.articles]
    headers = {}
    if column.held:
        _, answered, _ = fetch(who.url + paths[0])
        if "etag" in answered:
            headers = {"If-None-Match": answered["etag"]}
    if who.name.startswith("our"):
        for path in paths:
            fetch(who.url + path)  # what is measured is what is asked again and again
    few = who.name == "Isso" and column.articles == ["/large"]
    with _posting(column, who, instance):
        return load.get(
            who.url,
            paths,
            seconds=seconds,
            headers=headers,
            connections=ISSO_CONNECTIONS_FOR_LARGE if few else load.CONNECTIONS,
        )


def _posting(column: Column, who: Contestant, instance: Path) -> AbstractContextManager[None]:
    if not column.posted:
        return nullcontext()
    if who.name == "Isso":
        return posted_to_isso(who.url, column.articles[0])
    return posted_to_us(who.url, f"sqlite:///{instance}/comments.sqlite", column.articles[0])


def _median(rounds: Sequence[Measured]) -> Measured:
    middle = statistics.median_low([measured.rate for measured in rounds])
    return next(measured for measured in rounds if measured.rate == middle)
