"""What is typed stays until it is sent, and nothing else does."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.widget.reader import FORM, NO_STORAGE, article, focused, send, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Route

    from tests.widget.reader import Garden

TEXT = FORM["Commentaire *"]
WAITING = "En attente de modération."
FOUND = "Brouillon retrouvé."
COMMENTS = "**/api/v1/sites/jardin/comments"
DRAFT = "comments:draft"
# As if they had been written so long ago, in milliseconds.
AGE = """
    (age) => {
      const drafts = JSON.parse(localStorage["comments:draft"]);
      for (const draft of drafts) draft.at -= age;
      localStorage["comments:draft"] = JSON.stringify(drafts);
    }
"""
NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)
HOUR = 3_600_000
MONTH = 30 * 24 * HOUR


def _drafts(page: Page) -> list[str]:
    """The texts that the browser keeps."""
    kept = page.evaluate(f"() => localStorage['{DRAFT}'] ?? '[]'")
    return [draft["text"] for draft in json.loads(kept)]


def _type(page: Page, text: str) -> None:
    """Write in the box, and wait until the browser keeps it."""
    page.get_by_label("Commentaire *").fill(text)
    # A tab in the background draws no frames.
    page.wait_for_function(
        f"(text) => localStorage['{DRAFT}']?.includes(JSON.stringify(text))", arg=text, polling=50
    )


def test_C6_P2_the_text_alone_is_kept_when_typing_stops_and_nothing_before(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit("about:blank")
    page.clock.install(time=NOON)
    page.goto(garden.host.page())
    box = page.get_by_label("Commentaire *")
    with page.expect_response("**/ticket*"):
        box.focus()
    assert page.evaluate("() => localStorage.length") == 0

    page.clock.pause_at(NOON + timedelta(hours=1))
    write(page)
    page.clock.run_for(499)
    assert _drafts(page) == []
    page.clock.run_for(1)

    assert _drafts(page) == [TEXT]
    kept = page.evaluate("() => JSON.stringify(localStorage)")
    assert "Awa" not in kept
    assert "awa@" not in kept


def test_C5_C6_a_text_survives_a_reload_and_can_be_cleared(visit: Callable[..., Page]) -> None:
    page = visit()
    box = page.get_by_label("Commentaire *")
    with page.expect_response("**/ticket*"):
        box.fill(TEXT)

    page.reload()

    expect(page.get_by_text(FOUND).first).to_be_visible()
    expect(box).to_have_value(TEXT)
    expect(page.get_by_role("status")).to_have_text(FOUND)
    page.get_by_role("button", name="Effacer le brouillon").click()
    expect(box).to_have_value("")
    expect(box).to_be_focused()
    expect(page.get_by_role("button", name="Effacer le brouillon")).to_have_count(0)
    assert page.evaluate(f"() => '{DRAFT}' in localStorage") is False


def test_C5_a_text_is_there_when_the_reader_comes_back(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit()
    with page.expect_response("**/ticket*"):
        page.get_by_label("Commentaire *").fill(TEXT)

    page.goto(garden.host.page("/autre"))
    page.go_back()

    expect(page.get_by_label("Commentaire *")).to_have_value(TEXT)


def test_C6_a_draft_goes_when_it_is_sent(visit: Callable[..., Page]) -> None:
    page = visit()
    _type(page, TEXT)
    write(page)
    send(page)

    expect(article(page, TEXT)).to_contain_text(WAITING)
    assert _drafts(page) == []
    expect(page.get_by_label("Commentaire *")).to_have_value("")


def test_C6_a_draft_goes_after_thirty_days(visit: Callable[..., Page]) -> None:
    page = visit()
    _type(page, TEXT)
    page.evaluate(AGE, MONTH)

    page.reload()

    page.wait_for_function(f"() => !('{DRAFT}' in localStorage)")
    expect(page.get_by_label("Commentaire *")).to_have_value("")


def test_C6_every_place_has_a_draft_of_its_own_and_a_reply_is_opened_again(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comment("Question", name="Camille Roux")
    page = visit()
    _type(page, "Commencé en haut")
    page.get_by_role("button", name="Répondre à Camille Roux").click()
    expect(page.get_by_role("heading", name="Répondre à Camille Roux")).to_be_visible()
    page.get_by_label("Commentaire *").fill("Une réponse")

    page.reload()

    expect(page.get_by_role("heading", name="Répondre à Camille Roux")).to_be_visible()
    expect(page.get_by_label("Commentaire *")).to_have_value("Une réponse")
    expect(page.get_by_text(FOUND).first).to_be_visible()
    page.get_by_role("button", name="Annuler la réponse").click()
    expect(page.get_by_label("Commentaire *")).to_have_value("Commencé en haut")


def test_C6_a_reply_of_long_ago_waits_under_its_button(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comment("Question", name="Camille Roux")
    page = visit()
    page.get_by_role("button", name="Répondre à Camille Roux").click()
    expect(page.get_by_label("Commentaire *")).to_be_focused()
    _type(page, "Une réponse")
    page.evaluate(AGE, 2 * HOUR)

    with page.expect_response("**/write.js"):
        page.reload()

    expect(page.get_by_role("button", name="Aperçu")).to_be_visible()
    expect(page.get_by_role("heading", name="Laisser un commentaire")).to_be_visible()
    expect(page.get_by_label("Commentaire *")).to_have_value("")
    page.get_by_role("button", name="Répondre à Camille Roux").click()
    expect(page.get_by_label("Commentaire *")).to_have_value("Une réponse")


def test_C6_two_tabs_that_go_on_with_one_draft_keep_both_texts(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    here = visit()
    _type(here, "Un")
    there = here.context.new_page()
    there.goto(garden.host.page())
    expect(there.get_by_label("Commentaire *")).to_have_value("Un")

    _type(there, "Un, deux")
    _type(here, "Un, trois")

    assert _drafts(here) == ["Un, deux", "Un, trois"]
    expect(there.get_by_label("Commentaire *")).to_have_value("Un, deux")
    write(here, **{"Commentaire *": "Un, trois"})
    send(here)
    expect(article(here, "Un, trois")).to_contain_text(WAITING)
    here.reload()
    expect(here.get_by_label("Commentaire *")).to_have_value("Un, deux")


def test_C6_two_tabs_that_begin_by_themselves_keep_both_texts(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    here = visit()
    there = here.context.new_page()
    there.goto(garden.host.page())
    with there.expect_response("**/ticket*"):
        there.get_by_label("Commentaire *").focus()

    _type(here, "Un")
    _type(there, "Deux")

    assert _drafts(here) == ["Un", "Deux"]


def test_C8_a_draft_that_is_sent_from_two_tabs_makes_one_comment(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    here = visit()
    _type(here, TEXT)
    there = here.context.new_page()
    there.goto(garden.host.page())
    expect(there.get_by_label("Commentaire *")).to_have_value(TEXT)

    for page in (here, there):
        page.get_by_label("Nom *").fill("Awa Diallo")
        page.get_by_label("E-mail *").fill("awa@example.org")
        send(page)
        expect(article(page, TEXT)).to_contain_text(WAITING)

    assert garden.received() == [("pending", TEXT)]


def test_C8_a_comment_whose_page_went_before_the_answer_is_there_once(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit()
    held: list[Route] = []

    def arrive(route: Route) -> None:
        if held:
            route.continue_()
            return
        route.fetch()
        held.append(route)

    page.route(COMMENTS, arrive)
    write(page)
    with page.expect_request(COMMENTS):
        send(page)
    page.wait_for_function("() => !!localStorage['comments:draft']")
    # Without the route the browser would let the request go on its own.
    while not held:
        page.evaluate("() => 0")

    page.reload()
    expect(page.get_by_label("Commentaire *")).to_have_value(TEXT)
    write(page)
    send(page)

    expect(article(page, TEXT)).to_contain_text(WAITING)
    assert garden.received() == [("pending", TEXT)]


def test_C8_a_text_that_went_out_under_another_name_is_sent_as_another_comment(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    here = visit()
    _type(here, TEXT)
    there = here.context.new_page()
    there.goto(garden.host.page())
    expect(there.get_by_label("Commentaire *")).to_have_value(TEXT)

    for page, name in ((here, "Awa Diallo"), (there, "Awa D.")):
        page.get_by_label("Nom *").fill(name)
        page.get_by_label("E-mail *").fill("awa@example.org")
        send(page)
        expect(article(page, TEXT)).to_contain_text(WAITING)

    assert garden.received() == [("pending", TEXT), ("pending", TEXT)]


def test_C5_everything_typed_survives_another_language(visit: Callable[..., Page]) -> None:
    page = visit()
    _type(page, TEXT)
    page.get_by_label("Nom *").fill("Awa Diallo")
    page.get_by_label("E-mail *").fill("awa@exa")
    page.get_by_label("Site web").fill("exemple.fr")
    page.get_by_label("Enregistrer mon nom").check()

    page.locator("article-comments").evaluate("(element) => { element.lang = 'en'; }")

    expect(page.get_by_label("Comment *")).to_have_value(TEXT)
    expect(page.get_by_label("Name *")).to_have_value("Awa Diallo")
    expect(page.get_by_label("Email *")).to_have_value("awa@exa")
    expect(page.get_by_role("textbox", name="Website")).to_have_value("exemple.fr")
    expect(page.get_by_label("Save my name")).to_be_checked()
    assert page.evaluate("() => Object.keys(localStorage)") == [DRAFT]


def test_C5_P3_what_is_typed_survives_another_language_where_the_browser_keeps_nothing(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comment("Question", name="Camille Roux")
    page = visit("about:blank")
    page.add_init_script(NO_STORAGE)
    page.goto(garden.host.page())
    with page.expect_response("**/ticket*"):
        page.get_by_label("Commentaire *").fill("Commencé en haut")
    page.get_by_label("Nom *").fill("Awa Diallo")
    page.get_by_role("button", name="Répondre à Camille Roux").click()
    expect(page.get_by_label("Commentaire *")).to_have_value("")
    page.get_by_label("Commentaire *").fill("Une réponse")

    page.locator("article-comments").evaluate("(element) => { element.lang = 'en'; }")

    expect(page.get_by_role("heading", name="Reply to Camille Roux")).to_be_visible()
    expect(page.get_by_label("Comment *")).to_have_value("Une réponse")
    expect(page.get_by_label("Name *")).to_have_value("Awa Diallo")
    page.get_by_role("button", name="Cancel reply").click()
    expect(page.get_by_label("Comment *")).to_have_value("Commencé en haut")
    assert "Question" in focused(page)
