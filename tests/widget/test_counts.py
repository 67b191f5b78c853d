"""Pages that change without being loaded again: their counts do, too."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.widget.reader import Garden

COUNTS = "[data-comments-count]"
# Under Trusted Types, as the page is.
ADD = """
    articles => document.body.append(
      ...articles.map(article => {
        const count = document.createElement("p");
        count.append("?");
        count.dataset.site = "jardin";
        count.dataset.commentsCount = article;
        return count;
      }),
    )
"""
ADD_COMMENTS = """
    () => {
      const comments = document.createElement("article-comments");
      comments.setAttribute("site", "jardin");
      document.body.append(comments);
    }
"""
ASK = "([id, name, value]) => document.getElementById(id).setAttribute(name, value)"
MOST = 100


def a_count(article: str, **attributes: str) -> str:
    """One of the garden's articles, before it is filled."""
    more = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    return f'<p data-comments-count="{article}" data-site="jardin" {more}>?</p>'


def listen(page: Page, origin: str) -> list[list[str]]:
    """The paths of the articles that each request to come counts, in their order."""
    asked: list[list[str]] = []
    page.on(
        "request",
        lambda request: (
            asked.append(
                [
                    article.removeprefix(origin)
                    for article in parse_qs(urlsplit(request.url).query)["article"]
                ]
            )
            if "/counts?" in request.url
            else None
        ),
    )
    return asked


def test_counts_that_come_later_are_asked_for_together(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comment("Un")
    garden.comment("Deux", path="/autre")
    page = visit("about:blank")
    asked = listen(page, garden.host.origin)
    page.goto(garden.host.page())
    expect(page.get_by_text("Un", exact=True)).to_be_visible()
    assert asked == []

    page.evaluate(ADD, ["/article", "/autre"])
    expect(page.locator(COUNTS)).to_have_text(["1 commentaire"] * 2)
    page.evaluate(ADD, ["/nulle-part"])

    expect(page.locator(COUNTS).last).to_have_text("Aucun commentaire")
    assert asked == [["/article", "/autre"], ["/nulle-part"]]


def test_counts_wait_until_a_page_says_of_which_site_they_are(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit("about:blank")
    asked = listen(page, garden.host.origin)
    page.goto(garden.host.page(comments="", above='<p data-comments-count="/article">?</p>'))

    page.evaluate(ADD_COMMENTS)

    expect(page.locator(COUNTS)).to_have_text("Aucun commentaire")
    assert asked == [["/article"]]


def test_a_count_follows_what_its_element_asks_for(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comment("Un")
    page = visit("about:blank")
    asked = listen(page, garden.host.origin)
    page.goto(garden.host.page(above=a_count("/autre", id="one") + a_count("/autre", id="other")))
    expect(page.locator(COUNTS)).to_have_text(["Aucun commentaire"] * 2)

    page.evaluate(ASK, ["one", "data-comments-count", "/article"])
    expect(page.locator("#one")).to_have_text("1 commentaire")
    page.evaluate(ASK, ["one", "lang", "en"])

    expect(page.locator(COUNTS)).to_have_text(["1 comment", "Aucun commentaire"])
    assert asked == [["/autre", "/autre"], ["/article"], ["/article"]]


def test_a_count_that_did_not_come_keeps_its_words_and_comes_with_the_next(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit("about:blank")
    page.clock.install()
    asked = listen(page, garden.host.origin)
    page.route("**/counts?*", lambda route: route.abort(), times=1)
    with page.expect_event("requestfailed"):
        page.goto(garden.host.page(above=a_count("/article")))
    page.evaluate("document.body.append('Une autre phrase.')")
    page.clock.run_for(1_000)
    expect(page.locator(COUNTS)).to_have_text("?")

    page.evaluate(ADD, ["/autre"])
    page.clock.run_for(1_000)

    expect(page.locator(COUNTS)).to_have_text(["Aucun commentaire"] * 2)
    assert asked == [["/article"], ["/article", "/autre"]]


def test_a_long_list_is_counted_as_far_as_one_request_reaches_and_then_on(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit("about:blank")
    asked = listen(page, garden.host.origin)
    paths = [f"/{n}" for n in range(MOST + 1)]

    page.goto(garden.host.page(above="".join(map(a_count, paths))))

    expect(page.locator(COUNTS)).to_have_text(["Aucun commentaire"] * len(paths))
    assert asked == [paths[:MOST], paths[MOST:]]
