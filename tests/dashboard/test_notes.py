from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from dashboard.desk import OURS, Desk, page_of
from factories import a_comment
from people import words
from playwright.sync_api import expect
from sqlalchemy import select

from moderation.comments.models import Note
from moderation.members import Role

if TYPE_CHECKING:
    from dashboard.room import Room
    from flask import Flask
    from sqlalchemy.orm import Session
    from werkzeug.test import TestResponse

    from moderation.comments.models import Comment
    from moderation.sites.models import Site


def write(desk: Desk, comment: Comment, note: str, about: str = "comment") -> TestResponse:
    data = {"note": note, "about": about, "back": page_of(comment)}
    return desk.send(f"{page_of(comment)}/notes", data, OURS)


def test_M13_a_note_about_a_comment_is_read_by_the_others(
    app: Flask, session: Session, site: Site
) -> None:
    comment = a_comment(session, site, status="pending")
    answer = write(Desk(app), comment, "Vérifier le lien.\n<b>gras</b>")
    assert answer.location == page_of(comment)
    page = Desk(app, role=Role.READER, name="Léa Roux").get(page_of(comment))
    assert "Camille Roux Vérifier le lien. <b>gras</b>" in words(page)
    assert "<b>gras</b>" not in page.text
    assert 'name="note"' not in page.text


def test_M14_a_note_about_an_author_stands_on_all_of_their_comments(
    app: Flask, session: Session, site: Site
) -> None:
    first = a_comment(session, site, status="pending")
    second = a_comment(session, site, status="refused")
    other = a_comment(session, site, email="autre@example.org")
    camille = Desk(app)
    write(camille, first, "Écrit souvent le soir.", about="author")
    assert "sur l’auteur Écrit souvent le soir." in words(camille.get(page_of(second)))
    assert "Écrit souvent" not in camille.get(page_of(other)).text


def test_a_note_about_an_author_without_an_address_is_about_the_comment(
    app: Flask, session: Session, site: Site
) -> None:
    comment = a_comment(session, site, email=None)
    write(Desk(app), comment, "Qui est-ce ?", about="author")
    note = session.scalars(select(Note)).one()
    assert (note.comment_id, note.author_index) == (comment.id, None)


@pytest.mark.parametrize("note", ["", "  \n ", "x" * 2001])
def test_a_note_that_cannot_be_kept_comes_back_with_what_is_wrong(
    app: Flask, session: Session, site: Site, note: str
) -> None:
    comment = a_comment(session, site)
    answer = write(Desk(app), comment, note)
    assert answer.status_code == 422
    assert "Il reste à corriger" in words(answer)
    assert note.strip() in answer.text
    assert session.scalars(select(Note)).all() == []


def test_M13_n_leads_to_the_note(room: Room) -> None:
    ids = room.comments(2)
    page = room.moderator()
    expect(page.locator(".live")).to_be_attached()
    page.keyboard.press("n")
    page.wait_for_url(f"**/comments/{ids[0]}?**#note")
    expect(page.locator("#note")).to_be_focused()
    page.keyboard.type("Vu par la rédaction.")
    page.get_by_role("button", name="Noter sur le commentaire").click()
    expect(page.locator(".notices")).to_contain_text("La note est enregistrée.")
    expect(page.locator(".log").first).to_contain_text("Vu par la rédaction.")
    assert room.complaints == []
