"""A reader tells the moderators of a comment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from moderation.comments.models import Report
from moderation.database import db
from tests.widget.reader import article

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

    from tests.widget.reader import Garden

WORDS = {
    "fr": {
        "action": "Signaler",
        "title": "Pourquoi signaler ce commentaire\u202f?",
        "choices": [
            "Indésirable ou publicité",
            "Insulte, haine ou harcèlement",
            "Contenu illégal",
            "Autre raison",
        ],
        "message": "Précisions pour la modération (facultatif)",
        "send": "Envoyer le signalement",
        "done": "Merci. La modération va relire ce commentaire.",
    },
    "en": {
        "action": "Report",
        "title": "Why report this comment?",
        "choices": [
            "Spam or advertising",
            "Insults, hate or harassment",
            "Illegal content",
            "Another reason",
        ],
        "message": "Details for the moderators (optional)",
        "send": "Send report",
        "done": "Thank you. A moderator will review this comment.",
    },
}


def _open(page: Page) -> Locator:
    """The form in which a comment is reported."""
    article(page, "Achetez").get_by_role("button", name="Signaler").click()
    return page.get_by_role("form", name="Pourquoi signaler ce commentaire\u202f?")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_C20_a_comment_is_reported_by_keyboard_in_words_of_the_page(
    garden: Garden, visit: Callable[..., Page], language: str
) -> None:
    words = WORDS[language]
    garden.comment("Achetez")
    page = visit(garden.host.page(language=language))
    action = str(words["action"])
    article(page, "Achetez").get_by_role("button", name=action).focus()
    page.keyboard.press("Enter")

    form = page.get_by_role("form", name=str(words["title"]))
    expect(form.get_by_role("radio").first).to_be_focused()
    expect(form.locator(".choices label")).to_have_text(list(words["choices"]))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("C’est la troisième fois.")
    expect(form.get_by_label(str(words["message"]))).to_be_focused()
    page.keyboard.press("Control+Enter")

    expect(page.get_by_role("status")).to_have_text(str(words["done"]))
    expect(page.locator("article-comments .done")).to_have_text(str(words["done"]))
    expect(form).to_have_count(0)
    expect(article(page, "Achetez").get_by_role("button", name=action)).to_be_focused()
    with garden.app.app_context():
        reports = db.session.execute(select(Report.reason, Report.message)).all()
    assert [tuple(report) for report in reports] == [("abuse", "C’est la troisième fois.")]


def test_a_report_needs_a_reason(garden: Garden, visit: Callable[..., Page]) -> None:
    garden.comment("Achetez")
    page = visit()
    form = _open(page)
    form.get_by_role("button", name="Envoyer le signalement").click()

    expect(form.locator(".error").first).to_be_focused()
    expect(form.locator(".error").first).to_have_text("Erreur\u00a0: Choisissez une raison")
    expect(form.get_by_role("radiogroup")).to_have_attribute("aria-invalid", "true")


def test_a_report_can_be_given_up(garden: Garden, visit: Callable[..., Page]) -> None:
    garden.comment("Achetez")
    page = visit()
    form = _open(page)
    form.get_by_role("button", name="Annuler").click()
    expect(form).to_have_count(0)
    expect(article(page, "Achetez").get_by_role("button", name="Signaler")).to_be_focused()

    form = _open(page)
    form.get_by_role("textbox").fill("À moitié")
    page.keyboard.press("Escape")
    expect(form).to_be_visible()
    form.get_by_role("textbox").fill("")
    page.keyboard.press("Escape")

    expect(form).to_have_count(0)
    expect(article(page, "Achetez").get_by_role("button", name="Signaler")).to_be_focused()


def test_a_comment_is_not_reported_in_two_forms(garden: Garden, visit: Callable[..., Page]) -> None:
    garden.comment("Achetez")
    page = visit()
    form = _open(page)
    form.get_by_role("textbox").fill("À moitié")

    _open(page)

    expect(form).to_have_count(1)
    expect(form.get_by_role("radio").first).to_be_focused()
    expect(form.get_by_role("textbox")).to_have_value("À moitié")


def test_a_report_that_cannot_go_now_stays(garden: Garden, visit: Callable[..., Page]) -> None:
    garden.comment("Achetez")
    page = visit()
    form = _open(page)
    form.get_by_label("Autre raison").check()
    form.get_by_role("textbox").fill("Une copie.")
    page.context.set_offline(True)
    form.get_by_role("button", name="Envoyer le signalement").click()

    expect(form.locator(".error").first).to_contain_text("Pas de connexion.")
    expect(form.get_by_role("textbox")).to_have_value("Une copie.")
    page.context.set_offline(False)
    form.get_by_role("button", name="Envoyer le signalement").click()
    expect(page.get_by_role("status")).to_have_text(str(WORDS["fr"]["done"]))
