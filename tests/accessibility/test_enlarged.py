"""Larger letters, wider spaces and longer words find their room."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe import faults
from playwright.sync_api import expect

import moderation.widget
from tests.accessibility.states import PLAIN, WIDGET, Stage
from tests.widget.measures import flaws

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.widget.reader import Garden

# The spacing of WCAG 2.2, 1.4.12, as a reader's own style sheet has it; and letters twice as large.
STYLE = """
    .spaced * { line-height: 1.5 !important; letter-spacing: 0.12em !important;
      word-spacing: 0.16em !important; }
    .spaced p { margin-bottom: 2em !important; }
    .enlarged { font-size: 200%; }
"""
CUT = """
    () => [...(document.querySelector("article-comments")?.shadowRoot ?? document.body)
        .querySelectorAll("*")]
      .filter((node) => node.checkVisibility() && !node.closest(".unseen, input, select"))
      .filter((node) => node.clientWidth && node.scrollWidth > node.clientWidth + 1)
      .map((node) => node.outerHTML.slice(0, 200))
"""
LANGUAGES = Path(moderation.widget.__file__).parent / "static" / "languages"
# A key, the direction, or a text.
WORD = re.compile(r'"[^"]+":|"ltr"|"([^"]+)"')


# Every text of a page without script, nearly half as long again.
LENGTHEN = """
    () => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const { currentNode: text } = walker;
        const { length } = text.data.trim();
        if (length) text.data = `${text.data.trim()} ${"é".repeat(length * 0.4)}`;
      }
    }
"""


def _is_whole(page: Page) -> None:
    """Nothing is cut, nor wider than the window."""
    for width in (1024, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(CUT) == []
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width


def _is_whole_and_clear(page: Page) -> None:
    """In the widget nothing is too small or too pale, either."""
    _is_whole(page)
    assert flaws(page) == []


@pytest.mark.parametrize("state", WIDGET, ids=lambda state: state.__name__)
def test_A2_nothing_is_cut_where_letters_are_larger_or_further_apart(
    garden: Garden, visit: Callable[..., Page], state: Callable[[Stage], Page]
) -> None:
    page = state(Stage(garden, visit, style=STYLE))

    for demand in ("spaced", "enlarged"):
        page.evaluate("(demand) => { document.documentElement.className = demand; }", demand)
        _is_whole_and_clear(page)


@pytest.mark.parametrize("state", PLAIN, ids=lambda state: state.__name__)
def test_A2_L5_nothing_is_cut_on_the_page_without_script(
    garden: Garden, visit: Callable[..., Page], state: Callable[[Stage], Page]
) -> None:
    page = state(Stage(garden, partial(visit, bypass_csp=True)))
    page.add_style_tag(content=STYLE)

    for demand in ("spaced", "enlarged"):
        page.evaluate("(demand) => { document.documentElement.className = demand; }", demand)
        _is_whole(page)
    page.evaluate(LENGTHEN)
    _is_whole(page)
    page.evaluate("() => { document.documentElement.className = ''; }")
    _is_whole(page)
    assert faults(page) == []


def _longer(word: re.Match[str]) -> str:
    """A text, with accents, and nearly half as long again."""
    text = word[1]
    return f'"{text} {"é" * (len(text) * 2 // 5)}"' if text else word[0]


@pytest.mark.parametrize("state", WIDGET, ids=lambda state: state.__name__)
def test_A1_A2_L5_nothing_is_cut_in_a_language_with_longer_words(
    garden: Garden, visit: Callable[..., Page], state: Callable[[Stage], Page]
) -> None:
    german = (LANGUAGES / "de.js").read_text("utf-8")
    longer = WORD.sub(_longer, german)

    def open_(address: str) -> Page:
        page = visit("about:blank")
        page.route(
            "**/languages/de.js",
            lambda route: route.fulfill(
                body=longer,
                content_type="text/javascript; charset=utf-8",
                headers={"Access-Control-Allow-Origin": "*"},
            ),
        )
        page.goto(address)
        return page

    page = state(Stage(garden, open_, language="de"))

    expect(page.locator("article-comments .root")).to_contain_text("éééé")
    _is_whole_and_clear(page)
    assert faults(page, "article-comments") == []
