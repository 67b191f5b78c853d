"""The whole purpose, as its people live it: a reader writes, a moderator approves, all can read."""

from __future__ import annotations

import json
import re
import urllib.parse
import urllib.request
from typing import TYPE_CHECKING

import pytest
from live import HostSite, Service
from people import PASSWORD
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

EMAIL = "awa.diallo@exemple.fr"
TEXT = "Est-ce que cela marche aussi en bac, sur un balcon plein nord ?"
PENDING = "En attente de modération. Pour l’instant, ce commentaire n’est visible que par vous."
MODERATOR = "camille@exemple.fr"


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """An instance that nobody has used yet."""
    with Service(tmp_path / "instance") as running:
        yield running


@pytest.fixture
def host(service: Service) -> Iterator[HostSite]:
    """A French site whose articles carry the widget, with a moderator."""
    with HostSite(service.address, "jardin") as host:
        service.command("sites", "add", "jardin", "--origin", host.origin)
        service.command(
            "members", "add", MODERATOR, "--role", "moderator", "--password-stdin", given=PASSWORD
        )
        yield host


def public_json(service: Service, host: HostSite, article: str) -> str:
    query = urllib.parse.urlencode({"article": article})
    address = f"{service.address}/api/v1/sites/{host.site}/comments?{query}"
    with urllib.request.urlopen(address, timeout=10) as answer:
        return str(answer.read().decode("utf-8"))


def plain_page(service: Service, host: HostSite, article: str) -> str:
    query = urllib.parse.urlencode({"article": article})
    with urllib.request.urlopen(f"{service.address}/t/{host.site}/?{query}", timeout=10) as answer:
        return str(answer.read().decode("utf-8"))


def fill_the_form(page: Page) -> None:
    """The seed's words, character for character, and its fields in its order."""
    expect(page.get_by_role("heading", name="Laisser un commentaire")).to_be_visible()
    expect(page.get_by_text("Votre adresse e-mail ne sera pas publiée.").first).to_be_visible()
    expect(page.get_by_text("Les champs obligatoires sont indiqués avec *").first).to_be_visible()
    page.get_by_label("Commentaire *").fill(TEXT)
    page.get_by_label("Nom *").fill("Awa Diallo")
    page.get_by_label("E-mail *").fill(EMAIL)
    page.get_by_role("button", name="Laisser un commentaire").click()


def sign_in(page: Page, service: Service) -> None:
    page.goto(f"{service.address}/dashboard/")
    page.get_by_label(re.compile("e-mail", re.IGNORECASE)).fill(MODERATOR)
    page.get_by_label(re.compile("mot de passe", re.IGNORECASE)).first.fill(PASSWORD)
    page.keyboard.press("Enter")


def test_a_comment_goes_from_its_author_by_the_moderator_to_everybody(
    service: Service, host: HostSite, chromium: Browser
) -> None:
    article = f"{host.origin}/pailler"
    author = chromium.new_context(locale="fr-FR").new_page()
    refused: list[str] = []
    author.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    author.goto(article)
    fill_the_form(author)
    expect(author.get_by_text(PENDING)).to_be_visible()
    author.reload()
    expect(author.get_by_text(PENDING)).to_be_visible()
    expect(author.get_by_text(TEXT)).to_be_visible()

    reader = chromium.new_context(locale="fr-FR").new_page()
    reader.goto(article)
    expect(reader.get_by_text("Aucun commentaire pour l’instant.")).to_be_visible()
    for public in (public_json, plain_page):
        assert TEXT not in public(service, host, article)

    moderator = chromium.new_context(locale="fr-FR").new_page()
    sign_in(moderator, service)
    row = moderator.get_by_role("article").filter(has_text=TEXT)
    expect(moderator.locator(".live")).to_be_attached()  # keys are bound by a script
    row.focus()
    moderator.keyboard.press("a")
    expect(row).to_be_hidden()

    author.reload()
    expect(author.get_by_text(TEXT)).to_be_visible()
    expect(author.get_by_text(PENDING)).to_be_hidden()
    # Another reader: browsers may show what they have just read for ten seconds more.
    reader = chromium.new_context(locale="fr-FR").new_page()
    reader.goto(article)
    expect(reader.get_by_text(TEXT)).to_be_visible()
    seen = [public(service, host, article) for public in (public_json, plain_page)]
    assert json.loads(seen[0])["comments"][0]["author"]["name"] == "Awa Diallo"
    assert TEXT in seen[1]
    for page in (author, reader):
        seen.append(page.content())
        seen.append(
            page.evaluate("document.querySelector('article-comments').shadowRoot.innerHTML")
        )
    assert not [text for text in seen if EMAIL in text]
    assert refused == []
    assert author.context.cookies() == []


def test_R13_the_same_journey_without_javascript(
    service: Service, host: HostSite, chromium: Browser
) -> None:
    article = f"{host.origin}/sans-script"
    author = chromium.new_context(locale="fr-FR", java_script_enabled=False).new_page()
    author.goto(article)
    author.get_by_role("link", name="Lire et laisser des commentaires").click()
    fill_the_form(author)
    expect(author.get_by_text(PENDING)).to_be_visible()
    assert TEXT not in plain_page(service, host, article)

    moderator = chromium.new_context(locale="fr-FR", java_script_enabled=False).new_page()
    sign_in(moderator, service)
    row = moderator.get_by_role("article").filter(has_text=TEXT).last
    row.get_by_role("button", name="Approuver").click()
    expect(moderator.get_by_text("Commentaire de Awa Diallo approuvé.")).to_be_visible()

    reader = chromium.new_context(locale="fr-FR", java_script_enabled=False).new_page()
    reader.goto(article)
    reader.get_by_role("link", name="Lire et laisser des commentaires").click()
    expect(reader.get_by_text(TEXT)).to_be_visible()
    assert EMAIL not in reader.content()
    assert TEXT in public_json(service, host, article)
