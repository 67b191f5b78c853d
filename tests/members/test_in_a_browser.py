from __future__ import annotations

import threading
from typing import TYPE_CHECKING, NamedTuple

import pytest
from authenticators import Authenticator, an_authenticator
from axe import faults
from people import PASSWORD, a_member
from werkzeug.serving import make_server

from moderation.console import Entry, navigation
from moderation.database import db
from moderation.members import Role, setup_link, workflow
from moderation.web import clock
from moderation.web.instance import instance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask
    from playwright.sync_api import Browser, Page

    from moderation.config import Settings

SMALL_TARGETS = """
() => [...document.querySelectorAll('a, button, input:not([type=hidden]), label.choice')]
  .filter(e => e.checkVisibility() && !e.closest('.visually-hidden, .skip, p, .error-summary'))
  .map(e => [e, e.getBoundingClientRect()])
  .filter(([e, box]) => Math.min(box.width, box.height) < 20
    || (e.matches('.primary, input:not([type=radio])') && box.height < 44))
  .map(([e]) => e.outerHTML)
"""


class Place(NamedTuple):
    """A running service."""

    app: Flask
    address: str


@pytest.fixture
def place(make_app: Callable[[Settings], Flask], settings_on_sqlite: Settings) -> Iterator[Place]:
    app = make_app(settings_on_sqlite)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield Place(app, f"http://127.0.0.1:{server.port}")
    server.shutdown()
    thread.join()
    server.server_close()


def check(page: Page) -> None:
    """A1, A2 and A4, on the page as it is."""
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(SMALL_TARGETS) == []


def check_security_pages(page: Page, place: Place) -> None:
    """The pages on which an authenticator is set up, in the order in which they come."""
    security = f"{place.address}/account/security"
    page.goto(security)
    check(page)
    page.locator("section form button").first.click()
    check(page)
    key = page.locator("dd code").inner_text()
    page.locator("#code").fill("000000")
    page.locator("button.primary").click()
    check(page)
    page.locator("#code").fill(Authenticator(key.replace(" ", "")).code())
    page.locator("button.primary").click()
    check(page)
    page.goto(security)
    check(page)
    for path in ("confirm", "sessions"):
        page.goto(f"{place.address}/account/{path}")
        check(page)


def sign_in(page: Page, place: Place, password: str = PASSWORD) -> None:
    page.goto(f"{place.address}/account/sign-in")
    page.locator("#email").fill("camille@example.org")
    page.locator("#password").fill(password)
    page.locator("button.primary").click()


@pytest.mark.parametrize(
    ("width", "scheme", "language"),
    [(320, "light", "fr"), (320, "dark", "en"), (1024, "dark", "fr"), (1440, "light", "en")],
)
def test_A1_A2_A4_every_account_page_can_be_used_by_everybody(
    chromium: Browser, place: Place, width: int, scheme: str, language: str
) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, locale=language
    )
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    with place.app.app_context():
        link = setup_link(clock.now())
        _, token = workflow.invite(
            db.session(),
            "awa@example.org",
            Role.MODERATOR,
            None,
            instance().keyring,
            now=clock.now(),
        )
        db.session.commit()
    assert link is not None
    key = link.partition("?")[2]
    page.goto(f"{place.address}/account/sign-in")
    check(page)
    page.goto(f"{place.address}/account/setup?{key}")
    check(page)
    page.locator("button.primary").click()
    check(page)
    page.goto(f"{place.address}/account/invitation?key={token}")
    check(page)
    a_member(place.app, locale=language)
    page.goto(f"{place.address}/account/setup?{key}")
    check(page)
    sign_in(page, place, password="un mot de passe faux")
    check(page)
    sign_in(page, place)
    page.goto(f"{place.address}/account/preferences")
    check(page)
    page.goto(f"{place.address}/account/nowhere")
    check(page)
    check_security_pages(page, place)
    page.goto(f"{place.address}/account/preferences")
    page.locator("#main button.primary").first.click()
    check(page)
    page.locator(".me button").click()
    check(page)
    context.close()
    assert [text for text in said if "Content Security Policy" in text or "Trusted" in text] == []


@pytest.mark.parametrize("script", [True, False])
def test_M22_signing_in_and_out_needs_no_script(
    chromium: Browser, place: Place, *, script: bool
) -> None:
    a_member(place.app)
    context = chromium.new_context(java_script_enabled=script, locale="fr")
    page = context.new_page()
    sign_in(page, place)
    page.goto(f"{place.address}/account/preferences")
    assert page.locator("h1").inner_text() == "Préférences"
    assert [cookie["name"] for cookie in context.cookies()] == ["sid"]
    page.locator(".me button").click()
    assert page.locator("h1").inner_text() == "La session est fermée"
    assert [cookie["name"] for cookie in context.cookies()] == ["seed"]
    context.close()


def test_A3_errors_take_the_focus_and_lead_to_their_fields(chromium: Browser, place: Place) -> None:
    a_member(place.app)
    page = chromium.new_page(locale="fr")
    sign_in(page, place, password="")
    # Chromium moves the focus to what has autofocus after the page is there.
    page.wait_for_function("document.activeElement.className === 'error-summary'")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'password'")
    described = page.locator("#password").get_attribute("aria-describedby")
    words = page.locator(f"#{described}").inner_text().split()
    assert " ".join(words) == "Erreur : Saisissez votre mot de passe"
    page.close()


def test_A3_a_member_signs_in_by_keyboard_and_skips_the_navigation(
    chromium: Browser, place: Place
) -> None:
    a_member(place.app)
    place.app.extensions[navigation.KEY] = (Entry("account.preferences", "Queue", Role.READER),)
    page = chromium.new_page(locale="fr")
    page.goto(f"{place.address}/account/sign-in?next=/account/preferences")
    for keys in ("Tab", "Tab", "camille@example.org", "Tab", PASSWORD, "Enter"):
        if keys in {"Tab", "Enter"}:
            page.keyboard.press(keys)
        else:
            page.keyboard.type(keys)
    page.wait_for_url(f"{place.address}/account/preferences")
    page.keyboard.press("Tab")
    assert page.locator(".skip").bounding_box()["height"] >= 44  # type: ignore[index]
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "name"
    page.close()


@pytest.mark.parametrize(("width", "language"), [(320, "fr"), (1280, "fr"), (320, "en")])
def test_O14_the_steps_of_signing_in_are_equally_high_and_no_digit_sends_by_itself(
    chromium: Browser, place: Place, width: int, language: str
) -> None:
    telephone = an_authenticator(place.app, a_member(place.app, locale=language))
    context = chromium.new_context(locale=language, viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(f"{place.address}/account/sign-in")
    before = page.locator("main").bounding_box()
    sign_in(page, place)
    page.wait_for_url("**/sign-in/code")
    assert page.locator("main").bounding_box() == before
    check(page)
    page.locator("#code").press_sequentially(telephone.code())
    assert page.url.endswith("/sign-in/code")
    page.locator("#code").press("Enter")
    page.wait_for_url("**/dashboard/**")
    context.close()


def test_O14_an_authenticator_is_set_up_without_a_script_and_its_codes_are_downloaded(
    chromium: Browser, place: Place
) -> None:
    a_member(place.app)
    context = chromium.new_context(java_script_enabled=False, locale="fr")
    page = context.new_page()
    sign_in(page, place)
    page.goto(f"{place.address}/account/security")
    page.get_by_role("button", name="Configurer une application d’authentification").click()
    key = page.locator("dd code").inner_text()
    page.get_by_label("Code à 6 chiffres").fill(Authenticator(key.replace(" ", "")).code())
    page.get_by_role("button", name="Confirmer").click()
    codes = page.locator("ol code").all_inner_texts()
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger en fichier texte").click()
    assert download.value.suggested_filename == "codes-de-secours.txt"
    assert download.value.path().read_text("utf-8").split()[-10:] == codes
    page.get_by_role("link", name="Je les ai gardés").click()
    assert "Il reste 10 codes." in page.locator("main").inner_text()
    context.close()


def test_A10_two_minutes_before_a_session_ends_unused_its_page_says_so_and_keeps_the_text(
    chromium: Browser, place: Place
) -> None:
    a_member(place.app)
    page = chromium.new_page(locale="fr")
    page.clock.install()
    sign_in(page, place)
    page.goto(f"{place.address}/account/preferences")
    page.locator("#name").fill("Camille R.")
    page.clock.fast_forward("26:50")
    assert page.locator("#expiry").inner_text() == ""
    page.clock.fast_forward("00:10")
    assert "la session se fermera dans deux minutes" in page.locator("#expiry").inner_text()
    check(page)
    with page.expect_response("**/account/sessions/stay") as answer:
        page.get_by_role("button", name="Garder la session ouverte").click()
    assert answer.value.status == 204
    page.wait_for_function("document.querySelector('#expiry').innerText === ''")
    assert page.evaluate("document.activeElement.id") == "name"
    page.clock.fast_forward("27:00")
    assert "deux minutes" in page.locator("#expiry").inner_text()
    assert page.locator("#name").input_value() == "Camille R."
    page.close()


def test_A10_a_session_that_has_ended_says_so_where_the_text_stands(
    chromium: Browser, place: Place
) -> None:
    a_member(place.app)
    page = chromium.new_page(locale="fr")
    page.clock.install()
    sign_in(page, place)
    page.goto(f"{place.address}/account/preferences")
    page.locator("#name").fill("Camille R.")
    page.clock.fast_forward("27:00")
    page.context.clear_cookies()
    page.get_by_role("button", name="Garder la session ouverte").click()
    page.get_by_text("Cette session est fermée.").wait_for()
    assert page.locator("#name").input_value() == "Camille R."
    page.close()


@pytest.mark.parametrize("zoomed_width", [640, 320])
def test_A2_text_with_more_space_is_not_cut(
    chromium: Browser, place: Place, zoomed_width: int
) -> None:
    a_member(place.app)
    page = chromium.new_page(locale="fr", viewport={"width": zoomed_width, "height": 600})
    sign_in(page, place)
    page.goto(f"{place.address}/account/preferences")
    page.evaluate(
        """() => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
            word-spacing: 0.16em !important } p { margin-block-end: 2em !important }`);
          document.adoptedStyleSheets.push(sheet);
        }"""
    )
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()
