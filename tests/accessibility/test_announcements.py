"""Who listens to the page is told what changes: once, politely, by a voice that is always there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.accessibility.states import WIDGET, Stage, empty, errors, fill, form, report, send

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.widget.reader import Garden

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)
FAR = "<div class='far'></div>"
TALL = ".far { height: 4000px; }"
STATUS = "article-comments [role=status]"
# From now on, whatever the status says is written down, and whether it is still the same one.
LISTEN = """
    () => {
      const { shadowRoot } = document.querySelector("article-comments");
      const status = shadowRoot.querySelector("[role=status]");
      window.said = [];
      window.isSame = () => status.isConnected
        && shadowRoot.querySelectorAll("[role=status]").length === 1;
      new MutationObserver(() => window.said.push(status.textContent))
        .observe(status, { childList: true, characterData: true, subtree: true });
    }
"""
VOICES = """
    () => [...document.querySelector("article-comments").shadowRoot
        .querySelectorAll("[role=status], [role=alert], [role=log], [aria-live]")]
      .map((node) => [node.getAttribute("role"), node.ariaLive, node.checkVisibility()])
"""


def _said(page: Page) -> list[str]:
    return list(page.evaluate("() => said"))


def _paused(garden: Garden, visit: Callable[..., Page]) -> Page:
    """A page on which time stands still, and somebody listens."""
    page = visit("about:blank")
    page.clock.install(time=NOON)
    page.goto(garden.host.page())
    expect(page.locator("article-comments form")).to_be_visible()
    page.evaluate(LISTEN)
    page.clock.pause_at(NOON + timedelta(hours=1))
    return page


@pytest.mark.parametrize("state", WIDGET, ids=lambda state: state.__name__)
def test_A7_one_polite_voice_speaks_in_every_state(
    garden: Garden, visit: Callable[..., Page], state: Callable[[Stage], Page]
) -> None:
    page = state(Stage(garden, visit))

    assert page.evaluate(VOICES) == [["status", None, True]]


def test_A7_the_voice_is_there_before_the_comments_and_stays_the_same(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit(garden.host.page(attributes="", above=FAR, style=TALL))
    expect(page.locator(STATUS)).to_be_attached()
    page.evaluate(LISTEN)
    assert page.locator("article-comments form").count() == 0

    page.locator("article-comments").scroll_into_view_if_needed()
    expect(form(page)).to_be_visible()
    fill(page, body="Merci.", name="Awa Diallo", email="awa@example.org")
    send(page)
    expect(page.locator(STATUS)).to_contain_text("Commentaire reçu.")
    page.locator("article-comments").evaluate("(element) => { element.lang = 'en'; }")
    expect(page.get_by_label("Comment *")).to_be_visible()

    assert page.evaluate("() => isSame()")


def test_A7_of_numbers_that_change_fast_only_the_last_is_said(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    for _ in range(3):
        garden.comments(5, parent=garden.comment("Question"))
    page = _paused(garden, visit)

    for thread in range(3):
        with page.expect_response("**/comments?*parent=*"):
            page.locator("article-comments .more button").nth(thread).click()
        expect(page.locator("article-comments article:visible")).to_have_count(14 + 2 * thread)
        page.clock.run_for(100)

    assert _said(page) == ["14 commentaires affichés sur 18"]
    page.clock.run_for(1_600)
    assert len(_said(page)) == 1
    page.clock.run_for(400)
    assert _said(page)[1:] == ["18 commentaires affichés sur 18"]


def test_A7_characters_are_counted_aloud_when_typing_stops(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = _paused(garden, visit)
    box = page.get_by_label("Commentaire *")
    box.focus()
    expect(form(page).get_by_role("button", name="Aperçu")).to_be_visible()

    for length in (7_990, 7_991, 7_992):
        box.fill("a" * length)
        page.clock.run_for(1_900)
        assert _said(page) == []
    page.clock.run_for(200)

    assert _said(page) == ["8 caractères restants"]


@pytest.mark.parametrize("state", [errors, report], ids=lambda state: state.__name__)
def test_A7_errors_take_the_focus_and_are_not_said_twice(
    garden: Garden, visit: Callable[..., Page], state: Callable[[Stage], Page]
) -> None:
    page = state(Stage(garden, visit))

    expect(page.locator("article-comments :is(.summary, .report > .error):focus")).to_be_visible()
    expect(page.locator(STATUS)).to_be_empty()


def test_A7_what_the_service_refuses_takes_the_focus_too(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = empty(Stage(garden, visit))
    page.route("**/api/v1/sites/jardin/comments", lambda route: route.fulfill(status=403, body=""))

    fill(page, body="Merci.", name="Awa Diallo", email="awa@example.org")
    send(page)

    expect(page.locator("article-comments .summary")).to_be_focused()
    expect(page.locator(STATUS)).to_be_empty()
