"""What is promised, and which tests show it: ``make statements`` writes docs/statements.md.

A test whose name begins with numbers (``test_R6_…``, ``test("H2 …")``) shows those statements.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from promises import BY_HAND, LATER, MEASURED, PROMISES, SERIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = ROOT / "docs" / "statements.md"
NUMBERED: Final = {
    "test_*.py": re.compile(rf"def test_((?:[{SERIES}]\d+_)+)(\w+)\("),
    "*.test.mjs": re.compile(rf'test\(\s*"((?:[{SERIES}]\d+ )+)([^"]+)"'),
}
INTRODUCTION: Final = """\
# What is promised, and what shows it

`make statements` writes this page from the names of the tests, and a test fails when it is not what
they give, or when a promise has nothing to show. `make test ARGS="-k R6_"` runs the tests of one.

R is for readers, C for those who comment, M for moderators, O for owners, A for access, H for the
host page, P for privacy, L for languages.
"""
Shown = tuple[str, Path]


def shown() -> Mapping[str, Sequence[Shown]]:
    """The tests of each number, as sentence and file, in the order of the files."""
    found: dict[str, list[Shown]] = defaultdict(list)
    for number, sentence, path in _numbered():
        found[number].append((sentence, path))
    return found


def page() -> str:
    """The whole page."""
    tests = shown()
    rows = [
        f"| {number} | {promise} | {'<br>'.join(_evidence(number, tests.get(number, ())))} |"
        for number, promise in PROMISES.items()
    ]
    return "\n".join([INTRODUCTION, "| | promise | shown by |", "|---|---|---|", *rows, ""])


def _numbered() -> Iterator[tuple[str, str, Path]]:
    for pattern, name in NUMBERED.items():
        for path in sorted((ROOT / "tests").rglob(pattern)):
            for numbers, sentence in name.findall(path.read_text("utf-8")):
                for number in re.findall(r"\w\d+", numbers):
                    yield number, sentence.replace("_", " "), path.relative_to(ROOT)


def _evidence(number: str, tests: Sequence[Shown]) -> Iterator[str]:
    for sentence, path in tests:
        yield f"[{sentence}](../{path})"
    if number in MEASURED:
        yield f"measured, not tested: [{MEASURED[number]}](../benchmarks/RESULTS.md)"
    if number in BY_HAND:
        yield f"by hand: {BY_HAND[number]}"
    if number in LATER:
        yield f"in a later release: {LATER[number]}"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
