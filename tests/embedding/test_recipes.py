"""The recipes show what the examples do."""

from __future__ import annotations

import re
from textwrap import indent
from typing import TYPE_CHECKING

import pytest

from tests.embedding.examples import DIRECTIVE, EXAMPLES, RECIPES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAPERS = sorted(RECIPES.glob("*.md"))
EMBEDDING = RECIPES.with_suffix(".md").read_text("utf-8")
BLOCK = re.compile(r"(?P<above>[^\n]+(?:\n[^\n]+)*)\n\n```\w*\n(?P<code>.*?)```", re.DOTALL)
LINES = 60


def quotations(paper: Path) -> Iterator[tuple[str, str]]:
    """Each block of code whose paragraph above links to a file of an example, and that file."""
    for block in BLOCK.finditer(paper.read_text("utf-8")):
        files = re.findall(r"\]\((examples/[^)]+\.\w+)\)", block["above"])
        if files:
            yield block["code"], files[-1]


def stands_in(file: str, code: str) -> bool:
    """Whether the file has these lines, one below the other, however deep."""
    first = re.search(rf"^([ \t]*){re.escape(code.partition(chr(10))[0])}$", file, re.MULTILINE)
    return first is not None and indent(code, first[1]) in file


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.stem)
def test_what_a_recipe_quotes_stands_in_its_example(paper: Path) -> None:
    quoted = list(quotations(paper))
    assert quoted
    for code, name in quoted:
        assert stands_in((RECIPES / name).read_text("utf-8"), code), name


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.stem)
def test_a_recipe_is_one_page_and_says_with_what_it_was_tried(paper: Path) -> None:
    text = paper.read_text("utf-8")
    assert len(text.splitlines()) <= LINES
    assert re.search(r"^Tried (by hand )?with ", text, re.MULTILINE)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.stem)
def test_a_recipe_adds_to_a_policy_what_the_handbook_says(paper: Path) -> None:
    added = re.search(DIRECTIVE, paper.read_text("utf-8"))
    assert added
    assert added[0] in EMBEDDING


def test_the_handbook_leads_to_every_recipe_and_every_recipe_has_an_example() -> None:
    names = [paper.stem for paper in PAPERS]
    assert sorted(re.findall(r"\]\(embedding/(\w+)\.md\)", EMBEDDING)) == names
    assert sorted(folder.name for folder in EXAMPLES.iterdir() if folder.is_dir()) == names


def test_the_locks_of_the_examples_name_no_place_to_download_from() -> None:
    locks = sorted(EXAMPLES.glob("*/package-lock.json"))
    assert locks
    assert not [lock for lock in locks if '"resolved"' in lock.read_text("utf-8")]
