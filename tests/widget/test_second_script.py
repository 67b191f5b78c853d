"""What is needed to write comes when somebody writes, from the same service."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from moderation.comments.models import Verb
from moderation.widget.routes import VERSION
from tests.widget.reader import FORM, article, focused, send, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Request, Route

    from tests.widget.reader import Garden

SCRIPT = "**/write.js*"
TEXT = FORM["Commentaire *"]
WAITING = "En attente de modération."
TROUBLE = "L’envoi n’a pas abouti, ce n’est pas de votre fait. Votre texte est gardé."


def _scripts(page: Page) -> list[str]:
    """The address of every script that the page asks for from now on."""
    asked: list[str] = []

    def note(request: Request) -> None:
        if request.resource_type == "script":
            asked.append(request.url)

    page.on("request", note)
    return asked


def test_R2_the_second_script_is_asked_for_once_when_the_form_is_used(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit()
    expect(page.get_by_label("Commentaire *")).to_be_visible()
    asked = _scripts(page)

    write(page)
    send(page)

    expect(article(page, TEXT)).to_contain_text(WAITING)
    assert asked == [f"{garden.host.service}/write.js"]


def test_O18_a_page_that_names_a_release_gets_both_scripts_of_it(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    of_release = f"{garden.host.service}/embed/{VERSION}"
    page = visit(garden.host.page(script=f"{of_release}/embed.js"))
    asked = _scripts(page)

    with page.expect_response(f"{of_release}/write.js"):
        page.get_by_label("Commentaire *").focus()

    assert asked[-1] == f"{of_release}/write.js"


def test_C5_a_script_that_does_not_load_is_told_in_words_and_the_text_is_sent_later(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit()
    page.route(SCRIPT, lambda route: route.abort())
    write(page)
    send(page)

    expect(page.locator("article-comments :focus")).to_contain_text(TROUBLE)
    assert page.get_by_label("Commentaire *").input_value() == TEXT
    assert garden.received() == []

    page.unroute(SCRIPT)
    send(page)

    expect(article(page, TEXT)).to_contain_text(WAITING)
    expect(page.get_by_text(TROUBLE)).to_be_hidden()
    assert garden.received() == [("pending", TEXT)]


def test_C13_a_reply_that_cannot_be_opened_says_so_and_can_be_opened_later(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comment("Question", name="Camille Roux")
    page = visit()
    page.route(SCRIPT, lambda route: route.abort())
    button = page.get_by_role("button", name="Répondre à Camille Roux")
    words = "Les commentaires ne se chargent pas pour le moment."

    button.click()

    expect(button).to_have_text(words)
    expect(page.get_by_role("status")).to_have_text(words)

    page.unroute(SCRIPT)
    button.click()

    expect(page.get_by_role("heading", name="Répondre à Camille Roux")).to_be_visible()
    expect(button).to_have_text("Répondre")


def test_C8_a_comment_sent_before_the_script_is_there_is_sent_when_it_is(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(SCRIPT, hold)
    with page.expect_request(SCRIPT):
        write(page)
    send(page)
    send(page)
    assert garden.received() == []

    for route in held:
        route.continue_()

    expect(article(page, TEXT)).to_contain_text(WAITING)
    assert len(held) == 1
    assert garden.received() == [("pending", TEXT)]
    assert TEXT in focused(page)


def test_C9_a_comment_that_waits_is_seen_by_its_author_where_no_more_can_be_written(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    author = visit()
    write(author)
    send(author)
    expect(article(author, TEXT)).to_contain_text(WAITING)
    garden.close(datetime(2025, 4, 3, 12, tzinfo=UTC))

    # Another list than the one that the browser keeps for ten seconds.
    author.goto(garden.host.page(attributes='load="eager" data-order="oldest"'))

    expect(article(author, TEXT)).to_contain_text(WAITING)
    expect(author.get_by_role("textbox")).to_have_count(0)


def test_C16_somebody_who_was_published_before_brings_the_proof(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit()
    proofs: list[str | None] = []
    page.on(
        "request",
        lambda request: (
            proofs.append(request.headers.get("authorization"))
            if request.method == "POST"
            else None
        ),
    )
    write(page)
    send(page)
    expect(article(page, TEXT)).to_contain_text(WAITING)
    garden.decide(Verb.APPROVE)
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(page.get_by_role("status")).to_have_text("Votre commentaire est publié.")
    write(page, **{"Commentaire *": "Et encore ceci."})
    send(page)
    expect(article(page, "Et encore ceci.")).to_be_visible()

    token = page.evaluate("() => JSON.parse(localStorage['comments:own'])[0].token")
    assert proofs == [None, f"Bearer {token}"]
