"""A person sees a text as it will be published, before sending it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.widget.reader import article, send, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.widget.reader import Garden

TEXT = (
    "Un *bel* essai, **vraiment** :\n\n> cité\n\n- un\n- deux\n\n`code` et https://exemple.fr/a"
    '\n[ici](https://exemple.fr)\n<b onclick="alert(1)">pas de HTML</b>'
)
OPENED = "Reprendre la rédaction"


def test_C17_the_preview_is_what_is_published(garden: Garden, visit: Callable[..., Page]) -> None:
    page = visit()
    write(page, **{"Commentaire *": TEXT})

    page.get_by_role("button", name="Aperçu").click()

    preview = page.get_by_role("group", name="Aperçu")
    expect(preview).to_be_focused()
    expect(page.get_by_label("Commentaire *")).to_be_hidden()
    shown = preview.locator(".body").inner_html()
    send(page)
    comment = page.locator("article-comments article.own")
    expect(comment).to_contain_text("En attente de modération.")
    assert comment.locator(".body").inner_html() == shown
    expect(preview).to_have_count(0)
    expect(page.get_by_label("Commentaire *")).to_be_visible()
    assert garden.received()[0][1] == TEXT


def test_C17_the_writing_goes_on_where_it_was(visit: Callable[..., Page]) -> None:
    page = visit()
    page.get_by_label("Commentaire *").fill(TEXT)
    page.get_by_role("button", name="Aperçu").click()
    expect(page.get_by_role("group", name="Aperçu")).to_be_visible()

    page.get_by_role("button", name=OPENED).click()

    expect(page.get_by_label("Commentaire *")).to_be_focused()
    expect(page.get_by_label("Commentaire *")).to_have_value(TEXT)
    expect(page.get_by_role("button", name="Aperçu")).to_be_visible()


def test_C17_nothing_to_preview_is_told_beside_the_field(visit: Callable[..., Page]) -> None:
    page = visit()
    page.get_by_label("Nom *").fill("Awa Diallo")
    page.get_by_role("button", name="Aperçu").click()

    summary = page.get_by_role("group", name="Votre commentaire n’a pas encore été envoyé")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_text(["Saisissez votre commentaire"])
    expect(page.get_by_label("Commentaire *")).to_be_visible()


def test_C17_a_preview_that_cannot_be_made_now_leaves_the_text(visit: Callable[..., Page]) -> None:
    page = visit()
    page.get_by_label("Commentaire *").fill(TEXT)
    expect(page.get_by_role("button", name="Aperçu")).to_be_visible()
    page.context.set_offline(True)
    page.get_by_role("button", name="Aperçu").click()

    expect(page.get_by_role("group", name="Votre commentaire")).to_contain_text("Pas de connexion.")
    expect(page.get_by_label("Commentaire *")).to_have_value(TEXT)


def test_C17_an_edit_has_a_preview_too(garden: Garden, visit: Callable[..., Page]) -> None:
    page = visit()
    write(page)
    send(page)
    page.get_by_role("button", name="Modifier").click()
    form = page.get_by_role("form", name="Modifier votre commentaire")
    form.get_by_label("Commentaire *").fill("Et **en pot** ?")
    form.get_by_role("button", name="Aperçu").click()
    expect(form.get_by_role("group", name="Aperçu").locator("strong")).to_have_text("en pot")

    form.get_by_role("button", name="Enregistrer").click()

    expect(article(page, "en pot")).to_contain_text("En attente de modération.")
    assert garden.received() == [("pending", "Et **en pot** ?")]
