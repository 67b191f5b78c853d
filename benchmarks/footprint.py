"""What the service takes: memory, time to start, bytes for the reader."""

from __future__ import annotations

import gzip
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks import load
from benchmarks.contestants import Contestant, ours, ours_under_waitress, prepared
from benchmarks.isso import isso
from benchmarks.processes import fetch, memory_mib
from benchmarks.report import plain_table

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

STARTS: Final = 3
SETTLED_S: Final = 2
EMBED: Final = Path(__file__).parent.parent / "moderation" / "widget" / "static" / "embed.js"
HEADING: Final = ["", "start to first answer", "memory idle, PSS", "after reading", "gzip -9"]


def measure(folder: Path, isso_programs: Path | None, *, comments: int, seconds: int) -> str:
    """The table of all contestants."""
    instance = prepared(folder / "ours", comments)
    lines = [
        HEADING,
        _line(lambda: ours(instance), seconds, [EMBED]),
        _line(lambda: ours_under_waitress(instance), seconds, [EMBED]),
    ]
    if isso_programs is not None:
        runs = iter(range(STARTS))
        package = next(isso_programs.parent.glob("lib/python*/site-packages/isso"))
        lines.append(
            _line(
                lambda: isso(isso_programs, folder / f"isso-{next(runs)}", comments),
                seconds,
                [package / "js" / "embed.min.js", package / "css" / "isso.css"],
            )
        )
    return plain_table(lines)


def _line(
    serve: Callable[[], AbstractContextManager[Contestant]], seconds: int, files: list[Path]
) -> list[str]:
    starts, memories, loaded, name = [], [], [], ""
    for _ in range(STARTS):
        began = time.perf_counter()
        with serve() as who:
            fetch(who.url + who.path("/middle-0"))
            starts.append(time.perf_counter() - began)
            time.sleep(SETTLED_S)
            memories.append(memory_mib(who.process))
            load.get(who.url, [who.path("/middle-0")], seconds=seconds)
            loaded.append(memory_mib(who.process))
            name = who.name
    small = sum(len(gzip.compress(path.read_bytes(), 9)) for path in files)
    return [
        name,
        f"{statistics.median(starts) * 1_000:.0f} ms",
        f"{statistics.median(memories):.0f} MiB",
        f"{statistics.median(loaded):.0f} MiB",
        f"{small / 1024:.1f} KiB, {len(files)} file{'s' * (len(files) > 1)}",
    ]
