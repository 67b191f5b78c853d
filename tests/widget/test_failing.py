"""The service cannot be reached, and the article does not suffer from it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.widget.reader import LISTENING

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Route

    from tests.widget.reader import Garden

API = "**/api/v1/**"
FAILS = "Les commentaires ne se chargent pas pour le moment."
ARTICLE = "<article><p>La paille garde la chaleur du sol.</p></article>"
RESERVED = "article-comments { display: block; min-height: 90vh; margin-block: 2em; }"
# The browser's own timer of requests follows the clock of the page, as all its others do.
FOLLOWING = """
    AbortSignal.timeout = (milliseconds) => {
      const controller = new AbortController();
      setTimeout(() => controller.abort(new DOMException("", "TimeoutError")), milliseconds);
      return controller.signal;
    };
"""
PATIENCE = 8_000


def _server_error(route: Route) -> None:
    route.fulfill(status=500, content_type="text/html", body="<h1>Internal Server Error</h1>")


def _no_such_host(route: Route) -> None:
    route.abort("namenotresolved")


def _another_origin_only(route: Route) -> None:
    route.fulfill(json={}, headers={"Access-Control-Allow-Origin": "https://ailleurs.example"})


def _another_page(route: Route) -> None:
    route.fulfill(content_type="text/html", body="<h1>Bienvenue sur notre Wi-Fi</h1>")


def _tall(page: Page) -> float:
    return float(page.locator("article-comments").evaluate("(node) => node.offsetHeight"))


def _read_and_unread(garden: Garden, page: Page) -> None:
    """What is promised of each failure, and that the comments come when the service is back."""
    expect(page.get_by_text(FAILS)).to_be_visible()
    expect(page.get_by_text("La paille garde la chaleur du sol.")).to_be_visible()
    expect(page.get_by_role("link", name="Les lire sur une page à part")).to_have_attribute(
        "href", re.compile(r"/t/jardin/\?article=http.*%2Farticle$")
    )
    assert _tall(page) == page.viewport_size["height"] * 0.9
    garden.comment("Merci.")
    page.unroute(API)

    page.get_by_role("button", name="Réessayer").click()

    expect(page.get_by_text("Merci.")).to_be_visible()
    expect(page.get_by_text(FAILS)).to_have_count(0)


@pytest.mark.parametrize(
    "failure", [_server_error, _no_such_host, _another_origin_only, _another_page]
)
def test_R14_comments_that_do_not_come_are_told_in_words_and_can_be_asked_for_again(
    garden: Garden, visit: Callable[..., Page], failure: Callable[[Route], None]
) -> None:
    page = visit("about:blank")
    page.route(API, failure)

    page.goto(garden.host.page(above=ARTICLE, style=RESERVED))

    _read_and_unread(garden, page)


def test_R14_a_service_that_never_answers_is_waited_for_eight_seconds(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit("about:blank")
    page.clock.install()
    page.add_init_script(FOLLOWING)
    page.route(API, lambda _: None)
    with page.expect_request(API):
        page.goto(garden.host.page(above=ARTICLE, style=RESERVED))
    page.clock.run_for(PATIENCE - 1_000)
    expect(page.get_by_text("Chargement des commentaires…")).to_be_visible()

    page.clock.run_for(1_000)

    _read_and_unread(garden, page)


def test_R14_the_page_is_told_why(garden: Garden, visit: Callable[..., Page]) -> None:
    page = visit("about:blank")
    page.add_init_script(LISTENING)
    page.route(API, _server_error)

    page.goto(garden.host.page())

    expect(page.get_by_text(FAILS)).to_be_visible()
    assert page.evaluate("() => told") == [["comments:error", {"status": 500, "type": ""}]]
