"""Wherever the focus goes, it is seen: on a small screen, magnified, or under a bar of the page."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from tests.accessibility.states import Stage, errors, thread

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.widget.reader import Garden

BAR = 80
STICKY = f"h1 {{ position: sticky; top: 0; height: {BAR}px; margin: 0; background: white; }}"
# How much of what has the focus is seen below a height, in pixels; nothing outside the widget.
SEEN = """
    (top) => {
      const node = document.activeElement.shadowRoot?.activeElement;
      if (!node) return null;
      const box = node.getBoundingClientRect();
      const seen = Math.min(box.bottom, innerHeight) - Math.max(box.top, top);
      return [node.outerHTML.slice(0, 100), seen];
    }
"""


# Where the lower edge of what has the focus stands on the page; nothing outside the widget.
LOWER = """
    () => {
      const node = document.activeElement.shadowRoot?.activeElement;
      return node ? node.getBoundingClientRect().bottom + scrollY : null;
    }
"""
# Things on one line are not equally high.
LINE = 30


def _hidden(page: Page, key: str, top: int) -> list[str]:
    """What is not seen at all when it has the focus, on the way through the widget by a key."""
    hidden, stops = [], 0
    while stop := page.evaluate(SEEN, top):
        stops += 1
        name, seen = stop
        if seen < 24:
            hidden.append(name)
        page.keyboard.press(key)
    assert stops > 10
    return hidden


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
def test_A2_A3_every_stop_is_seen_in_a_window_four_times_as_large(
    garden: Garden, visit: Callable[..., Page], key: str
) -> None:
    # One of 1280 by 1024, that is.
    page = _begun(Stage(garden, visit), key, height=256)

    assert _hidden(page, key, 0) == []


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
def test_A3_no_stop_is_under_a_bar_of_the_page(
    garden: Garden, visit: Callable[..., Page], key: str
) -> None:
    page = _begun(Stage(garden, visit, style=STICKY), key, height=568)

    assert _hidden(page, key, BAR) == []


def test_A3_keys_lead_down_the_page_as_people_read_it(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = _begun(Stage(garden, visit), "Tab", height=800)
    edges = [0.0]

    while (edge := page.evaluate(LOWER)) is not None:
        edges.append(edge)
        page.keyboard.press("Tab")

    assert len(edges) > 40
    assert [edge for above, edge in pairwise(edges) if edge < above - LINE] == []


def _begun(stage: Stage, key: str, height: int) -> Page:
    """A form with errors, a conversation, and the focus where a key leads through both."""
    thread(stage)
    page = errors(stage)
    page.set_viewport_size({"width": 320, "height": height})
    ends = page.locator("article-comments :is(a, button)").locator("visible=true")
    (ends.first if key == "Tab" else ends.last).focus()
    return page
