"""A reader stays: new comments wait behind a button, and a list may go on loading by itself."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from moderation.comments.models import Verb
from tests.widget.reader import MARCH, article, focused

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Request

    from tests.widget.reader import Garden

MINUTE = 60_000
CHECK = "**/api/v1/sites/jardin/comments?*since=*"
HIDDEN = """
    Object.defineProperty(document, "hidden", { configurable: true, get: () => true });
"""
SEEN = """
    () => {
      delete document.hidden;
      document.dispatchEvent(new Event("visibilitychange"));
    }
"""
PLACES = """
    () => [...document.querySelector("article-comments").shadowRoot.querySelectorAll("article")]
      .map((node) => [node.ariaPosInSet, node.ariaSetSize, node.tabIndex])
"""


@pytest.fixture
def stay(garden: Garden, visit: Callable[..., Page]) -> Callable[..., Page]:
    """Opens an article on whose clock nothing passes by itself."""

    def open_(attributes: str = 'load="eager"', **options: object) -> Page:
        page = visit("about:blank", **options)
        page.clock.install()
        page.goto(garden.host.page(attributes=attributes))
        expect(page.get_by_label("Commentaire *")).to_be_visible()
        return page

    return open_


def _asked(page: Page) -> list[str]:
    """What is asked of the service from now on."""
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(re.sub(r".*/(stay\.js|comments\?).*?(since|$).*", r"\1\2", request.url))

    page.on("request", note)
    return asked


def _a_minute_later(page: Page) -> None:
    with page.expect_response(CHECK):
        page.clock.fast_forward(MINUTE)


def test_R11_new_comments_are_told_by_a_button_and_shown_when_it_is_pressed(
    garden: Garden, stay: Callable[..., Page]
) -> None:
    first = garden.comment("Commentaire 0", created_at=MARCH)
    page = stay()
    for words in ("Un de plus", "Deux de plus"):
        garden.comment(words)
    garden.comment("Trois de plus", parent=first)
    _a_minute_later(page)
    button = page.get_by_role("button", name="3 nouveaux commentaires\u00a0: afficher")
    expect(button).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("3 nouveaux commentaires\u00a0: afficher")
    expect(page.locator("article-comments article")).to_have_count(1)

    button.click()

    expect(page.locator("article-comments article")).to_have_count(4)
    expect(page.get_by_role("heading", name="4 commentaires")).to_be_visible()
    assert "Un de plus" in focused(page)
    expect(page.locator(".replies article")).to_contain_text("Trois de plus")
    expect(button).to_be_hidden()


def test_R11_of_many_new_comments_none_is_left_out(
    garden: Garden, stay: Callable[..., Page]
) -> None:
    page = stay()
    garden.comments(52)
    _a_minute_later(page)

    page.get_by_role("button", name="52 nouveaux commentaires").click()

    expect(page.locator("article-comments article")).to_have_count(52)
    expect(page.get_by_role("heading", name="52 commentaires")).to_be_visible()


def test_R11_what_is_read_does_not_move(garden: Garden, stay: Callable[..., Page]) -> None:
    garden.comments(8)
    page = stay(width=320)
    garden.comment("Un de plus")
    read = article(page, "Commentaire 1")
    read.scroll_into_view_if_needed()
    page.get_by_role("heading", name="8 commentaires").scroll_into_view_if_needed()
    before = read.bounding_box()

    _a_minute_later(page)

    expect(page.get_by_role("button", name="1 nouveau commentaire")).to_be_visible()
    assert read.bounding_box() == before


def test_R11_it_is_asked_once_a_minute_at_most(garden: Garden, stay: Callable[..., Page]) -> None:
    garden.comment("Merci.")
    page = stay()
    asked = _asked(page)
    page.evaluate("dispatchEvent(new Event('focus'))")
    page.clock.fast_forward(MINUTE - 1_000)
    assert asked == []

    with page.expect_response(CHECK):
        page.clock.fast_forward(1_000)
    page.evaluate("dispatchEvent(new Event('focus'))")
    assert asked == ["stay.js", "comments?since"]

    page.clock.fast_forward(MINUTE - 1_000)
    page.evaluate("dispatchEvent(new Event('focus'))")
    assert asked == ["stay.js", "comments?since"]
    with page.expect_response(CHECK):
        page.clock.fast_forward(1_000)
    assert asked == ["stay.js", "comments?since", "comments?since"]


def test_R11_an_unseen_page_asks_nothing_until_it_is_seen_again(
    garden: Garden, stay: Callable[..., Page]
) -> None:
    garden.comment("Merci.", created_at=MARCH)
    page = stay()
    asked = _asked(page)
    page.evaluate(HIDDEN)
    page.clock.fast_forward(5 * MINUTE)
    assert asked == []
    garden.comment("Un de plus")

    page.evaluate(SEEN)

    expect(page.get_by_role("button", name="1 nouveau commentaire")).to_be_visible()


def test_R11_a_page_without_a_network_asks_nothing_until_that_is_back(
    garden: Garden, stay: Callable[..., Page]
) -> None:
    garden.comment("Merci.", created_at=MARCH)
    page = stay()
    garden.comment("Un de plus", created_at=MARCH + timedelta(hours=1))
    _a_minute_later(page)
    expect(page.get_by_role("button", name="1 nouveau commentaire")).to_be_visible()
    garden.comment("Deux de plus")
    asked = _asked(page)
    page.context.set_offline(offline=True)
    page.clock.fast_forward(5 * MINUTE)
    assert asked == []

    page.context.set_offline(offline=False)

    expect(page.get_by_role("button", name="2 nouveaux commentaires")).to_be_visible()


def test_R11_the_first_comment_of_an_article_is_told_too(
    garden: Garden, stay: Callable[..., Page]
) -> None:
    page = stay()
    garden.comment("Le premier")

    _a_minute_later(page)
    page.get_by_role("button", name="1 nouveau commentaire").click()

    assert "Le premier" in focused(page)
    expect(page.get_by_role("heading", name="1 commentaire")).to_be_visible()


def test_R11_a_new_reply_brings_its_thread(garden: Garden, stay: Callable[..., Page]) -> None:
    roots = garden.comments(45)
    page = stay()
    garden.comment("Réponse tardive", parent=roots[42])

    _a_minute_later(page)
    page.get_by_role("button", name="1 nouveau commentaire").click()

    expect(article(page, "Réponse tardive")).to_be_focused()
    thread = page.locator(".thread > li").filter(has_text="Commentaire 42")
    expect(thread.locator(".replies article")).to_contain_text("Réponse tardive")


def test_R11_a_comment_of_the_readers_own_is_no_news(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit("about:blank")
    page.clock.install()
    page.goto(garden.host.page())
    page.get_by_label("Commentaire *").fill("Le mien")
    page.get_by_label("Nom *").fill("Awa")
    page.get_by_label("E-mail *").fill("awa@example.org")
    page.get_by_role("button", name="Laisser un commentaire").click()
    expect(article(page, "Le mien")).to_contain_text("En attente")
    garden.decide(Verb.APPROVE)

    _a_minute_later(page)

    expect(page.get_by_role("button", name="Modifier")).to_be_visible()
    expect(page.get_by_role("button", name="nouveau")).to_have_count(0)


def test_R10_a_list_that_loads_by_itself_is_a_feed(
    garden: Garden, stay: Callable[..., Page]
) -> None:
    roots = garden.comments(23)
    garden.comments(2, parent=roots[0])
    page = stay('load="eager" data-autoload')
    feed = page.get_by_role("feed", name="25 commentaires")
    expect(feed).to_be_visible()
    expect(page.locator("article-comments article")).to_have_count(22)
    before = focused(page)

    page.mouse.wheel(0, 100_000)

    expect(page.locator("article-comments article")).to_have_count(25)
    expect(feed).to_have_attribute("aria-busy", "false")
    assert focused(page) == before
    assert page.evaluate(PLACES) == [[str(n + 1), "25", 0] for n in range(25)]
    expect(page.get_by_role("status")).to_have_text("25 commentaires affichés sur 25")


def test_R10_keys_lead_from_one_comment_of_a_feed_to_the_next_and_out(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comments(3)
    page = visit(
        garden.host.page(
            attributes='load="eager" data-autoload',
            above="<a href='/avant'>Avant</a>",
            comments="{comments}<a href='/apres'>Après</a>".replace(
                "{comments}", '<article-comments site="jardin" {attributes}></article-comments>'
            ),
        )
    )
    expect(page.get_by_role("feed")).to_be_visible()
    article(page, "Commentaire 0").focus()

    page.keyboard.press("PageDown")
    expect(article(page, "Commentaire 1")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("PageDown")
    expect(article(page, "Commentaire 2")).to_be_focused()
    page.keyboard.press("PageUp")
    expect(article(page, "Commentaire 1")).to_be_focused()
    page.keyboard.press("Control+End")
    expect(page.get_by_role("link", name="Après")).to_be_focused()
    article(page, "Commentaire 1").focus()
    page.keyboard.press("Control+Home")
    expect(page.get_by_label("Ordre\u00a0:")).to_be_focused()
