"""A reader orders the comments, folds a thread, and asks for more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.widget.reader import MARCH, article, focused

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Request, Route

    from tests.widget.reader import Garden

LIST = "**/api/v1/sites/jardin/comments?*"
ORDER = "Ordre\u00a0:"
OLDEST, NEWEST = "Du plus ancien au plus récent", "Du plus récent au plus ancien"
FAILS = "Les commentaires ne se chargent pas pour le moment."
SHOW, HIDE = "Afficher 4 autres réponses", "Masquer les réponses"
MORE = "Afficher 3 commentaires de plus"


def _bodies(page: Page) -> list[str]:
    return page.locator("article-comments article .body").all_inner_texts()


def _lists(page: Page) -> list[str]:
    """The query of every list that the page asks for from now on."""
    asked: list[str] = []

    def note(request: Request) -> None:
        if "/comments?" in request.url:
            asked.append(request.url.partition("?")[2].partition("&")[2])

    page.on("request", note)
    return asked


def test_R8_a_reader_puts_the_newest_first_and_threads_keep_their_replies_together(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    roots = garden.comments(3)
    garden.comments(2, parent=roots[0])
    page = visit()
    order = page.get_by_label(ORDER)
    expect(order).to_have_value("oldest")

    order.focus()
    order.select_option(NEWEST)

    expect(page.get_by_role("status")).to_have_text(NEWEST)
    assert _bodies(page) == [
        "Commentaire 2", "Commentaire 1", "Commentaire 0", "Réponse 0", "Réponse 1",
    ]  # fmt: skip
    expect(order).to_be_focused()


def test_R8_the_pages_that_follow_keep_the_order(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comments(23)
    page = visit()
    page.get_by_label(ORDER).select_option(NEWEST)
    expect(page.locator("article-comments article .body").first).to_have_text("Commentaire 22")

    page.get_by_role("button", name=MORE).click()

    expect(page.locator("article-comments article")).to_have_count(23)
    assert _bodies(page) == [f"Commentaire {n}" for n in reversed(range(23))]


def test_R8_an_order_that_does_not_come_leaves_the_one_that_is_there(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comments(2)
    page = visit()
    order = page.get_by_label(ORDER)
    expect(order).to_be_visible()
    page.route(LIST, lambda route: route.abort())

    order.select_option(NEWEST)

    expect(page.get_by_text(FAILS)).to_be_focused()
    expect(order).to_have_value("oldest")
    assert _bodies(page) == ["Commentaire 0", "Commentaire 1"]


@pytest.mark.parametrize("number", [0, 1])
def test_R8_where_there_is_nothing_to_order_there_is_no_choice(
    garden: Garden, visit: Callable[..., Page], number: int
) -> None:
    garden.comments(number)

    page = visit()

    expect(page.get_by_label("Commentaire *")).to_be_visible()
    expect(page.get_by_label(ORDER)).to_be_hidden()


def test_R8_the_form_comes_home_from_under_a_comment_that_goes(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comments(2)
    page = visit()
    page.get_by_role("button", name="Répondre à Awa Diallo").first.click()
    page.get_by_label("Commentaire *").fill("À garder")

    page.get_by_label(ORDER).select_option(NEWEST)

    expect(page.get_by_role("status")).to_have_text(NEWEST)
    expect(page.get_by_role("heading", name="Laisser un commentaire")).to_be_visible()
    page.get_by_role("button", name="Répondre à Awa Diallo").last.click()
    expect(page.get_by_label("Commentaire *")).to_have_value("À garder")


def test_R9_replies_beyond_three_open_and_close_and_the_focus_stays(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comments(7, parent=garden.comment("Question", created_at=MARCH))
    page = visit()
    fold = page.get_by_role("button", name=SHOW)
    expect(fold).to_have_attribute("aria-expanded", "false")
    expect(page.locator("article-comments article")).to_have_count(4)

    fold.click()

    expect(page.locator("article-comments article:visible")).to_have_count(8)
    assert "Réponse 3" in focused(page)
    fold = page.get_by_role("button", name=HIDE)
    expect(fold).to_have_attribute("aria-expanded", "true")

    fold.click()

    expect(page.locator("article-comments article:visible")).to_have_count(4)
    expect(page.get_by_role("button", name=SHOW)).to_be_focused()
    expect(page.get_by_role("button", name=SHOW)).to_be_in_viewport()

    asked = _lists(page)
    page.get_by_role("button", name=SHOW).click()

    expect(page.locator("article-comments article:visible")).to_have_count(8)
    assert "Réponse 3" in focused(page)
    assert asked == []


def test_R9_three_replies_are_not_folded(garden: Garden, visit: Callable[..., Page]) -> None:
    garden.comments(3, parent=garden.comment("Question", created_at=MARCH))

    page = visit()

    expect(page.locator("article-comments article")).to_have_count(4)
    expect(page.get_by_role("button", name=re.compile("réponse"))).to_have_count(0)


def test_R9_a_long_thread_opens_fifty_at_a_time_and_closes_at_once(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comments(60, parent=garden.comment("Question", created_at=MARCH))
    page = visit()
    shown = page.locator("article-comments article:visible")

    page.get_by_role("button", name="Afficher 57 autres réponses").click()
    expect(shown).to_have_count(54)
    page.get_by_role("button", name="Afficher 7 autres réponses").click()
    expect(shown).to_have_count(61)
    page.get_by_role("button", name=HIDE).click()

    expect(shown).to_have_count(4)
    expect(page.get_by_role("button", name="Afficher 57 autres réponses")).to_be_focused()


def test_R9_in_a_narrow_place_replies_are_indented_once(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    above = None
    for depth in range(3):
        above = garden.comment(f"Profondeur {depth}", parent=above, name=f"Personne {depth}")

    page = visit(width=320)

    deepest = article(page, "Profondeur 2")
    expect(deepest.get_by_role("link", name="En réponse à Personne 1")).to_be_visible()
    left = [article(page, f"Profondeur {depth}").bounding_box()["x"] for depth in range(3)]
    assert left[0] < left[1] == left[2]


def test_R10_the_next_page_is_there_before_the_button_is_pressed(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comments(23)
    page = visit()
    expect(page.locator("article-comments article")).to_have_count(20)
    asked = _lists(page)

    with page.expect_response(LIST):
        page.mouse.wheel(0, 100_000)
    page.route(LIST, lambda route: route.abort())
    page.get_by_role("button", name=MORE).click()

    expect(page.locator("article-comments article")).to_have_count(23)
    assert len(asked) == 1
    assert "cursor=" in asked[0]


def test_R10_a_page_that_does_not_come_can_be_asked_for_again(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comments(23)
    page = visit("about:blank")

    def refuse(route: Route) -> None:
        if "cursor=" in route.request.url:
            route.abort()
        else:
            route.continue_()

    page.route(LIST, refuse)
    page.goto(garden.host.page())
    page.get_by_role("button", name=MORE).click()
    expect(page.get_by_role("button", name=FAILS)).to_be_focused()
    expect(page.get_by_role("status")).to_have_text(FAILS)

    page.unroute(LIST)
    page.get_by_role("button", name=FAILS).click()

    expect(page.locator("article-comments article")).to_have_count(23)
    assert "Commentaire 20" in focused(page)


def test_R2_nothing_more_is_asked_while_the_end_is_far(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comments(23)
    page = visit("about:blank")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.partition("?")[0]))

    page.goto(garden.host.page())

    expect(page.get_by_role("button", name=MORE)).to_be_attached()
    ours = [url for url in asked if url.startswith(garden.host.service)]
    assert len(ours) == 2
