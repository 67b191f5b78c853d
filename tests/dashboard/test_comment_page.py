from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from dashboard.desk import OURS, Desk, fields_in, fresh, page_of
from dashboard.room import LINKS
from factories import a_comment
from people import words
from playwright.sync_api import expect

from moderation.members import Role

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from dashboard.room import Room
    from flask import Flask
    from sqlalchemy.orm import Session

    from moderation.sites.models import Site


def test_M13_it_shows_the_conversation_and_the_decisions_so_far(
    app: Flask, session: Session, site: Site
) -> None:
    root = a_comment(session, site, name="Racine", body="Tout commence ici.")
    reply = a_comment(session, site, name="Réponse", body="Je réponds.", parent=root)
    a_comment(session, site, status="pending", name="Suite", body="Et moi aussi.", parent=reply)
    camille = Desk(app)
    camille.decide(reply, "refuse")
    page = words(camille.get(page_of(reply)))
    assert (
        page.index("Tout commence ici.") < page.index("Je réponds.") < page.index("Et moi aussi.")
    )
    assert (
        "Camille Roux a refusé le commentaire de Réponse approuvé → puis refusé, par un bouton"
        in page
    )
    assert "La politique du site a mis le commentaire de Réponse en attente" in page


def test_a_deep_thread_shows_the_nearest_of_what_stands_above(
    app: Flask, session: Session, site: Site
) -> None:
    comment = a_comment(session, site, name="Niveau 0")
    for number in range(1, 8):
        comment = a_comment(session, site, name=f"Niveau {number}", parent=comment)
    page = Desk(app).get(page_of(comment)).text.partition('id="above"')[2].partition("</ol>")[0]
    assert [f"Niveau {number}" in page for number in range(8)] == [False, False, *[True] * 5, False]


def test_it_can_be_decided_there_and_undone_there(app: Flask, session: Session, site: Site) -> None:
    comment = a_comment(session, site, status="pending")
    camille = Desk(app)
    page = camille.get(page_of(comment))
    fields = fields_in(page, f"{page_of(comment)}/decision")
    answer = camille.send(f"{page_of(comment)}/decision", {**fields, "verb": "spam"}, OURS)
    assert answer.location == page_of(comment)
    page = camille.get(answer.location)
    assert "Supprimer définitivement…" in words(page)
    camille.undo(**fields_in(page, "/dashboard/sites/blog/undo"))
    assert fresh(comment).status == "pending"


def test_its_part_in_a_bulk_action_is_undone_alone(
    app: Flask, session: Session, site: Site
) -> None:
    comments = [a_comment(session, site, status="pending") for _ in range(3)]
    camille = Desk(app)
    camille.decide_many(comments, "spam")
    camille.queue()
    page = camille.get(page_of(comments[1]))
    camille.undo(**fields_in(page, "/dashboard/sites/blog/undo"))
    assert [fresh(comment).status for comment in comments] == ["spam", "pending", "spam"]


def test_a_comment_deleted_for_good_keeps_its_place_and_no_word(
    app: Flask, session: Session, site: Site
) -> None:
    comment = a_comment(session, site, name="Promo", body="Achetez.")
    reply = a_comment(session, site, parent=comment)
    camille = Desk(app)
    camille.decide(comment, "spam")
    path = "/dashboard/sites/blog/deletion"
    camille.send(path, {"comment": comment.public_id}, OURS)
    page = camille.get(page_of(comment))
    assert "Ce commentaire a été supprimé définitivement." in words(page)
    assert "Achetez" not in page.text
    assert 'name="verb"' not in page.text
    assert camille.get(page_of(reply)).status_code == 200


class TestTheAuthorsAddress:
    def test_an_administrator_asks_for_it_and_that_is_noted(
        self,
        app: Flask,
        session: Session,
        site: Site,
        noted: list[MutableMapping[str, Any]],
    ) -> None:
        comment = a_comment(session, site, status="pending", email="canari@example.org")
        owner = Desk(app, role=Role.ADMINISTRATOR)
        assert "canari" not in owner.get(page_of(comment)).text
        page = owner.send(f"{page_of(comment)}/email", {}, OURS)
        assert "canari@example.org" in page.text
        assert page.headers["Cache-Control"] == "no-store"
        [entry] = [entry for entry in noted if entry["event"] == "email_shown"]
        assert entry["comment"] == comment.public_id
        assert entry["site"] == "blog"
        assert "canari" not in str(noted)
        assert "canari" not in owner.get(page_of(comment)).text

    def test_T20_a_moderator_and_a_reader_never_see_it(
        self, app: Flask, session: Session, site: Site
    ) -> None:
        comment = a_comment(session, site, status="pending", email="canari@example.org")
        for role, name in ((Role.MODERATOR, "Camille"), (Role.READER, "Léa")):
            member = Desk(app, role=role, name=name)
            assert "Afficher l’adresse" not in words(member.get(page_of(comment)))
            answer = member.send(f"{page_of(comment)}/email", {}, OURS)
            assert answer.status_code == 403
            assert "canari" not in answer.text

    def test_a_link_does_not_show_it(self, app: Flask, session: Session, site: Site) -> None:
        comment = a_comment(session, site, email="canari@example.org")
        owner = Desk(app, role=Role.OWNER)
        assert owner.get(f"{page_of(comment)}/email").status_code == 405

    def test_there_is_none_to_ask_for_where_none_was_given(
        self, app: Flask, session: Session, site: Site
    ) -> None:
        comment = a_comment(session, site, status="pending", email=None)
        owner = Desk(app, role=Role.OWNER)
        assert "Afficher l’adresse" not in words(owner.get(page_of(comment)))
        assert owner.send(f"{page_of(comment)}/email", {}, OURS).status_code == 404


def test_M13_the_next_and_the_previous_comment_of_its_queue_are_one_key_away(room: Room) -> None:
    ids = room.comments(3, findings=LINKS)
    room.comments(1)
    page = room.moderator()
    page.goto("/dashboard/queue?status=pending&reason=links")
    expect(page.locator(".live")).to_be_attached()
    page.keyboard.press("o")
    for key, place in (("j", 1), ("j", 2), ("j", 2), ("k", 1), ("k", 0)):
        expect(page.locator(".live")).to_be_attached()
        page.keyboard.press(key)
        page.wait_for_url(f"**/comments/{ids[place]}?**")
    page.get_by_role("link", name="Revenir à la file").click()
    page.wait_for_url("**/queue?**reason=links**")
    assert room.complaints == []


def test_M13_a_comment_that_was_decided_keeps_its_neighbours(
    app: Flask, session: Session, site: Site
) -> None:
    now = datetime.now(UTC)
    first, second, third = (
        a_comment(session, site, status="pending", created_at=now + timedelta(seconds=n))
        for n in range(3)
    )
    camille = Desk(app)
    camille.decide(second, "approve")
    page = camille.get(f"{page_of(second)}?status=pending").text
    assert f'rel="prev" href="{page_of(first)}?status=pending"' in page
    assert f'rel="next" href="{page_of(third)}?status=pending"' in page
    assert 'rel="next"' not in camille.get(page_of(second)).text
