"""The handbook says what the service does: no more and no less."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from pkgutil import resolve_name
from typing import TYPE_CHECKING

import click
import pytest

from moderation.__main__ import main
from moderation.config import NAMES, PREFIX, Settings, load
from moderation.config.values import DEFAULT_LIMITS
from moderation.web.problems import TITLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAPERS = sorted(
    path
    for path in (*ROOT.glob("*.md"), *DOCS.glob("*.md"), *DOCS.glob("*/*.md"))
    if path.name != "CHANGELOG.md"
)
# The members' pages, and what pages are drawn with, are found by links and not by the handbook.
PAGES = ("/dashboard", "/account", "/console")


def headings(name: str) -> list[str]:
    """What the third-level headings of a paper define, in code marks."""
    return re.findall(r"^### `([^`]+)`", (DOCS / name).read_text("utf-8"), flags=re.MULTILINE)


def commands(
    group: click.Group, words: tuple[str, ...] = ()
) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in sorted(group.list_commands(context)):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, (*words, name))
        else:
            yield " ".join((*words, name)), command


COMMANDS = dict(commands(main))
ARCHITECTURE = (DOCS / "architecture.md").read_text("utf-8")
ROOMS = "|".join(path.parent.name for path in ROOT.glob("moderation/*/__init__.py"))
PARTS = sorted(set(re.findall(rf"\b(?:{ROOMS})(?:\.\w+)+", ARCHITECTURE)))


def test_every_setting_is_documented_and_nothing_else_is() -> None:
    settings = {*(f"{PREFIX}{name}" for name in NAMES), "PORT"}
    assert sorted(headings("configuration.md")) == sorted(settings)


def test_every_setting_is_one_that_the_service_keeps() -> None:
    assert {field.name for field in fields(Settings)} == {name.lower() for name in NAMES} | {"port"}


def test_the_documented_defaults_are_the_real_ones(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PORT", raising=False)
    settings = load()
    paper = (DOCS / "configuration.md").read_text("utf-8")
    defaults = dict(re.findall(r"^### `(\w+)`\n\nDefault: `([^`]+)`", paper, flags=re.MULTILINE))
    assert defaults == {
        "MODERATION_INSTANCE": str(settings.instance.relative_to(tmp_path)),
        "MODERATION_PUBLIC_URL": settings.public_url,
        "MODERATION_POSTING_LIMITS": DEFAULT_LIMITS,
        "MODERATION_REQUIRE_SECOND_FACTOR": settings.require_second_factor,
        "PORT": str(settings.port),
    }


def test_every_command_is_documented_and_nothing_else_is() -> None:
    assert sorted(headings("commands.md")) == sorted(f"moderation {name}" for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_documented_with_all_its_options(name: str) -> None:
    paper = (DOCS / "commands.md").read_text("utf-8")
    section = paper.partition(f"### `moderation {name}`")[2].partition("\n### ")[0]
    options = {
        option
        for parameter in COMMANDS[name].params
        if isinstance(parameter, click.Option)
        for option in (*parameter.opts, *parameter.secondary_opts)
    }
    named = set(re.findall(r"--[a-z][a-z-]*", section))
    assert named == {option for option in options if option.startswith("--")}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_explains_itself(name: str) -> None:
    assert COMMANDS[name].get_short_help_str(200)


def shape(route: str) -> str:
    """A route without the names of its places: ``GET /t/{}/``."""
    return re.sub(r"<[^>]+>|\{[^}]+\}", "{}", route)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_every_public_route_is_documented_and_nothing_else_is(app: Flask) -> None:
    routes = {
        shape(f"{method} {rule.rule}")
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if not rule.rule.startswith(PAGES) and not rule.endpoint.endswith("static")
    }
    assert sorted(map(shape, headings("api.md"))) == sorted(routes)


def test_every_problem_is_documented_and_nothing_else_is() -> None:
    errors = (DOCS / "api.md").read_text("utf-8").partition("\n## Errors\n")[2]
    rows = re.findall(r"^\| \d+ \| (.+?) \|", errors, flags=re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`([^`]+)`", row)}
    assert named == set(TITLES)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_links_between_papers_lead_somewhere(paper: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", paper.read_text("utf-8"))
    assert not [target for target in targets if not (paper.parent / target).exists()]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_papers_name_no_setting_that_does_not_exist(paper: Path) -> None:
    named = set(re.findall(r"MODERATION_([A-Z_]*[A-Z])", paper.read_text("utf-8")))
    foreign = {name for name in named if name.startswith("TEST") or name == "CORPORA"}
    assert not {name.removesuffix("_FILE") for name in named - foreign} - NAMES


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_papers_name_no_command_that_does_not_exist(paper: Path) -> None:
    groups = {name.partition(" ")[0] for name in COMMANDS}
    lines = re.findall(
        r"(?:^|`|/)moderation ([a-z]+(?: [a-z]+)?)", paper.read_text("utf-8"), re.MULTILINE
    )
    unknown = {
        line for line in lines if line not in COMMANDS and line.partition(" ")[0] not in groups
    }
    assert not unknown


def test_the_locks_name_no_place_to_download_from() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text("utf-8")
        assert not re.search(r"://|--(extra-)?index|find-links|\s@\s", text)
        pins = re.split(r"\n(?=\w)", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).strip())
        assert not [pin for pin in pins if "==" not in pin or "--hash=sha256:" not in pin]


@pytest.mark.parametrize("name", PARTS)
def test_what_the_architecture_names_is_there(name: str) -> None:
    assert resolve_name(f"moderation.{name}")


@pytest.mark.parametrize(
    ("room", "suffix"), [("comments", ".py"), ("intake", ".py"), ("widget/src", "")]
)
def test_what_the_architecture_tells_of_a_room_is_in_it(room: str, suffix: str) -> None:
    table = ARCHITECTURE.partition(f"\n| `{room}` | |\n")[2].partition("\n\n")[0]
    cells = re.findall(r"^\| (`.+?) \|", table, flags=re.MULTILINE)
    names = [name for cell in cells for name in re.findall(r"`([\w./]+)`", cell)]
    there = {
        f"{path.name}/" if path.is_dir() else path.name.removesuffix(suffix)
        for path in (ROOT / "moderation" / room).iterdir()
    }
    assert names
    assert not set(names) - there
