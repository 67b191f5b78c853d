from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from dashboard.desk import OURS, Desk, fields_in, fresh, page_of
from factories import ARTICLE_URL, a_comment
from people import words
from playwright.sync_api import expect
from sqlalchemy import select

from moderation.comments.models import Comment, Decision
from moderation.members.models import Member
from moderation.web.clock import now

if TYPE_CHECKING:
    from dashboard.room import Room
    from flask import Flask
    from sqlalchemy.orm import Session
    from werkzeug.test import TestResponse

    from moderation.sites.models import Site


def reply(desk: Desk, comment: Comment, body: str = "Oui, *en bac* aussi.") -> TestResponse:
    data = {"version": comment.version, "body": body}
    return desk.send(f"{page_of(comment)}/reply", data, OURS)


def read(app: Flask) -> list[dict[str, Any]]:
    """What readers see of the article."""
    query = urlencode({"article": ARTICLE_URL})
    answer = app.test_client().get(f"/api/v1/sites/blog/comments?{query}").json
    assert answer is not None
    return list(answer["comments"])


def test_M15_a_reply_approves_and_publishes_in_one_step(
    app: Flask, session: Session, site: Site
) -> None:
    comment = a_comment(session, site, status="pending")
    answer = reply(Desk(app), comment)
    assert answer.status_code == 303
    question, answered = read(app)
    assert question["id"] == comment.public_id
    assert answered["parent"] == comment.public_id
    assert answered["author"] == {"name": "Camille Roux", "website": None, "staff": True}
    assert answered["html"] == "<p>Oui, <em>en bac</em> aussi.</p>\n"


def test_M15_it_is_signed_with_the_public_name(app: Flask, session: Session, site: Site) -> None:
    comment = a_comment(session, site)
    camille = Desk(app)
    session.get_one(Member, camille.member_id).public_name = "La rédaction"
    session.commit()
    reply(camille, comment)
    assert read(app)[1]["author"]["name"] == "La rédaction"


def test_M15_one_undo_takes_back_both(app: Flask, session: Session, site: Site) -> None:
    comment = a_comment(session, site, status="pending")
    camille = Desk(app)
    reply(camille, comment)
    camille.undo(**fields_in(camille.queue(), "/dashboard/sites/blog/undo"))
    assert fresh(comment).status == "pending"
    assert read(app) == []
    answer = session.scalars(select(Comment).where(Comment.parent_id == comment.id)).one()
    assert answer.status == "withdrawn"
    batches = set(session.scalars(select(Decision.batch).where(Decision.batch.is_not(None))))
    assert len(batches) == 1


def test_M15_a_published_comment_is_answered_without_another_decision(
    app: Flask, session: Session, site: Site
) -> None:
    comment = a_comment(session, site)
    before = comment.version
    reply(Desk(app), comment)
    assert fresh(comment).version == before
    assert len(read(app)) == 2


def test_M15_a_closed_article_is_answered_too(app: Flask, session: Session, site: Site) -> None:
    comment = a_comment(session, site, status="pending")
    comment.article.closes_at = now()
    session.commit()
    reply(Desk(app), comment)
    assert len(read(app)) == 2


def test_M15_whoever_replies_to_what_was_refused_meanwhile_is_told(
    app: Flask, session: Session, site: Site
) -> None:
    comment = a_comment(session, site, status="pending")
    seen = comment.version
    Desk(app, name="Dominique Petit").decide(comment, "refuse")
    data = {"version": seen, "body": "Trop tard"}
    answer = Desk(app).send(f"{page_of(comment)}/reply", data, OURS)
    assert answer.status_code == 409
    assert "Déjà refusé par Dominique Petit" in words(answer)
    assert "Trop tard</textarea>" in answer.text
    assert session.scalars(select(Comment.parent_id)).all() == [None]


@pytest.mark.parametrize("body", ["", "x" * 8001, "a\x00"])
def test_a_reply_that_cannot_be_published_is_not(
    app: Flask, session: Session, site: Site, body: str
) -> None:
    comment = a_comment(session, site, status="pending")
    assert reply(Desk(app), comment, body).status_code == 422
    assert fresh(comment).status == "pending"


def test_M15_r_leads_from_the_queue_and_back(room: Room) -> None:
    ids = room.comments(2)
    page = room.moderator()
    expect(page.locator(".live")).to_be_attached()
    page.keyboard.press("r")
    page.wait_for_url(f"**/comments/{ids[0]}/reply?**")
    page.get_by_label("Votre réponse").fill("Merci !")
    page.get_by_role("button", name="Montrer ce que les lecteurs verront").click()
    expect(page.get_by_role("region", name="Ce que les lecteurs verront")).to_contain_text(
        "Merci !"
    )
    page.get_by_role("button", name="Approuver et répondre").click()
    expect(page.locator(".notices")).to_contain_text("Commentaire approuvé, réponse publiée.")
    assert room.statuses(ids) == ["approved", "pending"]
    page.locator(".notices").get_by_role("button", name="Annuler").click()
    expect(page.locator(".notices")).to_contain_text("2 décisions annulées.")
    assert room.statuses(ids) == ["pending", "pending"]
    assert room.complaints == []
