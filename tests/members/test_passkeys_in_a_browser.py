from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from axe import faults
from people import PASSWORD, a_member
from werkzeug.serving import make_server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from flask import Flask
    from playwright.sync_api import Browser, CDPSession, Page

    from moderation.config import Settings


@pytest.fixture
def address(make_app: Callable[[Settings], Flask], settings_on_sqlite: Settings) -> Iterator[str]:
    """Where the service runs, under a name: browsers give passkeys to no bare address."""
    apps: list[WSGIApplication] = []

    def serve(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        return apps[0](environ, start)

    server = make_server("localhost", 0, serve, threaded=True)
    address = f"http://localhost:{server.port}"
    app = make_app(replace(settings_on_sqlite, public_url=address, dashboard_url=address))
    a_member(app)
    apps.append(app)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield address
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page whose policy nothing breaks."""
    page = chromium.new_page(locale="fr", viewport={"width": 320, "height": 800})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    yield page
    page.close()
    assert [text for text in said if "Content Security Policy" in text or "Trusted" in text] == []


def plug_in(page: Page) -> tuple[CDPSession, str]:
    """An authenticator of the device, as Chromium's tests have it; its member is verified."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return devices, made["authenticatorId"]


def sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/account/sign-in")
    page.locator("#email").fill("camille@example.org")
    page.locator("#password").fill(PASSWORD)
    page.locator("button.primary").click()


def sign_out(page: Page, address: str) -> None:
    page.goto(f"{address}/account/security")
    page.locator(".me button").click()
    page.wait_for_url("**/signed-out")


def make_a_passkey(page: Page, address: str) -> None:
    sign_in(page, address)
    page.goto(f"{address}/account/security")
    page.get_by_role("link", name="Créer une clé d’accès").click()
    page.get_by_label("Nom de la clé d’accès").fill("Téléphone")
    assert faults(page) == []
    page.get_by_role("button", name="Créer la clé d’accès").click()
    page.get_by_role("heading", name="Vos codes de secours").wait_for()
    page.goto(f"{address}/account/security")
    assert page.get_by_label("Nom de la clé d’accès").input_value() == "Téléphone"
    assert faults(page) == []


def test_O14_a_member_makes_a_passkey_and_signs_in_with_it(page: Page, address: str) -> None:
    plug_in(page)
    make_a_passkey(page, address)
    sign_out(page, address)
    page.goto(f"{address}/account/sign-in?next=/account/preferences")
    assert page.locator("#email").get_attribute("autocomplete") == "username webauthn"
    assert faults(page) == []
    page.get_by_role("button", name="Utiliser une clé d’accès").click()
    page.wait_for_url(f"{address}/account/preferences")


def test_O14_a_passkey_is_a_second_step(page: Page, address: str) -> None:
    plug_in(page)
    make_a_passkey(page, address)
    sign_out(page, address)
    page.goto(f"{address}/account/sign-in")
    before = page.locator("main").bounding_box()
    sign_in(page, address)
    page.wait_for_url("**/sign-in/code")
    assert page.locator("main").bounding_box() == before
    assert faults(page) == []
    page.get_by_role("button", name="Utiliser une clé d’accès").click()
    page.wait_for_url("**/dashboard/**")


def test_O14_a_passkey_that_is_not_to_be_had_is_said_to_be_so(page: Page, address: str) -> None:
    devices, authenticator = plug_in(page)
    make_a_passkey(page, address)
    sign_out(page, address)
    verified = {"authenticatorId": authenticator, "isUserVerified": False}
    devices.send("WebAuthn.setUserVerified", verified)
    page.goto(f"{address}/account/sign-in")
    page.get_by_role("button", name="Utiliser une clé d’accès").click()
    page.get_by_text("La clé d’accès n’a pas servi.").wait_for()
    assert page.url == f"{address}/account/sign-in"
