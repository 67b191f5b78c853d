from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from dashboard.desk import OURS, Desk, fields_in, fresh, links_in, page_of
from factories import ARTICLE_URL, a_comment
from people import words
from playwright.sync_api import expect
from sqlalchemy import select

from moderation.comments.models import AuthorMessage, Decision, RefusalReason, Verb
from moderation.comments.tokens import author_token
from moderation.intake.glimpses import glimpse
from moderation.sites.workflow import add_site
from moderation.web.clock import now
from moderation.web.instance import instance

if TYPE_CHECKING:
    from dashboard.room import Room
    from flask import Flask
    from sqlalchemy.orm import Session
    from werkzeug.test import TestResponse

    from moderation.comments.models import Comment
    from moderation.sites.models import Site


def refuse(desk: Desk, comment: Comment, **fields: str | int) -> TestResponse:
    data = {"version": comment.version, **fields}
    return desk.send(f"{page_of(comment)}/refusal", data, OURS)


def own(app: Flask, comment: Comment) -> dict[str, Any]:
    """What the author's page is told about a comment."""
    token = author_token(comment.public_id, instance().keyring.signing)
    answer = app.test_client().get(
        f"/api/v1/sites/blog/comments/{comment.public_id}",
        headers={"Authorization": f"Bearer {token}"},
    )
    assert answer.json is not None
    return dict(answer.json)


def preview(page: TestResponse) -> str:
    """What the author will read, as the moderator sees it."""
    panel = page.text.partition('id="read"')[2].partition("</p>")[0].partition("<p")[2]
    return " ".join(re.sub(r"<[^>]+>", "", panel.partition(">")[2]).split())


def plain_page(app: Flask, comment: Comment) -> str:
    """The author's page without script, in the time after sending."""
    view = glimpse(comment.public_id, instance().keyring.signing)
    query = urlencode({"article": ARTICLE_URL, "c": view, "around": comment.public_id})
    return words(app.test_client().get(f"/t/blog/?{query}"))


def test_M17_a_comment_is_refused_with_a_reason_and_a_word_to_its_author(
    app: Flask, session: Session, site: Site
) -> None:
    comment = a_comment(session, site, status="pending")
    camille = Desk(app)
    answer = refuse(camille, comment, reason="off_topic", tell="y", message="Un autre fil existe.")
    assert answer.status_code == 303
    decision = session.scalars(select(Decision).order_by(Decision.id.desc())).first()
    assert decision is not None
    assert (decision.verb, decision.reason) == (Verb.REFUSE, "off_topic")
    told = own(app, comment)
    assert (told["status"], told["reason"]) == ("refused", "Un autre fil existe.")
    assert "Ce commentaire n’a pas été retenu. Un autre fil existe." in plain_page(app, comment)


def test_M17_the_preview_is_what_the_author_will_read(
    app: Flask, session: Session, site: Site
) -> None:
    comment = a_comment(session, site, status="pending")
    camille = Desk(app, locale="en")
    page = refuse(camille, comment, reason="duplicate", tell="y", preview="y")
    assert fresh(comment).status == "pending"
    seen = preview(page)
    assert "répète" in seen
    fields = fields_in(page, f"{page_of(comment)}/refusal")
    refuse(camille, comment, **fields, reason="duplicate", tell="y")
    assert seen in plain_page(app, comment)


def test_M17_a_reason_may_be_kept_for_oneself(app: Flask, session: Session, site: Site) -> None:
    comment = a_comment(session, site, status="pending")
    camille = Desk(app)
    page = refuse(camille, comment, reason="attack", message="Non.", preview="y")
    assert preview(page) == "Ce commentaire n’a pas été retenu."
    refuse(camille, comment, reason="attack", message="Non.")
    assert own(app, comment)["reason"] is None
    assert session.scalars(select(AuthorMessage)).all() == []


def test_M17_undo_takes_the_message_back_and_redo_gives_it_again(
    app: Flask, session: Session, site: Site
) -> None:
    comment = a_comment(session, site, status="approved")
    camille = Desk(app)
    refuse(camille, comment, reason="hate", tell="y")
    undone = fields_in(camille.queue(), "/dashboard/sites/blog/undo")
    camille.undo(**undone)
    assert own(app, comment)["reason"] is None
    page = camille.get(page_of(comment))
    camille.undo(**fields_in(page, "/dashboard/sites/blog/undo"))
    assert own(app, comment)["reason"] == "Il contient des propos haineux ou contraires à la loi."


def test_M17_a_later_refusal_without_a_word_says_nothing_of_the_earlier_one(
    app: Flask, session: Session, site: Site
) -> None:
    comment = a_comment(session, site, status="pending")
    camille = Desk(app)
    refuse(camille, comment, tell="y", message="Premier mot.")
    camille.decide(fresh(comment), "approve")
    assert own(app, comment)["reason"] is None
    camille.decide(fresh(comment), "refuse")
    assert own(app, comment)["reason"] is None


def test_M17_a_site_offers_its_own_reasons_instead_of_ours(
    app: Flask, session: Session, site: Site
) -> None:
    session.add(RefusalReason(site_id=site.id, position=1, code="tone", label="Ton", message=""))
    comment = a_comment(session, site, status="pending")
    camille = Desk(app)
    page = camille.get(f"{page_of(comment)}/refusal")
    assert "Ton 1" in words(page)
    assert "Hors sujet" not in page.text
    assert refuse(camille, comment, reason="off_topic").status_code == 422
    answer = refuse(camille, comment, reason="tone", tell="y")
    assert answer.status_code == 422
    assert "Choisissez une raison, ou écrivez ce qui est dit à l’auteur" in words(answer)
    assert fresh(comment).status == "pending"


@pytest.mark.parametrize(
    ("language", "label"),
    [("fr-CA", "Hors sujet"), ("en", "Off topic"), ("de", "Off topic")],
)
def test_M17_our_reasons_speak_the_language_of_the_site(
    app: Flask, session: Session, language: str, label: str
) -> None:
    site = add_site(session, "news", ["https://news.example"], now=now(), language=language)
    comment = a_comment(session, site, status="pending", url="https://news.example/a")
    camille = Desk(app, site="news")
    assert label in words(camille.get(f"{page_of(comment)}/refusal"))


def test_the_page_leads_back_to_the_queue_it_was_opened_from(
    app: Flask, session: Session, site: Site
) -> None:
    comment = a_comment(session, site, status="pending")
    camille = Desk(app)
    [link] = [one for one in links_in(camille.queue(reason="policy")) if "/refusal" in one]
    page = camille.get(link)
    back = fields_in(page, escape(link))["back"]
    assert back in links_in(page)
    assert "reason=policy" in back
    answer = camille.send(link, {"version": comment.version, "back": back}, OURS)
    assert answer.location == back


def test_M6_whoever_refuses_second_is_told_who_was_first(
    app: Flask, session: Session, site: Site
) -> None:
    comment = a_comment(session, site, status="pending")
    seen = comment.version
    Desk(app, name="Dominique Petit").decide(comment, "approve")
    answer = refuse(Desk(app), comment, version=seen, reason="hate", tell="y")
    assert answer.status_code == 409
    assert "Déjà approuvé par Dominique Petit" in words(answer)
    again = fields_in(answer, f"{page_of(comment)}/refusal")
    assert again["version"] == str(fresh(comment).version)
    assert session.scalars(select(AuthorMessage)).all() == []


def test_what_is_refused_already_is_not_refused_again(
    app: Flask, session: Session, site: Site
) -> None:
    comment = a_comment(session, site, status="refused")
    answer = Desk(app).get(f"{page_of(comment)}/refusal")
    assert answer.status_code == 303


@pytest.mark.parametrize("message", ["x" * 1001, "a\x00b"])
def test_a_message_that_cannot_be_kept_is_not(
    app: Flask, session: Session, site: Site, message: str
) -> None:
    comment = a_comment(session, site, status="pending")
    answer = refuse(Desk(app), comment, tell="y", message=message)
    assert answer.status_code == 422
    assert fresh(comment).status == "pending"


def test_M17_shift_d_and_a_figure_refuse_with_a_reason(room: Room) -> None:
    ids = room.comments(2)
    page = room.moderator()
    expect(page.locator(".live")).to_be_attached()
    page.keyboard.press("Shift+D")
    page.wait_for_url(f"**/comments/{ids[0]}/refusal?**")
    expect(page.locator(".live")).to_be_attached()
    page.keyboard.press("4")
    expect(page.get_by_label("Publicité")).to_be_checked()
    expect(page.locator("#told")).to_have_text("")
    page.get_by_label("Le dire à l’auteur").check()
    expect(page.locator("#told")).to_have_text("Il fait de la publicité.")
    page.keyboard.press("5")
    expect(page.locator("#told")).to_have_text("Il répète un commentaire déjà envoyé.")
    page.keyboard.press("Enter")
    expect(page.locator(".notices")).to_contain_text("refusé.")
    assert "/queue?status=pending" in page.url
    assert room.statuses(ids) == ["refused", "pending"]
    assert room.decisions()[-1].reason == "duplicate"
    assert room.complaints == []


def test_M22_without_a_script_a_refusal_is_previewed_and_done(room: Room) -> None:
    ids = room.comments(1)
    page = room.moderator(java_script_enabled=False)
    page.get_by_text("Plus", exact=True).click()
    page.get_by_role("link", name="Refuser avec une raison").click()
    page.get_by_label("Hors sujet").check()
    page.get_by_label("Le dire à l’auteur").check()
    page.get_by_role("button", name="Montrer ce que l’auteur lira").click()
    expect(page.locator("#told")).to_have_text("Il s’éloigne du sujet de l’article.")
    page.get_by_role("button", name="Refuser", exact=True).click()
    expect(page.locator(".notices")).to_contain_text("refusé.")
    page.locator(".notices").get_by_role("button", name="Annuler").click()
    assert room.statuses(ids) == ["pending"]
