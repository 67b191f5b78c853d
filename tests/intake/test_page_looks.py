"""A thread without script as it looks: on paper, on a phone, to people who see differently."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from axe import faults
from factories import ARTICLE_URL, BLOG_ORIGINS, a_comment, a_site
from werkzeug.serving import make_server

from moderation.database import db
from tests.intake.people import PAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from playwright.sync_api import Browser, Page

    from moderation.config import Settings

LONG = "anticonstitutionnellement" * 8
BODY = f"Merci, *vraiment*.\n\n> Une citation\n\n[ici](https://exemple.fr/{LONG})\n\n    {LONG}"
# What people who read with difficulty may set (WCAG 2.2, 1.4.12).
SPACING = """* {
  line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important;
} p { margin-block-end: 2em !important; }"""
CUT = """() => [...document.querySelectorAll("body *")]
  .filter((e) => !e.closest(".unseen") && getComputedStyle(e).display !== "inline")
  .filter((e) => getComputedStyle(e).overflowX !== "auto" && e.scrollWidth > e.clientWidth + 1)
  .map((e) => e.outerHTML.slice(0, 100))"""
SMALL = """([selector, least]) => [...document.querySelectorAll(selector)]
  .map((e) => [e.outerHTML.slice(0, 100), e.getBoundingClientRect()])
  .filter(([, box]) => box.height < least || box.width < 24).map(([html]) => html)"""
Opener = Callable[..., "Page"]


@pytest.fixture
def open_thread(
    make_app: Callable[[Settings], Flask], settings_on_sqlite: Settings, chromium: Browser
) -> Iterator[Opener]:
    """Opens a thread of six comments, one of them a reply, at a browser of the given kind."""
    app = make_app(settings_on_sqlite)
    with app.app_context():
        site = a_site(db.session(), "blog", origins=BLOG_ORIGINS)
        root = a_comment(db.session(), site, body=BODY, website=f"https://{'a' * 60}.example")
        a_comment(db.session(), site, name="ليلى حداد", body="شكرًا", parent=root)
        for number in range(4):
            a_comment(db.session(), site, name=f"Personne {number}", body="Un texte. " * 60)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    contexts = []

    def opener(width: int = 1024, **options: object) -> Page:
        size = {"width": width, "height": 800}
        context = chromium.new_context(viewport=size, bypass_csp=True, **options)
        contexts.append(context)
        page = context.new_page()
        query = urlencode({"article": ARTICLE_URL})
        page.goto(f"http://127.0.0.1:{server.port}{PAGE}?{query}")
        return page

    yield opener
    for context in contexts:
        context.close()
    server.shutdown()
    thread.join()
    server.server_close()


def looks(page: Page, selector: str, *names: str) -> list[str]:
    """Computed properties of the first element that matches."""
    node = page.locator(selector).first
    values = node.evaluate("(e, names) => names.map((n) => getComputedStyle(e)[n])", list(names))
    return [str(value) for value in values]


def test_R15_on_paper_there_are_comments_and_an_address_and_nothing_to_press(
    open_thread: Opener,
) -> None:
    page = open_thread(color_scheme="dark")
    page.emulate_media(media="print")

    assert looks(page, "body", "backgroundColor", "color") == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    assert looks(page, ".comment", "breakInside", "color") == ["avoid", "rgb(0, 0, 0)"]
    shown = page.evaluate(
        "() => [...document.querySelectorAll('form, button, input, #form, [href*=parent]')]"
        ".filter((e) => e.checkVisibility()).length"
    )
    address = page.evaluate(
        "() => getComputedStyle(document.querySelector('h1 a'), '::after').content"
    )
    assert shown == 0
    assert page.locator(".comment:visible").count() == 6
    assert address == f'"{ARTICLE_URL}"'


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1024, 1440])
def test_A1_A2_a_thread_is_accessible_and_nothing_is_cut(
    open_thread: Opener, width: int, scheme: str
) -> None:
    page = open_thread(width, color_scheme=scheme)

    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate(CUT) == []


def test_A2_text_can_be_spaced_out(open_thread: Opener) -> None:
    page = open_thread(320)
    page.add_style_tag(content=SPACING)

    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.evaluate(CUT) == []


def test_A4_what_is_pressed_is_large_enough(open_thread: Opener) -> None:
    page = open_thread(320)

    assert page.evaluate(SMALL, ["button, input:not([type=hidden], #trap), textarea", 44]) == []
    # Links in sentences are as high as their line, as WCAG allows.
    assert page.evaluate(SMALL, [".meta a, .more a, h1 a, footer a", 24]) == []


def test_A9_with_forced_colours_every_line_and_the_focus_are_seen(open_thread: Opener) -> None:
    page = open_thread(forced_colors="active")
    page.locator("#name").focus()

    assert looks(page, ".comment", "borderInlineStartStyle") == ["solid"]
    assert looks(page, "button", "borderTopStyle", "borderTopWidth") == ["solid", "1px"]
    style, width = looks(page, "#name", "outlineStyle", "outlineWidth")
    assert (style, width) == ("solid", "3px")


def test_A9_who_needs_contrast_reads_no_muted_text(open_thread: Opener) -> None:
    muted = looks(open_thread(), ".meta", "color")
    page = open_thread(contrast="more")

    assert looks(page, ".meta", "color") == looks(page, "body", "color") != muted


def test_A6_what_waits_is_told_by_words_and_by_its_line_whatever_the_colours(
    open_thread: Opener,
) -> None:
    page = open_thread(forced_colors="active")
    for name, text in {"body": "Bonjour", "name": "Awa", "email": "awa@exemple.fr"}.items():
        page.locator(f"#{name}").fill(text)
    page.get_by_role("button", name="Laisser un commentaire").click()
    page.get_by_text("En attente de modération.").wait_for()

    assert looks(page, ".comment:not(.waiting)", "borderInlineStartStyle") == ["solid"]
    assert looks(page, ".waiting", "borderInlineStartStyle") == ["dashed"]


def test_A9_nothing_moves(open_thread: Opener) -> None:
    page = open_thread()

    assert page.evaluate(
        "() => [...document.querySelectorAll('*')].map((e) => getComputedStyle(e))"
        ".every((s) => s.transitionDuration === '0s' && s.animationName === 'none'"
        " && s.scrollBehavior === 'auto')"
    )


def test_C17_a_preview_takes_the_focus_and_leads_back_to_the_text(open_thread: Opener) -> None:
    page = open_thread(java_script_enabled=False)
    page.locator("#body").fill("Un *mot*")
    page.locator("#name").fill("Awa")
    page.get_by_role("button", name="Aperçu").click()

    shown = page.locator("#preview:focus")
    assert shown.locator("em").inner_text() == "mot"
    page.get_by_role("link", name="Reprendre la rédaction").click()
    assert page.locator("#body").input_value() == "Un *mot*"
    assert page.locator("#name").input_value() == "Awa"
    page.locator("#name").press("Enter")
    assert page.title().startswith("Erreur")


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1024, "dark")])
def test_A1_A4_a_report_is_made_by_large_targets_and_breaks_no_rule(
    open_thread: Opener, width: int, scheme: str
) -> None:
    page = open_thread(width, color_scheme=scheme)
    page.get_by_role("link", name="Signaler").first.click()
    asked = faults(page)
    page.get_by_role("button", name="Envoyer le signalement").click()
    wrong = faults(page)
    page.locator("#summary").get_by_role("link").click()
    page.keyboard.press("Space")
    small = page.evaluate(SMALL, [".check, button, textarea", 44])
    page.get_by_role("button", name="Envoyer le signalement").click()
    page.get_by_text("Merci. La modération va relire ce commentaire.").wait_for()

    assert [*asked, *wrong, *faults(page), *small] == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.get_by_role("link", name="Revenir au commentaire").click()
    assert page.locator(".comment:target").count() == 1
