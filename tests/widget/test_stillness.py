"""What somebody reads stays where it is while the comments come."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.widget.host import Host
    from tests.widget.reader import Garden

TALL = "<p>La paille garde la chaleur du sol, et l’eau avec elle.</p>" * 100
SHORT = "<p>La paille garde la chaleur du sol.</p>"
WHOLE_SCREEN = "article-comments { display: block; min-height: 100vh; margin-block: 2em; }"
RESERVED = """<article-comments site="jardin">
      <svg height="1200" aria-hidden="true"></svg>
      <a href="{service}/t/jardin/?article={origin}{path}">Lire</a></article-comments>"""
# Chromium's own measure: https://web.dev/articles/cls
WATCH = """
    window.shift = 0;
    const add = (entries) => entries.forEach(({ value }) => { window.shift += value; });
    const observer = new PerformanceObserver((list) => add(list.getEntries()));
    observer.observe({ type: "layout-shift", buffered: true });
    window.shifted = () => (add(observer.takeRecords()), window.shift);
"""
SETTLED = """
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
"""


def _watched(visit: Callable[..., Page], address: str) -> Page:
    page = visit("about:blank")
    page.add_init_script(WATCH)
    page.goto(address)
    return page


def _shift(page: Page) -> float:
    """How far the page has jumped, once all that came is drawn."""
    expect(page.locator("article-comments article").first).to_be_attached()
    page.evaluate(SETTLED)
    return float(page.evaluate("() => shifted()"))


@pytest.fixture
def _three_comments(garden: Garden) -> None:
    for text in ("Un", "Deux", "Trois"):
        garden.comment(text)


@pytest.mark.usefixtures("_three_comments")
def test_R5_nothing_moves_under_a_tall_article(host: Host, visit: Callable[..., Page]) -> None:
    page = _watched(visit, host.page(attributes="", above=TALL))
    page.wait_for_function("() => customElements.get('article-comments')")

    for _ in range(20):
        page.mouse.wheel(0, 250)
        page.evaluate(SETTLED)

    assert _shift(page) == 0


@pytest.mark.usefixtures("_three_comments")
def test_R5_hardly_anything_moves_under_one_paragraph(
    host: Host, visit: Callable[..., Page]
) -> None:
    assert _shift(_watched(visit, host.page(attributes="", above=SHORT))) <= 0.01


@pytest.mark.usefixtures("_three_comments")
@pytest.mark.parametrize(
    "reservation",
    [{"style": WHOLE_SCREEN}, {"comments": RESERVED}],
    ids=["a line of CSS", "a placeholder"],
)
def test_R5_nothing_moves_where_the_page_keeps_the_place(
    host: Host, visit: Callable[..., Page], reservation: dict[str, str]
) -> None:
    page = _watched(visit, host.page(attributes="", above=SHORT, **reservation))

    assert _shift(page) == 0
