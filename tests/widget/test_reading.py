"""Somebody reads the comments of an article."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from moderation.comments.models import Verb
from tests.widget.reader import LISTENING, MARCH, NO_STORAGE, article, focused

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Request

    from tests.widget.reader import Garden

LONG_ARTICLE = "<p>Un paragraphe.</p>" * 100


def test_R1_nothing_is_asked_until_the_reader_comes_near(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comment("Merci.")
    page = visit(garden.host.page(attributes="", above=LONG_ARTICLE))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_function("() => customElements.get('article-comments')")
    assert asked == []

    page.mouse.wheel(0, 100_000)

    expect(page.get_by_text("Merci.")).to_be_visible()
    assert len(asked) == 1


def test_R2_reading_takes_two_requests_and_leaves_nothing_behind(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comment("Merci.")
    page = visit("about:blank")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(garden.host.page())

    expect(page.get_by_text("Merci.")).to_be_visible()
    ours = [url for url in asked if not url.startswith((garden.host.origin, "data:"))]
    assert [url.partition("?")[0] for url in ours] == [
        f"{garden.host.service}/embed.js",
        f"{garden.host.service}/api/v1/sites/jardin/comments",
    ]
    assert page.context.cookies() == []
    assert page.evaluate("() => localStorage.length") == 0


def test_replies_stand_under_what_they_answer(garden: Garden, visit: Callable[..., Page]) -> None:
    root = garden.comment("Question", created_at=MARCH)
    garden.comment("Autre fil", created_at=MARCH + timedelta(hours=1))
    garden.comment("Réponse", parent=root, created_at=MARCH + timedelta(hours=2))

    page = visit()

    threads = page.locator("article-comments .thread > li")
    expect(threads).to_have_count(2)
    expect(threads.first.locator(".replies article")).to_contain_text("Réponse")
    expect(page.get_by_role("heading", name="3 commentaires")).to_be_visible()


def test_R9_deep_replies_say_whom_they_answer(garden: Garden, visit: Callable[..., Page]) -> None:
    above = None
    for depth in range(5):
        above = garden.comment(
            f"Profondeur {depth}",
            parent=above,
            name=f"Personne {depth}",
            created_at=MARCH + timedelta(minutes=depth),
        )

    page = visit()
    page.get_by_role("button", name="Afficher 1 autre réponse").click()

    deepest = article(page, "Profondeur 4")
    expect(deepest.get_by_role("link", name="En réponse à Personne 3")).to_be_visible()
    left = [article(page, f"Profondeur {depth}").bounding_box()["x"] for depth in range(5)]
    assert left[0] < left[1] < left[2] < left[3] == left[4]


def test_R10_more_comments_come_by_a_button_which_leads_to_the_first_new_one(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comments(23)
    page = visit()
    expect(page.locator("article-comments article")).to_have_count(20)
    expect(page.get_by_text("20 commentaires affichés sur 23")).to_be_visible()

    page.get_by_role("button", name="Afficher 3 commentaires de plus").click()

    expect(page.locator("article-comments article")).to_have_count(23)
    assert "Commentaire 20" in focused(page)
    expect(page.get_by_role("button", name=re.compile("de plus"))).to_have_count(0)
    expect(page.get_by_role("status")).to_have_text("23 commentaires affichés sur 23")


def test_more_replies_come_by_a_button(garden: Garden, visit: Callable[..., Page]) -> None:
    root = garden.comment("Question", created_at=MARCH)
    for n in range(5):
        garden.comment(f"Réponse {n}", parent=root, created_at=MARCH + timedelta(minutes=n + 1))
    page = visit()
    expect(article(page, "Réponse 3")).to_have_count(0)

    page.get_by_role("button", name="Afficher 2 autres réponses").click()

    expect(article(page, "Réponse 4")).to_be_visible()
    assert "Réponse 3" in focused(page)
    expect(page.get_by_role("button", name=re.compile("autre"))).to_have_count(0)


def test_R13_without_the_script_the_link_to_the_plain_page_stays(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit(garden.host.page(script=f"{garden.host.service}/nothing.js"))

    page.get_by_role("link", name="Lire et laisser des commentaires").click()

    assert page.url.startswith(f"{garden.host.service}/t/jardin/?article=")


def test_R16_a_closed_thread_is_read_and_says_why_it_has_no_form(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comment("Merci.")
    garden.close(datetime(2025, 4, 3, 12, tzinfo=UTC))

    page = visit()

    expect(page.get_by_text("Les commentaires sont fermés depuis le 3 avril 2025.")).to_be_visible()
    expect(page.get_by_text("Merci.")).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_count(0)
    expect(page.get_by_role("button", name="Répondre")).to_have_count(0)


def test_a_comment_that_was_removed_keeps_the_replies_to_it(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    root = garden.comment("Retirée")
    garden.comment("Réponse", parent=root)
    garden.decide(Verb.REFUSE, root)

    page = visit()

    expect(page.get_by_text("Ce commentaire a été retiré par la modération.")).to_be_visible()
    expect(page.get_by_text("Réponse", exact=True)).to_be_visible()
    expect(page.get_by_text("Retirée")).to_have_count(0)


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "modifié par la modération"), ("en", "edited by a moderator")],
)
def test_M16_readers_are_told_that_a_moderator_edited_a_comment(
    garden: Garden, visit: Callable[..., Page], language: str, words: str
) -> None:
    garden.amend(garden.comment("Avec un nom"), "Sans nom")

    page = visit(garden.host.page(language=language))

    expect(page.get_by_text("Sans nom")).to_be_visible()
    expect(page.get_by_text(words, exact=True)).to_be_visible()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "Aucun commentaire pour l’instant. Le premier sera peut-être le vôtre."),
        ("en-GB", "No comments yet. The first one could be yours."),
        ("fr_CA", "Aucun commentaire pour l’instant. Le premier sera peut-être le vôtre."),
        ("sw", "No comments yet. The first one could be yours."),
    ],
)
def test_L6_the_widget_speaks_the_language_of_the_page(
    garden: Garden, visit: Callable[..., Page], language: str, words: str
) -> None:
    expect(visit(garden.host.page(language=language)).get_by_text(words)).to_be_visible()


def test_the_page_is_told_what_happens(garden: Garden, visit: Callable[..., Page]) -> None:
    garden.comment("Merci.")
    page = visit("about:blank")
    page.add_init_script(LISTENING)

    page.goto(garden.host.page())

    expect(page.get_by_text("Merci.")).to_be_visible()
    assert page.evaluate("() => told") == [["comments:ready", {"count": 1}]]


def test_counts_are_asked_for_once(garden: Garden, visit: Callable[..., Page]) -> None:
    garden.comment("Un")
    garden.comment("Deux")
    garden.comment("Trois", path="/autre")
    asked: list[Request] = []
    page = visit("about:blank")
    page.on("request", lambda request: asked.append(request) if "/counts?" in request.url else None)

    page.goto(
        garden.host.page(
            above='<p data-comments-count="/article"></p><p data-comments-count="/autre"></p>'
            '<p data-comments-count="/nulle-part">?</p>',
        )
    )

    counts = page.locator("[data-comments-count]")
    expect(counts).to_have_text(["2 commentaires", "1 commentaire", "Aucun commentaire"])
    assert len(asked) == 1


def test_a_count_may_be_of_the_page_itself_and_of_a_site_that_it_names(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comment("Un")

    page = visit(
        garden.host.page(
            comments="", above='<p data-comments-count data-site="jardin" lang="en"></p>'
        )
    )

    expect(page.locator("[data-comments-count]")).to_have_text("1 comment")


def test_the_page_may_want_the_newest_first_and_the_form_below(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comments(2)

    page = visit(
        garden.host.page(attributes='load="eager" data-order="newest" data-position="below"')
    )

    expect(page.locator("article-comments article p")).to_have_text(
        ["Commentaire 1", "Commentaire 0"]
    )
    last = page.locator("article-comments .root section").last
    expect(last.get_by_role("heading")).to_have_text("Laisser un commentaire")


def test_the_script_alone_places_the_comments_after_itself(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comment("Thank you.")

    page = visit(
        garden.host.page(
            comments="", script_attributes='data-site="jardin" data-lang="en" data-theme="dark"'
        )
    )

    expect(page.locator("script[src] + article-comments")).to_have_attribute("site", "jardin")
    expect(page.get_by_text("Thank you.")).to_be_visible()
    expect(page.get_by_role("heading", name="1 comment")).to_be_visible()


def test_P3_nothing_is_missing_where_the_browser_keeps_nothing(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comment("Merci.")
    page = visit("about:blank")
    page.add_init_script(NO_STORAGE)

    page.goto(garden.host.page())

    expect(page.get_by_text("Merci.")).to_be_visible()
