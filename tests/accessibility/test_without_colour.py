"""Whoever sees no colour misses no state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from people import a_member
from playwright.sync_api import expect
from sqlalchemy import select

from moderation.comments.models import Comment
from moderation.database import db
from tests.accessibility.states import Stage, errors, pending
from tests.widget.reader import article

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

    from tests.widget.reader import Garden

LINE = "(node) => getComputedStyle(node).borderInlineStartStyle"


def _signed_by_a_member(garden: Garden, public_id: str) -> None:
    member_id = a_member(garden.app)
    with garden.app.app_context():
        comment = db.session.scalars(select(Comment).where(Comment.public_id == public_id)).one()
        comment.member_id = member_id
        db.session.commit()


def _line(comment: Locator) -> str:
    """How the line in the margin is drawn."""
    return str(comment.evaluate(LINE))


def test_A6_each_state_of_a_comment_has_words_and_a_line_of_its_own(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comment("Question")
    _signed_by_a_member(garden, garden.comment("Réponse"))
    stage = Stage(garden, visit)

    page = pending(stage)

    question, answer = article(page, "Question"), article(page, "Réponse")
    mine = article(page, stage.texts["mine"])
    expect(answer).to_contain_text("Rédaction")
    expect(mine).to_contain_text("En attente de modération.")
    assert [_line(question), _line(answer), _line(mine)] == ["solid", "double", "dashed"]


def test_A6_the_comment_of_a_link_is_told_in_words_and_by_a_wider_line(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    known = garden.comment("Question")
    garden.comment("Autre question")

    page = Stage(garden, visit).open(f"#comment-{known}")

    marked = article(page, "Question")
    expect(marked).to_be_focused()
    expect(marked).to_contain_text("Lien vers ce commentaire")
    widths = page.locator("article-comments article").evaluate_all(
        "(all) => all.map((one) => getComputedStyle(one).borderInlineStartWidth)"
    )
    assert widths[0] > widths[1]


def test_A6_an_error_is_told_in_words_and_by_a_wider_border(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = errors(Stage(garden, visit))

    name = page.get_by_label("Nom *")
    expect(name).to_have_accessible_description(
        "Erreur\u00a0: Saisissez votre nom ou un pseudonyme"
    )
    expect(page.get_by_text("Saisissez votre nom ou un pseudonyme").last).to_be_visible()
    expect(name).to_have_css("border-top-width", "2px")
