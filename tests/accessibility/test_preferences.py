"""What people have asked of their system: less motion, their own colours, more contrast."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.accessibility.states import Stage, edit, errors, report, thread
from tests.widget.measures import flaws
from tests.widget.reader import article

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.widget.reader import Garden

# Nothing of the page's reaches in, but what inherits.
RESTLESS = (
    "html { scroll-behavior: smooth; } * { transition: all 1s; animation: turn 1s infinite; }"
)
MOVING = """
    () => [...document.querySelector("article-comments").shadowRoot.querySelectorAll("*")]
      .filter((node) => {
        const { transitionDuration, animationName, transform, scrollBehavior } =
          getComputedStyle(node);
        return transitionDuration !== "0s" || animationName !== "none" || transform !== "none"
          || scrollBehavior !== "auto";
      })
      .map((node) => node.outerHTML.slice(0, 200))
"""
# Follows a link and says how far its comment stood from the top at once, and a moment later.
JUMP = """
    async (link) => {
      const frame = () => new Promise(requestAnimationFrame);
      const place = () => document.activeElement.shadowRoot.activeElement
        .getBoundingClientRect().top;
      link.click();
      while (!document.activeElement.shadowRoot?.activeElement.matches("article")) await frame();
      const places = [place()];
      for (let frames = 0; frames < 10; frames++) await frame();
      return [...places, place()];
    }
"""
LINE_PX = 24
# What is drawn of a line, and of the ring around what has the focus, where there is one.
LINES = """
    (selectors) => selectors.map((selector) => {
      const node = document.querySelector("article-comments").shadowRoot.querySelector(selector);
      const { borderInlineStartStyle, borderInlineStartWidth, borderInlineStartColor } =
        getComputedStyle(node);
      return [borderInlineStartStyle, borderInlineStartWidth, borderInlineStartColor];
    })
"""
RING = """
    () => {
      const { activeElement } = document.activeElement.shadowRoot ?? document;
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(activeElement);
      return [outlineStyle, outlineWidth, outlineColor];
    }
"""
LINED = ("article", ".summary", "textarea", "[name=website]", "select", ".primary")
STOPS = 12
CANVAS = {"light": "rgb(255, 255, 255)", "dark": "rgb(0, 0, 0)"}
# How many of the texts that are muted are paler than the others.
MUTED = """
    () => {
      const { shadowRoot } = document.querySelector("article-comments");
      const colour = (node) => getComputedStyle(node).color;
      const text = colour(shadowRoot.querySelector(".root"));
      const muted = [...shadowRoot.querySelectorAll(".muted, header, .to, blockquote")];
      return [muted.filter((node) => colour(node) !== text).length, muted.length];
    }
"""


@pytest.mark.parametrize("state", [thread, errors, edit, report], ids=lambda state: state.__name__)
def test_A9_nothing_moves_for_those_who_want_no_motion(
    garden: Garden, visit: Callable[..., Page], state: Callable[[Stage], Page]
) -> None:
    still = partial(visit, reduced_motion="reduce")

    page = state(Stage(garden, still, style=RESTLESS))

    assert page.evaluate(MOVING) == []


def test_A9_a_link_leads_to_its_comment_at_once_even_where_the_page_scrolls_smoothly(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comments(20)
    page = visit(garden.host.page(style=RESTLESS), reduced_motion="reduce")
    last = article(page, "Commentaire 19")
    expect(last).to_be_visible()
    page.evaluate("() => scrollTo({ top: 0, behavior: 'instant' })")

    at_once, later = last.locator(".permalink").evaluate(JUMP)

    expect(last).to_be_focused()
    # A page that scrolls smoothly is hundreds of pixels away at first; a line may still settle.
    assert at_once == pytest.approx(later, abs=LINE_PX)
    expect(last).to_be_in_viewport()


@pytest.mark.parametrize("scheme", CANVAS)
def test_A9_with_forced_colours_every_line_and_every_focus_is_seen(
    garden: Garden, visit: Callable[..., Page], scheme: str
) -> None:
    forced = partial(visit, forced_colors="active", color_scheme=scheme)
    stage = Stage(garden, forced)
    thread(stage)
    page = errors(stage)
    rings = []
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        rings.append(page.evaluate(RING))

    for style, width, colour in page.evaluate(LINES, LINED):
        assert style == "solid"
        assert width in {"1px", "2px"}
        assert colour != CANVAS[scheme]
    for style, width, colour in rings:
        assert (style, width) == ("solid", "3px")
        assert colour != CANVAS[scheme]


@pytest.mark.parametrize("state", [thread, report], ids=lambda state: state.__name__)
def test_A9_who_needs_contrast_reads_no_muted_text(
    garden: Garden, visit: Callable[..., Page], state: Callable[[Stage], Page]
) -> None:
    style = "article-comments { --comments-muted: #777; }"
    page = state(Stage(garden, visit, style=style))
    paler, all_ = page.evaluate(MUTED)
    assert paler == all_ > 0

    page.emulate_media(contrast="more")

    assert page.evaluate(MUTED) == [0, all_]
    assert flaws(page) == []
