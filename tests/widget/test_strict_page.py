"""A page that forbids everything but our script has all of it, and learns of nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.widget.reader import FORM, article, send, write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Route

    from tests.widget.reader import Garden

TEXT = FORM["Commentaire *"]
POLICY = (
    "default-src 'none'; script-src {service}; connect-src {service}; "
    "require-trusted-types-for 'script'"
)
PAGE = """<!doctype html><html lang="fr"><title>Pailler en automne</title>
<h1>Pailler en automne</h1>
<article-comments site="jardin" load="eager"></article-comments>
<script async src="{service}/embed.js"></script></html>
"""
WATCH = """
    window.violations = [];
    addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
      violations.push(`${effectiveDirective} ${blockedURI}`));
"""
KEPT = """
    async () => [
      ...Object.keys(localStorage), ...Object.keys(sessionStorage),
      ...(await indexedDB.databases()).map(({ name }) => name), ...await caches.keys(),
    ]
"""


class Guarded:
    """A page under the strictest policy, what it asks of others, and what it complains about."""

    def __init__(self, page: Page, garden: Garden) -> None:
        self.page, self._garden = page, garden
        self.elsewhere: list[str] = []
        page.context.route("**/*", self._guard)
        page.add_init_script(WATCH)

    def _guard(self, route: Route) -> None:
        address = route.request.url
        if address.startswith((self._garden.host.origin, self._garden.host.service)):
            route.continue_()
        else:
            self.elsewhere.append(address)
            route.abort()

    def open(self) -> None:
        host = self._garden.host
        host.policy = POLICY.format(service=host.service)
        self.page.goto(host.show("/article", PAGE.format(service=host.service)))

    def kept(self) -> list[str]:
        """The names of all that the browser keeps for the page."""
        return list(self.page.evaluate(KEPT))

    def complaints(self) -> list[str]:
        """Whatever was forbidden, asked of strangers, or set as a cookie."""
        cookies = [str(cookie["name"]) for cookie in self.page.context.cookies()]
        return [*self.page.evaluate("() => violations"), *self.elsewhere, *cookies]


@pytest.fixture
def guarded(chromium: Browser, garden: Garden) -> Iterator[Guarded]:
    with chromium.new_context() as context:
        context.set_default_timeout(10_000)
        yield Guarded(context.new_page(), garden)


def test_R2_P2_reading_asks_nobody_else_and_keeps_nothing(garden: Garden, guarded: Guarded) -> None:
    garden.comment("![loin](https://example.org/a.png) et [ici](https://example.org)")
    guarded.open()
    expect(guarded.page.get_by_role("link", name="ici")).to_be_visible()

    guarded.page.get_by_label("Commentaire *").focus()
    expect(guarded.page.get_by_role("button", name="Aperçu")).to_be_visible()

    assert guarded.kept() == []
    assert guarded.complaints() == []


def test_P2_writing_editing_and_reporting_keep_three_things_at_most(
    garden: Garden, guarded: Guarded
) -> None:
    garden.comment("Question")
    guarded.open()
    page = guarded.page
    write(page)
    page.get_by_label("Enregistrer mon nom").check()
    page.get_by_role("button", name="Aperçu").click()
    expect(page.get_by_role("group", name="Aperçu")).to_have_text(TEXT)
    send(page)
    expect(article(page, TEXT)).to_contain_text("En attente de modération.")

    article(page, TEXT).get_by_role("button", name="Modifier").click()
    page.locator("article-comments .edit textarea").fill("Et au nord ?")
    page.get_by_role("button", name="Enregistrer").click()
    expect(article(page, "Et au nord ?")).to_be_visible()

    article(page, "Question").get_by_role("button", name="Signaler").click()
    page.get_by_label("Indésirable ou publicité").check()
    page.get_by_role("button", name="Envoyer le signalement").click()
    expect(page.locator("article-comments .done")).to_be_visible()
    page.get_by_label("Commentaire *").fill("Un brouillon")
    page.wait_for_function("() => localStorage.length === 3")

    assert sorted(guarded.kept()) == ["comments:draft", "comments:identity", "comments:own"]
    assert guarded.complaints() == []
