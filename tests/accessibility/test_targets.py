"""What is pressed can be hit, with a large thumb and in the narrowest window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.accessibility.states import WIDGET, Stage, action, empty, fill, form, send

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.widget.reader import Garden

# What is too small, but links in people's own sentences and what nobody sees.
SMALL = """
    () => [...document.querySelector("article-comments").shadowRoot
        .querySelectorAll("a, button, select, textarea, input")]
      .filter((node) => node.checkVisibility() && !node.closest(".body, .unseen"))
      .filter((node) => {
        const { width, height } = node.getBoundingClientRect();
        return Math.min(width, height) < (node.matches("[part=button], [part=input]") ? 44 : 24);
      })
      .map((node) => node.outerHTML.slice(0, 200))
"""


def short(stage: Stage) -> Page:
    """Somebody has a name of one letter, and a site."""
    stage.comment("question", name="I", website="https://exemple.fr")
    page = stage.open()
    expect(page.locator("article-comments article")).to_be_visible()
    return page


def returned(stage: Stage) -> Page:
    """Somebody is known here, and has left a reply that was not sent."""
    stage.comment("question", name="Camille Roux")
    page = empty(stage)
    fill(page, body="Merci.", name="Awa Diallo", email="awa@example.org")
    form(page).locator("[type=checkbox]").check()
    send(page)
    expect(page.locator("article-comments article.own")).to_be_focused()
    action(page, "question", stage, 0).click()
    fill(page, body="Peut-être.")
    page.reload()
    expect(page.locator("article-comments .found .quiet")).to_be_visible()
    expect(page.locator("article-comments .known .quiet")).to_be_visible()
    return page


def slipped(stage: Stage) -> Page:
    """Somebody has probably meant another address."""
    page = empty(stage)
    form(page).locator("[name=email]").focus()
    expect(form(page).get_by_role("button", name="Aperçu")).to_be_visible()
    fill(page, email="awa@gmial.com")
    expect(page.get_by_role("button", name="gmail.com")).to_be_visible()
    return page


@pytest.mark.parametrize(
    "state", [*WIDGET, short, returned, slipped], ids=lambda state: state.__name__
)
def test_A4_C21_everything_can_be_hit_in_every_state(
    garden: Garden, visit: Callable[..., Page], state: Callable[[Stage], Page]
) -> None:
    page = state(Stage(garden, visit))

    page.set_viewport_size({"width": 320, "height": 800})

    assert page.evaluate(SMALL) == []
