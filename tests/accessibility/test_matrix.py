"""axe-core finds no fault: every state, light and dark, both directions, every width."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe import faults
from playwright.sync_api import expect

from tests.accessibility.states import PLAIN, WIDGET, Stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.widget.reader import Garden

WIDTHS = (320, 640, 1024, 1440)
DIRECTIONS = {"fr": "ltr", "ar": "rtl"}
THEMES = """
    .dark { background: #15181c; color: #ddd; }
    .dark a { color: #8ab4f8; }
"""


@pytest.mark.parametrize("language", DIRECTIONS)
@pytest.mark.parametrize("state", WIDGET, ids=lambda state: state.__name__)
def test_A1_A2_A11_L5_the_widget_is_accessible_in_every_state_theme_direction_and_width(
    garden: Garden, visit: Callable[..., Page], state: Callable[[Stage], Page], language: str
) -> None:
    page = state(Stage(garden, visit, language=language, style=THEMES))
    direction = DIRECTIONS[language]
    page.evaluate("(direction) => { document.documentElement.dir = direction; }", direction)
    expect(page.locator("article-comments .root")).to_have_css("direction", direction)

    found = {}
    for theme in ("light", "dark"):
        page.evaluate("(theme) => { document.documentElement.className = theme; }", theme)
        found[theme] = _at_every_width(page, "article-comments")
    assert found == {"light": [], "dark": []}


@pytest.mark.parametrize("language", DIRECTIONS)
@pytest.mark.parametrize("state", PLAIN, ids=lambda state: state.__name__)
def test_A1_A2_A11_L5_the_plain_page_is_accessible_in_every_state_theme_direction_and_width(
    garden: Garden, visit: Callable[..., Page], state: Callable[[Stage], Page], language: str
) -> None:
    page = state(Stage(garden, visit, language=language))
    expect(page.locator("html")).to_have_css("direction", DIRECTIONS[language])

    found = {}
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        found[theme] = _at_every_width(page, "html")
    assert found == {"light": [], "dark": []}


def _at_every_width(page: Page, within: str) -> list[tuple[int, str]]:
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        found += [(width, fault) for fault in faults(page, within)]
        if (scrolled := page.evaluate("() => document.documentElement.scrollWidth")) > width:
            found.append((width, f"scrolls sideways to {scrolled}"))
    return found
