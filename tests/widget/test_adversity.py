"""Pages, proxies, clocks and storage that are not as one would wish them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.widget.reader import FORM, article, focused, send, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Route

    from tests.widget.reader import Garden

TEXT = FORM["Commentaire *"]
WAITING = "En attente de modération."
NOT_SENT = "Votre commentaire n’a pas encore été envoyé"
TROUBLE = "L’envoi n’a pas abouti, ce n’est pas de votre fait. Votre texte est gardé."
COMMENTS = "**/api/v1/sites/jardin/comments"
LIST = "**/api/v1/sites/jardin/comments?*"
OWN = "**/api/v1/sites/jardin/comments/*"
NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)
NO_CANONICAL = "<!doctype html><html lang=fr><title>Pailler</title><body>{comments}"
READY = """
    window.ready = 0;
    document.addEventListener("comments:ready", () => { window.ready += 1; });
"""


def test_an_image_of_a_stranger_is_not_taken_for_the_script(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comment("Question", name="Camille Roux")
    image = '<img name="currentScript" src="data:image/gif,/embed.js" alt="">'

    page = visit(garden.host.page(above=image))

    expect(article(page, "Question")).to_be_visible()


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ('<p><a rel="nofollow ugc">contact</a></p>', "contact"),
        (
            '<p><a href="https://que.fr/a" rel="x">https://banque.fr</a></p>',
            "https://banque.fr (que.fr)",
        ),
        ('<p><a href="https://que.fr/a" rel="x">voir Que.fr.</a></p>', "voir Que.fr."),
        ('<p><a href="https://que.fr/a" rel="x">http://éque.fr</a></p>', "http://éque.fr (que.fr)"),
        (
            '<p><a href="https://que.fr/a" rel="x">que.fr.evil.com</a></p>',
            "que.fr.evil.com (que.fr)",
        ),
    ],
)
def test_R17_a_link_says_where_it_leads_unless_its_text_does(
    garden: Garden, visit: Callable[..., Page], html: str, shown: str
) -> None:
    garden.comment("Question")
    page = visit("about:blank")

    def instead(route: Route) -> None:
        answer = route.fetch()
        told = answer.json()
        told["comments"][0]["html"] = html
        route.fulfill(response=answer, json=told)

    page.route(LIST, instead)
    page.goto(garden.host.page())

    expect(page.locator("article-comments .body")).to_have_text(shown, use_inner_text=True)


def test_C9_R7_a_campaign_in_the_address_makes_no_other_article(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    element = '<article-comments site="jardin" load="eager"></article-comments>'
    script = f'<script async src="{garden.host.service}/embed.js"></script>'
    address = garden.host.show("/article", NO_CANONICAL.format(comments=element + script))
    garden.comment("Question", name="Camille Roux")
    page = visit(f"{address}?utm_source=lettre&fbclid=1")
    write(page)
    send(page)
    expect(article(page, TEXT)).to_contain_text(WAITING)

    page.goto(f"{address}?utm_source=pomme")

    expect(article(page, TEXT)).to_contain_text(WAITING)
    for link in page.locator("article-comments .permalink").all():
        assert str(link.get_attribute("href")).startswith(f"{address}#comment-")


def test_C9_a_comment_is_not_forgotten_because_of_what_stands_before_the_service(
    visit: Callable[..., Page],
) -> None:
    page = visit()
    write(page)
    send(page)
    expect(article(page, TEXT)).to_contain_text(WAITING)
    page.route(OWN, lambda route: route.fulfill(status=404, body="default backend - 404"))
    with page.expect_response(OWN):
        page.evaluate("dispatchEvent(new Event('focus'))")
    page.unroute(OWN)

    page.reload()

    expect(article(page, TEXT)).to_contain_text(WAITING)


@pytest.mark.parametrize(
    "answer",
    ["null", '{"errors": [{"message": "x"}]}', '{"type": null}', '{"errors": null}', "<p>"],
)
def test_C4_C8_a_refusal_in_nobody_s_words_is_told_in_ours(
    visit: Callable[..., Page], answer: str
) -> None:
    page = visit()
    page.route(COMMENTS, lambda route: route.fulfill(status=500, body=answer))
    write(page)
    # It is tried a second time by itself.
    page.clock.install()
    send(page)
    page.clock.fast_forward(5_000)

    expect(page.get_by_role("group", name=NOT_SENT)).to_be_focused()
    expect(page.get_by_role("button", name="Laisser un commentaire")).to_be_enabled()
    expect(page.get_by_label("Commentaire *")).to_have_value(TEXT)


def test_C16_a_page_that_stays_open_overnight_gets_another_ticket(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit("about:blank")
    page.clock.install(time=NOON)
    page.goto(garden.host.page())
    with page.expect_response("**/ticket*"):
        page.get_by_label("Commentaire *").focus()
    page.clock.fast_forward(timedelta(hours=7).total_seconds() * 1000)

    with page.expect_response("**/ticket*"):
        page.get_by_label("Nom *").focus()


def test_R14_trying_again_twice_is_trying_again(garden: Garden, visit: Callable[..., Page]) -> None:
    garden.comment("Question")
    page = visit("about:blank")
    page.add_init_script(READY)
    page.route(LIST, lambda route: route.abort())
    page.goto(garden.host.page())
    again = page.get_by_role("button", name="Réessayer")
    expect(again).to_be_visible()
    page.unroute(LIST)

    again.evaluate("(button) => { button.click(); button.click(); }")

    expect(article(page, "Question")).to_be_visible()
    assert page.evaluate("() => window.ready") == 1


def test_C12_an_older_answer_does_not_take_the_offer_to_restore_away(
    visit: Callable[..., Page],
) -> None:
    page = visit()
    write(page)
    send(page)
    expect(article(page, TEXT)).to_contain_text(WAITING)
    held: list[Route] = []

    def hold(route: Route) -> None:
        if route.request.method == "GET":
            held.append(route)
        else:
            route.continue_()

    page.route(OWN, hold)
    page.evaluate("dispatchEvent(new Event('focus'))")
    while not held:
        page.evaluate("() => 0")
    article(page, TEXT).get_by_role("button", name="Retirer").click()
    restore = page.get_by_role("button", name="Rétablir")
    expect(restore).to_be_visible()
    with page.expect_response(lambda answer: answer.request.method == "GET"):
        held[0].continue_()
    page.evaluate("() => new Promise(requestAnimationFrame)")

    expect(restore).to_be_visible()


def test_R6_a_fragment_that_names_nothing_leads_nowhere(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comment("Question")
    page = visit(f"{garden.host.page()}#comment-null")

    expect(page.get_by_text("Le commentaire de ce lien n’est plus public.")).to_be_visible()
    assert "Question" not in focused(page)


@pytest.mark.parametrize("key", ["comments:own", "comments:draft"])
@pytest.mark.parametrize(
    "kept",
    [
        [{"scope": 1, "at": 9e15, "status": "approved"}],
        [None, 3, "x"],
        {"scope": "a"},
    ],
)
def test_P3_storage_that_somebody_else_has_written_is_in_nobody_s_way(
    garden: Garden, visit: Callable[..., Page], key: str, kept: object
) -> None:
    page = visit("about:blank")
    page.add_init_script(f"localStorage['{key}'] ??= {json.dumps(json.dumps(kept))}")
    page.goto(garden.host.page())

    write(page)
    send(page)

    expect(article(page, TEXT)).to_contain_text(WAITING)


def test_C8_a_clock_that_is_slow_moves_no_comment(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comment("Question", created_at=NOON)
    page = visit("about:blank")
    page.clock.install(time=NOON - timedelta(days=400))
    page.goto(garden.host.page())

    write(page)
    send(page)

    expect(page.locator("article-comments article").last).to_contain_text(WAITING)


def test_A3_another_language_does_not_drop_the_focus(visit: Callable[..., Page]) -> None:
    page = visit()
    with page.expect_response("**/ticket*"):
        page.get_by_label("Commentaire *").focus()

    page.locator("article-comments").evaluate("(element) => { element.lang = 'en'; }")

    expect(page.get_by_label("Comment *")).to_be_visible()
    assert page.evaluate("() => document.activeElement.localName") == "article-comments"
