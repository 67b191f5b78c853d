"""An author changes a comment, takes it back, or asks for what can no longer be changed."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from moderation.comments.models import ChangeRequest, Comment, Verb
from moderation.database import db
from moderation.sites.queries import site_named
from tests.widget.reader import FORM, NO_STORAGE, article, focused, send, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

    from tests.widget.reader import Garden

TEXT = FORM["Commentaire *"]
OTHER = "Et en pot, sur un balcon ?"
WAITING = "En attente de modération."
ASK = "Demander une modification"
MINUTE = 60_000


def _status(page: Page) -> Locator:
    return page.get_by_role("status")


def _sent(page: Page, text: str = TEXT) -> Locator:
    """The comment that has just been sent, and waits."""
    write(page, **{"Commentaire *": text})
    send(page)
    comment = page.locator("article-comments article.own")
    expect(comment).to_contain_text(WAITING)
    return comment


def _published(garden: Garden, page: Page) -> Locator:
    """The comment that has just been sent, and is published before its author's eyes."""
    _sent(page)
    garden.decide(Verb.APPROVE)
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(_status(page)).to_have_text("Votre commentaire est publié.")
    return article(page, TEXT)


def _edit(comment: Locator) -> Locator:
    """The box in which the comment is edited."""
    comment.get_by_role("button", name=re.compile("Modifier")).click()
    form = comment.page.get_by_role("form", name="Modifier votre commentaire")
    box = form.get_by_label("Commentaire *")
    expect(box).to_be_focused()
    return box


def _save(page: Page) -> None:
    page.get_by_role("button", name="Enregistrer").click()


def _window(garden: Garden, minutes: int) -> None:
    """The site lets authors change their comments for so long."""
    with garden.app.app_context():
        site = site_named(db.session(), "jardin")
        assert site is not None
        site.edit_minutes = minutes
        db.session.commit()


def test_C11_a_waiting_comment_is_edited_in_its_place(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit()
    comment = _sent(page, "Et *en bac* ?")

    box = _edit(comment)

    expect(box).to_have_value("Et *en bac* ?")
    expect(comment.get_by_text("en bac")).to_be_hidden()
    box.fill(OTHER)
    _save(page)
    expect(article(page, OTHER)).to_contain_text(WAITING)
    expect(article(page, OTHER)).to_be_focused()
    expect(_status(page)).to_have_text(
        "Modification enregistrée. Elle sera publiée après relecture."
    )
    assert garden.received() == [("pending", OTHER)]
    page.reload()
    expect(article(page, OTHER)).to_contain_text(WAITING)
    expect(page.get_by_text("Brouillon retrouvé.")).to_be_hidden()


def test_C11_a_published_comment_is_edited_after_a_reload_and_waits_again(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit()
    _published(garden, page)
    expect(page.get_by_role("heading", name="1 commentaire")).to_be_visible()
    # Another list than the one that the browser keeps for ten seconds.
    page.goto(garden.host.page(attributes='load="eager" data-order="oldest"'))

    box = _edit(article(page, TEXT))
    box.fill(OTHER)
    _save(page)

    expect(article(page, OTHER)).to_contain_text(WAITING)
    expect(page.get_by_role("heading", name="1 commentaire")).to_have_count(0)
    assert garden.received() == [("pending", OTHER)]


def test_C11_the_time_that_is_left_is_told_in_minutes_and_its_end_once(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit("about:blank")
    page.clock.install()
    page.goto(garden.host.page())
    comment = _sent(page)
    edit = comment.get_by_role("button", name=re.compile("Modifier"))
    expect(edit).to_have_text("Modifier (encore 15 min)")
    edit.focus()

    page.clock.fast_forward(MINUTE)
    expect(edit).to_have_text("Modifier (encore 14 min)")
    expect(_status(page)).to_have_text("Commentaire reçu. Il sera publié après relecture.")
    page.clock.run_for(12 * MINUTE)
    expect(edit).to_have_text("Modifier (encore 2 min)")
    expect(_status(page)).to_have_text(
        "Vous pouvez encore modifier ce commentaire pendant 2 minutes."
    )
    page.clock.run_for(2 * MINUTE)

    expect(edit).to_have_count(0)
    expect(comment.get_by_role("button", name="Retirer")).to_have_count(0)
    expect(comment.get_by_role("button", name=ASK)).to_be_focused()


def test_C11_A10_after_that_the_author_writes_to_the_moderators(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    _window(garden, 0)
    page = visit()
    comment = _published(garden, page)
    comment.get_by_role("button", name=ASK).click()
    message = page.get_by_label("Votre message à la modération *")
    expect(message).to_be_focused()
    page.get_by_role("button", name="Envoyer la demande").click()
    expect(page.get_by_role("form", name=ASK).locator(".error")).to_be_focused()

    message.fill("Retirez mon nom, s’il vous plaît.")
    page.get_by_role("button", name="Envoyer la demande").click()

    words = "Demande envoyée. La modération va la lire."
    expect(_status(page)).to_have_text(words)
    expect(page.get_by_text(words).last).to_be_visible()
    expect(comment.get_by_role("button", name=ASK)).to_be_focused()
    with garden.app.app_context():
        assert db.session.scalars(select(ChangeRequest.message)).all() == [
            "Retirez mon nom, s’il vous plaît."
        ]


def test_C11_an_edit_that_comes_too_late_becomes_a_request(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit()
    comment = _sent(page)
    box = _edit(comment)
    box.fill(OTHER)
    _window(garden, 0)
    _save(page)

    expect(page.get_by_text("Le délai est passé.")).to_be_focused()
    expect(box).to_have_value(OTHER)
    page.get_by_role("form").get_by_role("button", name=ASK).click()

    message = page.get_by_label("Votre message à la modération *")
    expect(message).to_be_focused()
    expect(message).to_have_value(OTHER)
    expect(page.get_by_role("form", name="Modifier votre commentaire")).to_have_count(0)
    assert garden.received() == [("pending", TEXT)]


@pytest.mark.parametrize("trouble", ["offline", "500"])
def test_C5_C11_an_edit_that_cannot_be_saved_now_is_kept(
    visit: Callable[..., Page], trouble: str
) -> None:
    page = visit()
    comment = _sent(page)
    box = _edit(comment)
    box.fill(OTHER)
    if trouble == "offline":
        page.context.set_offline(True)
    else:
        page.route("**/comments/*", lambda route: route.fulfill(status=500))
    _save(page)
    form = page.get_by_role("form", name="Modifier votre commentaire")
    expect(form.get_by_text("Votre texte est gardé")).to_be_focused()
    expect(box).to_have_value(OTHER)
    page.context.set_offline(False)
    page.unroute_all()

    page.reload()
    box = _edit(article(page, TEXT))

    expect(box).to_have_value(OTHER)
    expect(page.get_by_text("Brouillon retrouvé.").last).to_be_visible()
    page.get_by_role("button", name="Effacer le brouillon").click()
    expect(box).to_have_value(TEXT)


def test_C11_an_edit_can_be_given_up(visit: Callable[..., Page]) -> None:
    page = visit()
    comment = _sent(page)
    _edit(comment)
    page.keyboard.press("Escape")
    expect(page.get_by_role("form", name="Modifier votre commentaire")).to_have_count(0)
    expect(comment.get_by_role("button", name=re.compile("Modifier"))).to_be_focused()

    _edit(comment).fill(OTHER)
    page.keyboard.press("Escape")
    expect(page.get_by_role("form", name="Modifier votre commentaire")).to_be_visible()
    page.get_by_role("button", name="Annuler", exact=True).click()

    expect(article(page, TEXT).get_by_text(TEXT)).to_be_visible()
    expect(comment.get_by_role("button", name=re.compile("Modifier"))).to_be_focused()


def test_C11_C15_an_edit_that_is_too_long_is_refused_in_words_and_not_cut(
    visit: Callable[..., Page],
) -> None:
    page = visit()
    box = _edit(_sent(page))
    box.fill("é" * 8012)
    form = page.get_by_role("form", name="Modifier votre commentaire")
    expect(form.get_by_text("12 caractères en trop")).to_be_visible()
    _save(page)

    expect(form.locator(".error").first).to_contain_text("Raccourcissez votre commentaire")
    expect(box).to_have_attribute("aria-invalid", "true")
    assert len(box.input_value()) == 8012


def test_C12_a_comment_is_withdrawn_without_a_question_and_restored(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit()
    comment = _published(garden, page)

    comment.get_by_role("button", name="Retirer").click()

    expect(_status(page)).to_have_text("Commentaire retiré.")
    expect(page.get_by_role("button", name="Rétablir")).to_be_focused()
    assert garden.received() == [("withdrawn", TEXT)]
    expect(page.get_by_text(TEXT)).to_have_count(0)
    expect(page.locator("article-comments article.own")).to_contain_text("Commentaire retiré.")
    page.keyboard.press("Enter")
    expect(_status(page)).to_have_text("Commentaire rétabli.")
    expect(article(page, TEXT)).to_be_focused()
    expect(page.get_by_role("heading", name="1 commentaire")).to_be_visible()
    assert garden.received() == [("approved", TEXT)]


def test_C12_a_withdrawn_comment_can_be_restored_when_the_author_has_looked_elsewhere(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit()
    _sent(page).get_by_role("button", name="Retirer").click()
    expect(page.get_by_role("button", name="Rétablir")).to_be_focused()

    page.evaluate("dispatchEvent(new Event('focus'))")
    page.get_by_role("button", name="Rétablir").click()

    expect(article(page, TEXT)).to_contain_text(WAITING)
    assert garden.received() == [("pending", TEXT)]


def test_C12_P4_the_token_of_a_withdrawn_comment_goes_with_the_page(
    visit: Callable[..., Page],
) -> None:
    page = visit()
    _sent(page).get_by_role("button", name="Retirer").click()
    expect(page.get_by_role("button", name="Rétablir")).to_be_focused()

    page.reload()

    page.wait_for_function("() => !('comments:own' in localStorage)")
    expect(page.get_by_text("Aucun commentaire pour l’instant.")).to_be_visible()


def test_C11_a_comment_that_was_refused_meanwhile_is_not_edited(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit()
    comment = _sent(page)
    garden.decide(Verb.REFUSE)

    comment.get_by_role("button", name=re.compile("Modifier")).click()

    expect(_status(page)).to_have_text("Ce commentaire n’a pas été retenu.")
    expect(comment.get_by_role("button", name=ASK)).to_be_visible()
    expect(page.get_by_role("form", name="Modifier votre commentaire")).to_have_count(0)
    expect(comment).to_be_focused()


def test_C12_A3_a_withdrawn_comment_goes_after_ten_seconds_and_the_focus_stays_in_the_thread(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comment("Question", created_at=datetime(2025, 4, 3, 12, tzinfo=UTC))
    page = visit("about:blank")
    page.clock.install()
    page.goto(garden.host.page())
    comment = _sent(page)
    comment.get_by_role("button", name="Retirer").click()
    expect(page.get_by_role("button", name="Rétablir")).to_be_focused()

    page.clock.fast_forward(10_000)

    expect(page.get_by_role("button", name="Rétablir")).to_have_count(0)
    expect(page.locator("article-comments article")).to_have_count(1)
    expect(article(page, "Question")).to_be_focused()
    assert page.evaluate("() => 'comments:own' in localStorage") is False


def test_C12_A3_the_only_comment_can_go(garden: Garden, visit: Callable[..., Page]) -> None:
    page = visit("about:blank")
    page.clock.install()
    page.goto(garden.host.page())
    _sent(page).get_by_role("button", name="Retirer").click()
    expect(page.get_by_role("button", name="Rétablir")).to_be_focused()

    page.clock.fast_forward(10_000)

    expect(page.get_by_text("Aucun commentaire pour l’instant.")).to_be_visible()
    assert "Aucun commentaire pour l’instant." in focused(page)


def test_C12_a_withdrawn_comment_with_replies_leaves_its_place(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit("about:blank")
    page.clock.install()
    page.goto(garden.host.page())
    _published(garden, page)
    with garden.app.app_context():
        parent = db.session.scalars(select(Comment.public_id)).one()
    garden.comment("Réponse", parent=parent, name="Camille Roux")
    page.goto(garden.host.page(attributes='load="eager" data-order="oldest"'))
    article(page, TEXT).get_by_role("button", name="Retirer").click()
    expect(page.get_by_role("button", name="Rétablir")).to_be_focused()

    page.clock.fast_forward(10_000)

    expect(page.get_by_role("button", name="Rétablir")).to_have_count(0)
    gone = article(page, "Ce commentaire a été retiré par son auteur.")
    expect(gone).to_be_focused()
    expect(article(page, "Réponse")).to_be_visible()
    expect(page.get_by_role("heading", name="1 commentaire")).to_be_visible()


def test_C12_what_does_not_work_is_told_beside_the_button(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit()
    comment = _sent(page)
    page.context.set_offline(True)
    comment.get_by_role("button", name="Retirer").click()

    words = "Cela n’a pas abouti, ce n’est pas de votre fait. Vous pouvez réessayer."
    expect(_status(page)).to_have_text(words)
    expect(comment.get_by_text(words)).to_be_visible()
    expect(comment.get_by_role("button", name="Retirer")).to_be_focused()
    page.context.set_offline(False)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Rétablir")).to_be_focused()
    assert garden.received() == [("withdrawn", TEXT)]


def test_P3_C11_a_comment_is_edited_and_withdrawn_where_the_browser_keeps_nothing(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit("about:blank")
    page.add_init_script(NO_STORAGE)
    page.goto(garden.host.page())
    _edit(_sent(page)).fill(OTHER)
    _save(page)
    expect(article(page, OTHER)).to_contain_text(WAITING)
    article(page, OTHER).get_by_role("button", name="Retirer").click()
    expect(page.get_by_role("button", name="Rétablir")).to_be_focused()

    assert garden.received() == [("withdrawn", OTHER)]
