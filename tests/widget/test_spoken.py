"""Which language the widget speaks, and which one each comment is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from moderation.comments.models import Verb
from moderation.database import db
from moderation.sites.queries import site_named
from moderation.sites.workflow import set_language
from tests.accessibility.states import Stage, fill, send
from tests.widget.host import COMMENTS
from tests.widget.reader import article

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.widget.reader import Garden

WITHIN = f"<section lang='en'>{COMMENTS}</section>"
UNNAMED = """<!doctype html><title>Pailler en automne</title>
<article-comments site="jardin" load="eager"></article-comments>
<script async src="{service}/embed.js"></script>
"""


def _root(page: Page) -> dict[str, str]:
    """What the widget says of its own words, once they are there."""
    root = page.locator("article-comments .root")
    expect(root.locator("form")).to_be_visible()
    return dict(root.evaluate("({ lang, dir }) => ({ lang, dir })"))


@pytest.mark.parametrize(
    ("attributes", "comments", "spoken"),
    [
        ("load=eager", COMMENTS, {"lang": "fr", "dir": "ltr"}),
        ("load=eager", WITHIN, {"lang": "en", "dir": "ltr"}),
        ("load=eager lang=ar", WITHIN, {"lang": "ar", "dir": "rtl"}),
    ],
)
def test_L6_A8_the_nearest_language_that_the_page_names_is_spoken_whatever_the_browser_wants(
    garden: Garden,
    visit: Callable[..., Page],
    attributes: str,
    comments: str,
    spoken: dict[str, str],
) -> None:
    page = visit(garden.host.page(attributes=attributes, comments=comments), locale="de-DE")

    assert _root(page) == spoken


def test_L6_A8_the_language_of_the_element_can_change(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit(garden.host.page())
    assert _root(page) == {"lang": "fr", "dir": "ltr"}

    page.locator("article-comments").evaluate("(element) => { element.lang = 'ar'; }")

    expect(page.locator("article-comments .root")).to_have_attribute("lang", "ar")
    expect(page.locator("article-comments .root")).to_have_attribute("dir", "rtl")


def test_L6_a_page_that_names_no_language_gets_that_of_the_site(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    with garden.app.app_context():
        site = site_named(db.session(), "jardin")
        assert site is not None
        set_language(site, "es")
        db.session.commit()
    address = garden.host.show("/article", UNNAMED.format(service=garden.host.service))

    page = visit(address, locale="de-DE")

    assert page.evaluate("() => navigator.language") == "de-DE"
    assert _root(page) == {"lang": "es", "dir": "ltr"}


def test_A8_a_comment_written_in_one_language_keeps_it_among_readers_of_another(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comment("Merci.")
    page = Stage(garden, visit, language="ar").open()
    fill(page, body="شكرًا", name="ليلى حداد", email="leila@example.org")
    send(page)
    expect(page.locator("article-comments article.own")).to_be_focused()
    garden.decide(Verb.APPROVE)

    page = Stage(garden, visit, language="en").open()

    for text, language, direction in (("Merci.", "fr", "ltr"), ("شكرًا", "ar", "rtl")):
        body = article(page, text).locator(".body")
        expect(body).to_have_attribute("lang", language)
        expect(body).to_have_attribute("dir", "auto")
        expect(body).to_have_css("direction", direction)
    assert _root(page) == {"lang": "en", "dir": "ltr"}
    expect(article(page, "شكرًا").locator("bdi")).to_have_text("ليلى حداد")
