"""Posting, with everything on: validation, screening, sealing, limits, one durable transaction."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Final

from benchmarks import load
from benchmarks.contestants import LIST, ours, ours_under_waitress, prepared
from benchmarks.isso import isso
from benchmarks.posting import isso_body, isso_new, our_body
from benchmarks.report import plain_table

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.load import Measured

HEADING: Final = ["POST, 16 connections", "r/s (p99)"]
ARTICLE: Final = "/small-0"


def measure(folder: Path, isso_programs: Path | None, *, comments: int, seconds: int) -> str:
    """The table of all contestants."""
    lines = [HEADING]
    for name, serve in (("granian", ours), ("waitress", ours_under_waitress)):
        instance = prepared(folder / name, comments)
        with serve(instance) as who:
            lines.append([who.name, str(_post(who.url + LIST, our_body(ARTICLE), seconds))])
    if isso_programs is not None:
        with ExitStack() as stack:
            peer = stack.enter_context(isso(isso_programs, folder / "isso", comments))
            lines.append(
                [peer.name, str(_post(peer.url + isso_new(ARTICLE), isso_body(), seconds))]
            )
    return plain_table(lines)


def _post(url: str, body: str, seconds: int) -> Measured:
    load.post(url, body, seconds=1)  # the first answers import and compile
    return load.post(url, body, seconds=seconds)
