"""Whoever reads the documentation sees every state."""

from __future__ import annotations

from pathlib import Path

from sheets import LARGEST, sheets_page

from tests.accessibility.states import PLAIN, WIDGET

DOCS = Path(__file__).parents[2] / "docs"
SHEETS = sorted((DOCS / "pictures" / "widget").iterdir())


def test_every_state_has_a_picture_and_a_place_on_the_page() -> None:
    assert [sheet.stem for sheet in SHEETS] == sorted(
        state.__name__ for state in (*WIDGET, *PLAIN)
    ), "make pictures"
    assert (DOCS / "pictures.md").read_text("utf-8") == sheets_page(), "make pictures"


def test_pictures_are_light() -> None:
    assert max(sheet.stat().st_size for sheet in SHEETS) <= LARGEST
