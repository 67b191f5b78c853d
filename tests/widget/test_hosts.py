"""The widget stands on pages whose style sheets mean it no good."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.accessibility.states import Stage, errors, thread
from tests.widget.measures import MEASURE, flaws

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.widget.reader import Garden

RESET = """
    body *:not(script) { all: unset; }
    * {
      margin: 0 !important; padding: 0 !important; border: 0 !important; float: none !important;
      line-height: 1 !important; list-style: none !important; box-sizing: content-box !important;
    }
"""
LOUD = """
    input, textarea, button, select, label {
      border: 9px dotted red !important; border-radius: 99px !important; height: 12px !important;
      background: yellow !important; color: yellow !important; font-size: 6px !important;
    }
    article, section, form, header, div, p, ol, li {
      display: flex !important; float: left !important; width: 40% !important;
    }
    a { color: white !important; }
"""
TINY = """
    html { font-size: 9px; }
    body {
      font: 300 9px/1.05 "Courier New", monospace; letter-spacing: 0.25em; word-spacing: 0.5em;
      text-transform: uppercase; text-align: right; text-indent: 3em; white-space: nowrap;
    }
"""
PALE = """
    body { color: #9a9a9a; -webkit-text-fill-color: #9a9a9a; text-shadow: 1px 1px 2px white; }
    a { color: #cde; }
"""
NIGHT = """
    body { transition: background-color 0.2s, color 0.2s; }
    .night body, [data-theme=night] body { background: #181c20; color: #eee; }
    .night a, [data-theme=night] a { color: #9cf; }
    @media (prefers-color-scheme: dark) { body { background: #181c20; color: #eee; } }
"""
SHEETS = {"reset": RESET, "loud": LOUD, "tiny": TINY, "pale": PALE}


@pytest.mark.parametrize("sheet", SHEETS)
def test_H2_H4_everything_can_be_read_and_pressed_whatever_the_page_demands(
    garden: Garden, visit: Callable[..., Page], sheet: str
) -> None:
    stage = Stage(garden, visit, style=SHEETS[sheet])
    thread(stage)

    page = errors(stage)

    for width in (1024, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert flaws(page) == []


def test_H4_what_the_widget_brings_stays_inside(garden: Garden, visit: Callable[..., Page]) -> None:
    page = errors(Stage(garden, visit))

    assert page.evaluate("() => document.adoptedStyleSheets.length") == 0
    assert page.locator("head > *").count() == page.locator("head > :is(meta, title, link)").count()


def _is_dark_and_clear(page: Page) -> None:
    """When the page has faded into its other theme."""
    expect(page.locator("article-comments .root")).to_have_css("color-scheme", "dark")
    page.wait_for_function(f"() => ({MEASURE})().texts.every(([, , contrast]) => contrast >= 4.5)")
    assert flaws(page) == []


SWITCHES = {
    "a class": "document.documentElement.classList.toggle('night')",
    "an attribute": "document.documentElement.dataset.theme = 'night'",
}


@pytest.mark.parametrize("switch", SWITCHES)
def test_H3_everything_can_be_read_when_the_page_turns_dark(
    garden: Garden, visit: Callable[..., Page], switch: str
) -> None:
    page = errors(Stage(garden, visit, style=NIGHT))
    assert flaws(page) == []

    page.evaluate(SWITCHES[switch])

    _is_dark_and_clear(page)


def test_H3_everything_can_be_read_when_the_evening_comes(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = errors(Stage(garden, visit, style=NIGHT))

    page.emulate_media(color_scheme="dark")

    _is_dark_and_clear(page)
