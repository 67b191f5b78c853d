from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import time_machine
from dashboard.desk import JSON, Desk, page_of
from factories import a_comment
from people import words
from playwright.sync_api import expect
from sqlalchemy import func, select

from moderation.comments.models import Presence
from moderation.members import Role

if TYPE_CHECKING:
    from dashboard.room import Room
    from flask import Flask
    from sqlalchemy.orm import Session
    from werkzeug.test import TestResponse

    from moderation.comments.models import Comment
    from moderation.sites.models import Site

LOOKS = "Camille Roux regarde ce commentaire"


def look(desk: Desk, comment: Comment) -> TestResponse:
    return desk.send(f"{page_of(comment)}/presence", {}, JSON)


def test_M6_others_are_told_who_looks_at_a_comment(
    app: Flask, session: Session, site: Site
) -> None:
    comment = a_comment(session, site, status="pending")
    other = a_comment(session, site, status="pending")
    camille, dominique = Desk(app), Desk(app, name="Dominique Petit")
    assert look(camille, comment).json == {"watched": {}}
    for path in ("/dashboard/queue?status=pending", page_of(comment)):
        assert LOOKS in words(dominique.get(path))
    assert LOOKS not in words(dominique.get(page_of(other)))
    assert LOOKS not in words(camille.get(page_of(comment)))
    assert dominique.get("/dashboard/sites/blog/presence").json == {
        "watched": {comment.public_id: LOOKS}
    }
    answer = look(dominique, comment)
    assert answer.json == {"watched": {comment.public_id: LOOKS}}


def test_M6_it_is_over_with_the_next_comment_and_after_forty_seconds(
    app: Flask, session: Session, site: Site
) -> None:
    first = a_comment(session, site, status="pending")
    second = a_comment(session, site, status="pending")
    camille, dominique = Desk(app), Desk(app, name="Dominique Petit")
    look(camille, first)
    look(camille, second)
    path = "/dashboard/sites/blog/presence"
    assert list(dominique.get(path).json["watched"]) == [second.public_id]
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=41)):
        assert dominique.get(path).json == {"watched": {}}


def test_M6_opening_a_page_writes_nothing(app: Flask, session: Session, site: Site) -> None:
    comment = a_comment(session, site, status="pending")
    Desk(app).get(page_of(comment))
    assert session.scalar(select(func.count()).select_from(Presence)) == 0


def test_M6_two_who_look_are_both_named(app: Flask, session: Session, site: Site) -> None:
    comment = a_comment(session, site, status="pending")
    for name in ("Camille Roux", "Dominique Petit"):
        look(Desk(app, name=name), comment)
    page = Desk(app, name="Zoé Blanc", role=Role.READER).queue()
    assert "Camille Roux et Dominique Petit regardent ce commentaire" in words(page)


def test_M6_an_open_queue_hears_of_it(room: Room) -> None:
    ids = room.comments(2)
    camille, dominique = room.moderator(), room.moderator("Dominique Petit")
    dominique.clock.install()
    dominique.reload()
    expect(dominique.locator(".live")).to_be_attached()
    with camille.expect_response("**/presence"):
        camille.goto(f"/dashboard/sites/blog/comments/{ids[1]}")
    dominique.clock.run_for(21_000)
    expect(dominique.locator(f"#{ids[1]} .watching")).to_have_text(LOOKS)
    expect(dominique.locator(f"#{ids[0]} .watching")).to_have_text("")
    dominique.keyboard.press("j")
    dominique.keyboard.press("o")
    expect(dominique.locator(".alone .watching")).to_have_text(LOOKS)
    assert room.complaints == []


def test_M6_a_page_that_nobody_touches_says_nothing(room: Room) -> None:
    room.comments(1)
    page = room.moderator()
    page.clock.install()
    page.reload()
    expect(page.locator(".live")).to_be_attached()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.clock.fast_forward(6 * 60_000)
    page.clock.run_for(60_000)
    assert len(asked) <= 1
    page.keyboard.press("j")
    with page.expect_response("**/presence"):
        page.clock.run_for(21_000)
