"""Whoever includes the widget finds in the handbook what its sources know, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from moderation.web.locale import PUBLIC_LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).parents[2]
PAPER = (ROOT / "docs" / "embedding.md").read_text("utf-8")
SOURCE = ROOT / "moderation" / "widget" / "src"
SCRIPTS = {
    path.relative_to(SOURCE).as_posix(): path.read_text("utf-8") for path in SOURCE.rglob("*.js")
}
SHEETS = [path.read_text("utf-8") for path in SOURCE.rglob("*.css")]


def table(section: str) -> list[list[set[str]]]:
    """What is marked as code in each cell of a section's first table, below its heading."""
    text = PAPER.partition(f"\n## {section}\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\|(.+)\|$", text, re.MULTILINE)[2:]
    return [[set(re.findall(r"`([^`]+)`", cell)) for cell in row.split("|")] for row in rows]


def column(section: str, number: int) -> set[str]:
    return set().union(*(row[number] for row in table(section)))


def found(pattern: str, texts: Iterable[str] = SCRIPTS.values()) -> set[str]:
    return {name for text in texts for name in re.findall(pattern, text, re.MULTILINE)}


def keys(listed: str) -> set[str]:
    """The keys of ``status, type: kind``."""
    return {re.split(r"\W", key.strip(' "'))[0] for key in listed.split(",")}


def test_the_attributes_of_the_element_are_those_that_it_reads() -> None:
    [observed] = found(r"observedAttributes = \[(.+)\]")
    read = found(r"element\.getAttribute\(\"([\w-]+)\"\)")
    data = found(r"\bwishes\.(\w+)\b(?!\()") | found(r"\"(\w+)\" in wishes")
    data |= found(r"element\.dataset\.(\w+)")

    wanted = keys(observed) | read | {f"data-{name}" for name in data}

    assert column("Attributes", 0) == wanted


def test_the_attributes_of_the_script_are_those_that_it_reads() -> None:
    [read] = found(r"const \{ (.+) \} = tag\.dataset", [SCRIPTS["main.js"]])
    assert column("Attributes", 1) == {f"data-{name}" for name in keys(read)}


def test_the_events_and_what_they_tell_are_those_that_are_emitted() -> None:
    emitted = re.findall(r"\bemit\(\"(\w+)\", \{(.+)\}", "\n".join(SCRIPTS.values()))
    assert {name: details for [name], details, _ in table("Events")} == {
        f"comments:{name}": keys(detail) for name, detail in emitted
    }


def test_the_properties_are_those_that_the_styles_take() -> None:
    [painted] = re.findall(r"return \{\n( +text,\n.+?)\n  \}", SCRIPTS["contrast.js"], re.DOTALL)
    taken = found(r"var\((--comments-[\w-]+)", SHEETS)
    taken |= {f"--comments-{name}" for name in found(r"^ +\"?([\w-]+)", [painted])}
    assert column("Looks", 0) == taken


def test_the_parts_are_those_that_elements_bear() -> None:
    [listed] = re.findall(r"^Parts: (.+?)\.$", PAPER, re.MULTILINE | re.DOTALL)
    assert set(re.findall(r"`(.+?)`", listed)) == found(r"\bpart: \"([\w-]+)\"")


def test_the_languages_are_those_that_there_are() -> None:
    inside, beside = (
        {path.stem for path in (SOURCE / folder).iterdir()} for folder in ("messages", "languages")
    )
    assert [row[1] for row in table("Languages")] == [inside, beside]
    assert inside | beside == set(PUBLIC_LANGUAGES)
