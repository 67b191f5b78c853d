"""The widget speaks the language of the page, in ten languages."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.widget.reader import Garden

SOURCES = Path(__file__).parents[2] / "moderation/widget/src"
OTHERS = sorted(path.stem for path in SOURCES.glob("languages/*.js"))
PARTS = ("messages", "stay/messages", "write/messages")
PLACE = re.compile(r"{\w+}")
MARCH = datetime(2025, 3, 12, 8, 41, tzinfo=UTC)
FRENCH = "12 mars 2025 à 9\u00a0h\u00a041"
TEXT = re.compile(r'^\s*(?:"([\w.]+)"|\w+):\s*("(?:[^"\\]|\\.)*")?', re.MULTILINE)
READ = """
    (element) => [...element.shadowRoot.querySelectorAll("*")].flatMap((node) => [
      node.getAttribute("aria-label"),
      node.title,
      ...[...node.childNodes].filter((child) => child.nodeType === Node.TEXT_NODE)
        .map((child) => child.data),
    ]).filter(Boolean)
"""
MOMENT = """
    (language) => new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" })
      .format(new Date("2025-03-12T08:41:00Z"))
"""


def catalogue(*paths: str) -> set[tuple[str, str]]:
    """Every text of some catalogues with its key, once for each of its plurals."""
    found, key = set(), ""
    for path in paths:
        for name, text in TEXT.findall((SOURCES / path).read_text("utf-8")):
            key = name or key
            if text:
                found.add((key, text[1:-1]))
    return found


def english_in(words: str, language: str) -> list[str]:
    """What English says in other words than a language, and the widget says all the same."""
    english = catalogue(*(f"{part}/en.js" for part in PARTS))
    own = [f"{part}/{language}.js" for part in PARTS]
    texts = english - catalogue(*([f"languages/{language}.js"] if language in OTHERS else own))
    patterns = {text: ".+".join(map(re.escape, PLACE.split(text))) for _, text in texts}
    return [text for text in patterns if re.search(rf"\b{patterns[text]}(?!\w)", words)]


def read_err_and_wait(garden: Garden, page: Page, language: str) -> str:
    """Every word of the widget, seen or heard, to somebody with a small phone who writes."""
    path = f"/{language}"
    garden.comment("42", path=path, name="Awa Diallo", created_at=MARCH)
    page.goto(garden.host.page(path, language=language))
    root = page.locator("article-comments .root")
    moment = FRENCH if language == "fr" else page.evaluate(MOMENT, language)

    expect(root.locator("time")).to_have_text(moment)
    expect(root).to_have_attribute("lang", language)
    expect(root).to_have_css("direction", "rtl" if language == "ar" else "ltr")
    said = _said(page)
    root.locator(".primary").click()
    expect(root.locator(".summary")).to_be_focused()
    said += _said(page)
    for name, value in (("body", "43"), ("name", "Awa Diallo"), ("email", "awa@example.org")):
        root.locator(f"[name={name}]").fill(value)
    root.locator(".primary").click()
    expect(root.locator("article.own")).to_be_focused()
    return "\n".join([*said, *_said(page)])


def _said(page: Page) -> list[str]:
    assert (
        page.evaluate("() => document.documentElement.scrollWidth") == page.viewport_size["width"]
    )
    return list(page.locator("article-comments").evaluate(READ))


def test_L1_C20_no_english_is_left_in_any_of_ten_languages_for_one_request_more(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    left, files = {}, {}
    for language in ("fr", "en", *OTHERS):
        page = visit("about:blank", width=320)
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        left[language] = english_in(read_err_and_wait(garden, page, language), language)
        files[language] = [url for url in asked if "/languages/" in url]
        page.close()

    address = f"{garden.host.service}/languages"
    assert len(OTHERS) == 8
    assert left == {language: [] for language in left}
    assert files == {"fr": [], "en": []} | {tag: [f"{address}/{tag}.js"] for tag in OTHERS}
