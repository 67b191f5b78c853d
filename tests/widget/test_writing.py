"""Somebody writes a comment in the widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from moderation.comments.models import Verb
from tests.widget.reader import article, focused, send, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.widget.reader import Garden

WAITING = "En attente de modération. Pour l’instant, ce commentaire n’est visible que par vous."
TEXT = "Et en bac, sur un balcon ?"


def test_C9_a_comment_that_waits_is_seen_by_its_author_alone_also_after_a_reload(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    author = visit()
    write(author)
    send(author)

    expect(article(author, TEXT)).to_contain_text(WAITING)
    assert TEXT in focused(author)
    expect(author.get_by_role("status")).to_have_text("Commentaire reçu. Il sera publié après relecture.")
    assert garden.received() == [("pending", TEXT)]
    author.reload()
    expect(article(author, TEXT)).to_contain_text(WAITING)
    assert author.context.cookies() == []
    stranger = visit()
    expect(stranger.get_by_text("Aucun commentaire pour l’instant.")).to_be_visible()
    expect(stranger.get_by_text(TEXT)).to_have_count(0)


def test_C10_the_author_sees_without_reloading_that_the_comment_is_published(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    author = visit()
    write(author)
    send(author)
    expect(article(author, TEXT)).to_contain_text(WAITING)

    garden.decide(Verb.APPROVE)
    author.evaluate("dispatchEvent(new Event('focus'))")

    expect(author.get_by_text(WAITING)).to_have_count(0)
    expect(author.get_by_role("status")).to_have_text("Votre commentaire est publié.")
    expect(author.get_by_role("heading", name="1 commentaire")).to_be_visible()
    expect(article(visit(), TEXT)).to_be_visible()
