"""Somebody follows a link to a comment, wherever that stands."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.widget.reader import MARCH, article

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

    from tests.widget.reader import Garden

LONG_ARTICLE = "<p>Un paragraphe.</p>" * 100
HEADER = "<header>Le jardin</header>"
STICKY = "header {{ position: sticky; top: 0; height: {height}px; background: #eee; }}"
LINKED = "Lien vers ce commentaire"


@pytest.fixture
def imported(garden: Garden) -> str:
    """The fragment of a folded reply of the second page, which came with a number of its own."""
    roots = garden.comments(25)
    for n in range(6):
        reply = garden.comment(
            f"Réponse {n}",
            parent=roots[22],
            name="Camille Roux",
            created_at=MARCH + timedelta(hours=1, minutes=n),
        )
    garden.import_as(reply, 4217)
    return "#comment-4217"


def _margin(comment: Locator) -> str:
    return str(comment.evaluate("(node) => getComputedStyle(node).borderInlineStartWidth"))


def test_R6_a_link_of_before_the_import_opens_on_a_folded_reply_of_a_later_page(
    garden: Garden, visit: Callable[..., Page], imported: str
) -> None:
    page = visit(garden.host.page(attributes="", above=LONG_ARTICLE) + imported)

    linked = article(page, "Réponse 5")
    expect(linked).to_be_focused()
    expect(linked).to_be_in_viewport(ratio=1)
    expect(linked).to_have_accessible_name(
        f"Camille Roux 12 mars 2025 à 10\u00a0h\u00a046 {LINKED}"
    )
    expect(linked.get_by_role("link", name="12 mars 2025")).to_have_attribute(
        "href", f"{garden.host.origin}/article{imported}"
    )
    assert (_margin(linked), _margin(article(page, "Réponse 2"))) == ("6px", "2px")


@pytest.mark.parametrize(
    ("height", "told"),
    [
        (80, ""),
        (200, "article-comments { --comments-scroll-margin: 200px; }"),
        (200, "html { scroll-padding-top: 200px; }"),
    ],
    ids=["low", "told to the widget", "told to the browser"],
)
def test_R6_a_header_that_stays_does_not_cover_the_comment(
    garden: Garden, visit: Callable[..., Page], imported: str, height: int, told: str
) -> None:
    address = garden.host.page(
        attributes='data-position="below"',
        above=HEADER + LONG_ARTICLE,
        style=STICKY.format(height=height) + told,
    )

    page = visit(address + imported)

    linked = article(page, "Réponse 5")
    expect(linked).to_be_focused()
    header = page.locator("body > header").bounding_box()
    assert header["y"] == 0
    assert header["height"] <= round(linked.bounding_box()["y"]) <= 300


def test_R6_only_the_comment_of_the_address_is_marked(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    first, second = garden.comments(2)
    address = garden.host.page()
    page = visit(address)
    marked = page.locator("article-comments article").filter(has_text=LINKED)
    expect(marked).to_have_count(0)

    page.evaluate(f"() => {{ location.hash = '#comment-{first}'; }}")
    expect(marked).to_contain_text("Commentaire 0")
    page.evaluate(f"() => {{ location.hash = '#comment-{second}'; }}")
    expect(marked).to_contain_text("Commentaire 1")
    page.go_back()
    expect(marked).to_contain_text("Commentaire 0")
    page.go_back()

    expect(marked).to_have_count(0)
    assert page.url == address


def test_R6_a_link_that_cannot_be_followed_now_says_so_and_can_be_later(
    garden: Garden, visit: Callable[..., Page], imported: str
) -> None:
    page = visit("about:blank")
    page.route("**/api/v1/**around=*", lambda route: route.abort())
    page.goto(garden.host.page() + imported)
    words = page.get_by_text("Les commentaires ne se chargent pas pour le moment.")
    expect(words).to_be_focused()

    page.unroute("**/api/v1/**around=*")
    page.evaluate("() => dispatchEvent(new Event('hashchange'))")

    expect(article(page, "Réponse 5")).to_be_focused()
    expect(words).to_be_hidden()


def test_R6_a_link_opens_on_a_comment_of_a_later_page(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    ids = garden.comments(45)

    page = visit(f"{garden.host.page(attributes='', above=LONG_ARTICLE)}#comment-{ids[42]}")

    linked = article(page, "Commentaire 42")
    expect(linked).to_be_in_viewport()
    expect(linked).to_be_focused()
    expect(linked).to_have_accessible_name(re.compile("Lien vers ce commentaire"))
    expect(article(page, "Commentaire 0")).to_have_count(1)
    page.get_by_role("button", name="Afficher 20 commentaires de plus").click()
    expect(article(page, "Commentaire 39")).to_have_count(1)
    for n in range(45):
        expect(article(page, f"Commentaire {n}")).to_have_count(1)
    expect(page.get_by_role("button", name=re.compile("de plus"))).to_have_count(0)


def test_R6_a_link_opens_on_a_folded_reply(garden: Garden, visit: Callable[..., Page]) -> None:
    root = garden.comment("Question", created_at=MARCH)
    ids = [
        garden.comment(f"Réponse {n}", parent=root, created_at=MARCH + timedelta(minutes=n + 1))
        for n in range(5)
    ]

    page = visit(f"{garden.host.page()}#comment-{ids[4]}")

    expect(article(page, "Réponse 4")).to_be_focused()


def test_R6_a_link_to_a_comment_that_is_gone_says_so(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comment("Merci.")
    gone = garden.comment("Hors sujet", status="refused")

    page = visit(f"{garden.host.page()}#comment-{gone}")

    expect(page.get_by_text("Le commentaire de ce lien n’est plus public.")).to_be_focused()


def test_R6_the_back_button_leads_back_to_the_comment_before(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    first, second = garden.comments(2)
    page = visit(f"{garden.host.page()}#comment-{first}")
    expect(article(page, "Commentaire 0")).to_be_focused()
    page.evaluate(f"() => {{ location.hash = '#comment-{second}'; }}")
    expect(article(page, "Commentaire 1")).to_be_focused()

    page.go_back()

    expect(article(page, "Commentaire 0")).to_be_focused()


def test_R7_the_date_is_a_link_to_the_article_itself(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    known = garden.comment("Merci.", created_at=MARCH)
    page = visit(f"{garden.host.page()}?utm_source=lettre")
    date = page.get_by_role("link", name="12 mars 2025 à 9 h 41".replace(" h ", "\u00a0h\u00a0"))
    expect(date).to_have_attribute("href", f"{garden.host.origin}/article#comment-{known}")

    date.click()

    expect(article(page, "Merci.")).to_be_focused()
    assert page.url == f"{garden.host.origin}/article?utm_source=lettre#comment-{known}"
