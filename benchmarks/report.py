"""Tables in Markdown, the first contestant being what the others are compared with."""

from __future__ import annotations

import platform
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from benchmarks.load import Measured

PROGRAMS: Final = ("flask", "sqlalchemy", "granian", "waitress")


def table(
    columns: Sequence[str], rows: Sequence[str], cells: Mapping[tuple[str, str], Measured]
) -> str:
    """Answers per second, the 99th percentile of their time, and the ratio to the first row."""
    lines = [["r/s (p99), ratio to the first row", *columns]]
    for row in rows:
        line = [row]
        for column in columns:
            cell, first = cells.get((column, row)), cells.get((column, rows[0]))
            if cell is None:
                line.append("–")
            elif first is None or row == rows[0]:
                line.append(str(cell))
            else:
                line.append(f"{cell} **{cell.rate / first.rate:.3f}**")
        lines.append(line)
    return plain_table(lines)


def plain_table(lines: Sequence[Sequence[str]]) -> str:
    """Rows of cells, the first one being the heading."""
    written = [f"| {' | '.join(line)} |" for line in lines]
    return "\n".join([written[0], "|" + "---|" * len(lines[0]), *written[1:]])


def circumstances(command: str) -> str:
    """When, with what and on what it was measured."""
    versions = ", ".join(f"{name} {version(name)}" for name in PROGRAMS)
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, Python {platform.python_version()}, {versions}, "
        f"{platform.machine()}.\nCommand: `{command}`"
    )
