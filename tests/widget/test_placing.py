"""A page holds two of them, moves one, or takes one away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.widget.reader import FORM, article

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import CDPSession, Locator, Page

    from tests.widget.reader import Garden

OTHER = "/autre"
SAME, DIFFERENT = "", f"article='{OTHER}'"
ONE = "<article-comments site=jardin load=eager {}></article-comments>"
IDS = """
    () => [...document.querySelectorAll("article-comments")]
      .flatMap(({ shadowRoot }) => [...shadowRoot.querySelectorAll("[id]")].map(({ id }) => id))
"""
DRAFTS = "() => JSON.parse(localStorage['comments:draft']).map(({ text }) => text)"
PLACE = """
    () => {
      const element = document.createElement("article-comments");
      element.setAttribute("site", "jardin");
      element.setAttribute("load", "eager");
      document.body.append(element);
    }
"""
TAKE_AWAY = "() => document.querySelector('article-comments').remove()"
MINUTE = 60_000


def _two(garden: Garden, visit: Callable[..., Page], second: str) -> tuple[Page, Locator, Locator]:
    """A page with one of this article and another one, both ready."""
    page = visit(garden.host.page(comments=f"<main>{ONE.format('')}{ONE.format(second)}</main>"))
    places = page.locator("article-comments")
    for place in places.all():
        expect(place.get_by_label("Commentaire *")).to_be_visible()
    return page, places.first, places.last


def _type(place: Locator, text: str) -> None:
    """Somebody writes, and the script for that is there."""
    place.get_by_label("Commentaire *").fill(text)
    expect(place.get_by_role("button", name="Aperçu")).to_be_visible()


@pytest.mark.parametrize("second", [SAME, DIFFERENT], ids=["the same", "different"])
def test_two_on_a_page_have_forms_of_their_own(
    garden: Garden, visit: Callable[..., Page], second: str
) -> None:
    page, one, other = _two(garden, visit, second)
    _type(one, "Ici")
    _type(other, "Là")
    ids = page.evaluate(IDS)
    assert len(ids) == len(set(ids)) > 0

    for label, text in FORM.items():
        one.get_by_label(label, exact=True).fill(text)
    one.get_by_role("button", name="Laisser un commentaire").click()

    expect(one.get_by_text(FORM["Commentaire *"], exact=True)).to_be_visible()
    expect(one.get_by_label("Commentaire *")).not_to_have_value(FORM["Commentaire *"])
    expect(other.get_by_label("Commentaire *")).to_have_value("Là")
    expect(other.get_by_label("Nom *")).to_have_value("")


def test_C6_two_on_a_page_keep_both_texts_of_the_same_article(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page, one, other = _two(garden, visit, SAME)
    _type(one, "Ici")
    _type(other, "Là")

    page.evaluate("() => dispatchEvent(new Event('pagehide'))")

    assert sorted(page.evaluate(DRAFTS)) == ["Ici", "Là"]


def test_C6_two_on_a_page_find_their_own_texts_of_different_articles_again(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page, one, other = _two(garden, visit, DIFFERENT)
    _type(one, "Ici")
    _type(other, "Là")

    page.reload()

    expect(one.get_by_label("Commentaire *")).to_have_value("Ici")
    expect(other.get_by_label("Commentaire *")).to_have_value("Là")


def test_R6_of_two_on_a_page_the_one_that_has_the_comment_shows_it(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comment("Sous le premier")
    there = garden.comment("Sous l’autre", path=OTHER)
    page, _, _ = _two(garden, visit, DIFFERENT)

    page.evaluate(f"() => {{ location.hash = '#comment-{there}'; }}")

    expect(article(page, "Sous l’autre")).to_be_focused()
    expect(page.get_by_text("Le commentaire de ce lien n’est plus public.")).to_be_hidden()


def test_what_is_typed_stays_when_the_page_moves_the_comments(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comment("Merci.")
    page = visit(garden.host.page(above="<aside></aside>"))
    _type(page.locator("article-comments"), "En cours")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.evaluate(
        "() => document.querySelector('aside').append(document.querySelector('article-comments'))"
    )

    moved = page.locator("aside article-comments")
    expect(moved.get_by_label("Commentaire *")).to_have_value("En cours")
    expect(moved.get_by_text("Merci.")).to_be_visible()
    moved.get_by_role("button", name="Aperçu").click()
    expect(moved.get_by_role("button", name="Reprendre la rédaction")).to_be_visible()
    assert [url for url in asked if "/comments?" in url] == []


def test_C6_what_was_typed_is_there_when_the_comments_come_back(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit(garden.host.page(comments=""))
    page.wait_for_function("() => customElements.get('article-comments')")
    page.evaluate(PLACE)
    _type(page.locator("article-comments"), "En cours")

    page.evaluate(TAKE_AWAY)
    page.evaluate(PLACE)

    expect(page.get_by_label("Commentaire *")).to_have_value("En cours")


def _listeners(browser: CDPSession) -> list[int]:
    """How many listen to what outlives an element."""
    counts = []
    for target in ("window", "document", "navigation"):
        found = browser.send("Runtime.evaluate", {"expression": target})["result"]
        listeners = browser.send("DOMDebugger.getEventListeners", {"objectId": found["objectId"]})
        counts.append(len(listeners["listeners"]))
    return counts


def test_nothing_is_left_of_comments_that_the_page_takes_away(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comments(2)
    page = visit("about:blank")
    page.clock.install()
    page.goto(garden.host.page(comments=""))
    page.wait_for_function("() => customElements.get('article-comments')")
    browser = page.context.new_cdp_session(page)
    before = _listeners(browser)
    page.evaluate(PLACE)
    _type(page.locator("article-comments"), "En cours")
    with page.expect_response("**/comments?*since=*"):
        page.clock.fast_forward(MINUTE)
    assert all(now > then for now, then in zip(_listeners(browser), before, strict=True))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.evaluate(TAKE_AWAY)
    page.clock.run_for(3 * MINUTE)
    page.evaluate("() => dispatchEvent(new Event('focus'))")

    assert asked == []
    assert _listeners(browser) == before
