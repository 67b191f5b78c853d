"""A page becomes that of another article without being loaded again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.widget.reader import LISTENING, article, send, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Route

    from tests.widget.reader import Garden

COMMENTS = "**/api/v1/sites/jardin/comments*"
OTHER = "/autre"
GO = """
    (path) => {
      history.pushState(null, "", path);
      const canonical = document.querySelector("link[rel=canonical]");
      if (canonical) canonical.href = new URL(path, location);
    }
"""
NAME = "(path) => document.querySelector('article-comments').setAttribute('article', path)"
SETTLED = """
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
"""
UNNAMED = """<!doctype html><html lang="fr"><title>Pailler en automne</title>
<article-comments site="jardin" load="eager"></article-comments>
<script async src="{service}/embed.js"></script>
"""


@pytest.fixture
def _two_articles(garden: Garden) -> None:
    garden.comment("Sous le premier")
    garden.comment("Sous l’autre", path=OTHER)


def _hold(page: Page, wanted: str, method: str = "GET") -> list[Route]:
    """Requests of this kind wait in the list until the test lets them go."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        if wanted in route.request.url and route.request.method == method:
            held.append(route)
        else:
            route.continue_()

    page.route(COMMENTS, hold)
    return held


def _let_go(page: Page, held: list[Route]) -> None:
    (route,) = held
    with page.expect_response(lambda response: response.request == route.request):
        route.continue_()
    page.evaluate(SETTLED)


def _shows_only(page: Page, text: str) -> None:
    expect(page.locator("article-comments article .body")).to_have_text(text)


@pytest.mark.usefixtures("_two_articles")
@pytest.mark.parametrize("become", [GO, NAME], ids=["its address", "its attribute"])
def test_a_page_that_becomes_another_article_shows_the_comments_of_that(
    visit: Callable[..., Page], become: str
) -> None:
    page = visit()
    _shows_only(page, "Sous le premier")

    page.evaluate(become, OTHER)

    _shows_only(page, "Sous l’autre")
    expect(page.get_by_label("Commentaire *")).to_have_count(1)


@pytest.mark.usefixtures("_two_articles")
@pytest.mark.parametrize("canonical", [True, False])
def test_the_back_button_brings_the_comments_of_the_article_before(
    garden: Garden, visit: Callable[..., Page], *, canonical: bool
) -> None:
    garden.host.page(OTHER)
    address = garden.host.page()
    if not canonical:
        address = garden.host.show("/article", UNNAMED.format(service=garden.host.service))
    page = visit(address)
    _shows_only(page, "Sous le premier")
    page.evaluate(GO, OTHER)
    _shows_only(page, "Sous l’autre")

    if canonical:
        page.evaluate(GO, "/article")
    else:
        page.go_back()

    _shows_only(page, "Sous le premier")


@pytest.mark.usefixtures("_two_articles")
def test_an_address_that_is_only_tidied_up_changes_nothing(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.host.show("/article", UNNAMED.format(service=garden.host.service))
    page = visit(f"{garden.host.origin}/article?utm_source=lettre")
    page.get_by_label("Commentaire *").fill("En cours")

    page.evaluate("() => history.replaceState(null, '', '/article#lu')")
    page.evaluate(SETTLED)

    expect(page.get_by_label("Commentaire *")).to_have_value("En cours")


@pytest.mark.usefixtures("_two_articles")
def test_an_answer_for_the_article_before_is_never_shown(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit("about:blank")
    page.add_init_script(LISTENING)
    held = _hold(page, "%2Farticle")
    page.goto(garden.host.page())
    expect(page.get_by_text("Chargement des commentaires…")).to_be_visible()
    page.evaluate(GO, OTHER)
    _shows_only(page, "Sous l’autre")

    _let_go(page, held)

    _shows_only(page, "Sous l’autre")
    assert page.evaluate("() => told") == [["comments:ready", {"count": 1}]]


@pytest.mark.usefixtures("_two_articles")
def test_a_failure_of_the_article_before_is_not_told(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit("about:blank")
    page.add_init_script(LISTENING)
    held = _hold(page, "%2Farticle")
    page.goto(garden.host.page())
    expect(page.get_by_text("Chargement des commentaires…")).to_be_visible()
    page.evaluate(GO, OTHER)
    _shows_only(page, "Sous l’autre")

    with page.expect_event("requestfailed"):
        held[0].abort()
    page.evaluate(SETTLED)

    _shows_only(page, "Sous l’autre")
    assert page.evaluate("() => told") == [["comments:ready", {"count": 1}]]


def test_more_comments_of_the_article_before_are_neither_shown_nor_announced(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comments(23)
    garden.comment("Sous l’autre", path=OTHER)
    page = visit("about:blank")
    held = _hold(page, "cursor=")
    page.goto(garden.host.page())
    page.get_by_role("button", name=re.compile("de plus")).click()
    page.evaluate(GO, OTHER)
    _shows_only(page, "Sous l’autre")

    _let_go(page, held)

    _shows_only(page, "Sous l’autre")
    expect(page.get_by_role("status")).to_be_empty()


@pytest.mark.usefixtures("_two_articles")
def test_a_comment_that_was_sent_stays_with_its_article(visit: Callable[..., Page]) -> None:
    page = visit()
    held = _hold(page, "/comments", "POST")
    write(page)
    with page.expect_request(lambda request: request.method == "POST"):
        send(page)
    page.evaluate(GO, OTHER)
    _shows_only(page, "Sous l’autre")

    _let_go(page, held)
    _shows_only(page, "Sous l’autre")
    page.evaluate(GO, "/article")

    expect(article(page, "Et en bac, sur un balcon ?")).to_contain_text("En attente")
    expect(page.get_by_label("Commentaire *")).to_have_value("")


@pytest.mark.usefixtures("_two_articles")
def test_C6_each_article_keeps_what_was_begun_under_it(visit: Callable[..., Page]) -> None:
    page = visit()
    page.get_by_label("Commentaire *").fill("Pour le premier")
    expect(page.get_by_role("button", name="Aperçu")).to_be_visible()
    page.evaluate(GO, OTHER)
    _shows_only(page, "Sous l’autre")
    expect(page.get_by_label("Commentaire *")).to_have_value("")

    page.evaluate(GO, "/article")

    _shows_only(page, "Sous le premier")
    expect(page.get_by_label("Commentaire *")).to_have_value("Pour le premier")
