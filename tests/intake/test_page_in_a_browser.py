"""The plain page as people see it, in a real browser with script switched off."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from axe import faults

if TYPE_CHECKING:
    from collections.abc import Iterator

    from live import Service
    from playwright.sync_api import Browser, Page

ORIGIN = "https://jardin.example"
SIZES = [(320, "light"), (1024, "dark"), (1440, "light")]
Opener = Callable[..., "Page"]


@pytest.fixture(scope="module")
def address(service: Service) -> str:
    """The page of an article that nobody has commented."""
    service.command("sites", "add", "jardin", "--origin", ORIGIN)
    return f"{service.address}/t/jardin/?{urlencode({'article': f'{ORIGIN}/tomates'})}"


@pytest.fixture
def open_page(chromium: Browser, address: str) -> Iterator[Opener]:
    """Opens the page as somebody with a window of some width, in light or dark."""
    contexts = []

    def opener(
        width: int = 1024, scheme: str = "light", language: str = "fr", *, script: bool = False
    ) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
            java_script_enabled=script,
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{address}&lang={language}")
        return page

    yield opener
    for context in contexts:
        context.close()


def fill_in(page: Page, button: str = "button:not(.quiet)", **fields: str) -> None:
    """Type into the fields and press a button."""
    for name, text in fields.items():
        page.locator(f"#{name}").fill(text)
    with page.expect_navigation(wait_until="load"):
        page.locator(button).click()


@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_A2_nothing_is_wider_than_the_window(open_page: Opener, width: int, scheme: str) -> None:
    page = open_page(width, scheme)
    fill_in(page, name="a" * 80, email="awa@", website="b" * 300)

    assert page.title().startswith("Erreur\u00a0: ")
    for control in ("#summary", "#body", "#name", "#email", "#website", "button >> nth=0"):
        box = page.locator(control).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["height"] >= 44


@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_A1_no_rule_of_accessibility_is_broken(open_page: Opener, width: int, scheme: str) -> None:
    """Our page has no script of its own; the one that looks at it needs script to be on."""
    page = open_page(width, scheme, script=True)
    empty = faults(page)
    fill_in(page, name="Awa", email="awa@")
    wrong = faults(page)
    fill_in(page, body=f"Bonjour {width}", email="awa@exemple.fr")
    sent = faults(page)

    assert page.locator(".waiting").count() == 1
    assert [*empty, *wrong, *sent] == []


def test_the_trap_is_out_of_sight_and_out_of_the_way(open_page: Opener) -> None:
    page = open_page()
    page.locator("#website").focus()
    page.keyboard.press("Tab")

    assert page.locator("button:focus").count() == 1
    box = page.locator("#trap").locator("..").bounding_box()
    assert box is not None
    assert box["width"] <= 1


def test_back_gives_back_what_was_typed(open_page: Opener) -> None:
    page = open_page()
    page.locator("#body").fill("Un texte à garder")
    page.locator("#name").fill("Awa")
    page.goto("about:blank")

    page.go_back()

    assert page.locator("#body").input_value() == "Un texte à garder"
    assert page.locator("#name").input_value() == "Awa"


def test_C8_going_back_and_sending_again_leads_to_the_same_comment(open_page: Opener) -> None:
    page = open_page()
    addresses = set()
    for _ in range(2):
        fill_in(page, body="Une fois suffit", name="Awa", email="awa@exemple.fr")
        addresses.add(page.url.rpartition("#")[2])
        page.go_back()
        page.reload()

    assert len(addresses) == 1
    assert addresses.pop().startswith("comment-")


def test_somebody_writes_in_english_and_sees_the_comment_wait(open_page: Opener) -> None:
    page = open_page(language="en")
    fill_in(page, body="", name="Awa Diallo", email="awa@example.com")
    page.locator("#summary").get_by_role("link", name="Enter your comment").click()
    assert page.url.endswith("#body")

    fill_in(page, body="Does it work in a *pot*?")

    waiting = page.locator(".waiting")
    assert page.url.endswith(f"#{waiting.get_attribute('id')}")
    assert "Awaiting moderation. For now, only you can see this comment." in waiting.inner_text()
    assert waiting.locator("em").inner_text() == "pot"
    assert page.context.cookies() == []
    page.goto(page.url.partition("&c=")[0])
    assert page.locator(".waiting").count() == 0
