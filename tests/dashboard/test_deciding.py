from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from dashboard.desk import JSON, Desk, fields_in, fresh, names_in, page_of
from factories import a_comment, a_site
from people import OURS, words
from sqlalchemy import select

from moderation.comments.models import Comment, Decision, Status, Verb
from moderation.members import Role
from moderation.web import clock

if TYPE_CHECKING:
    from flask import Flask
    from sqlalchemy.orm import Session

    from moderation.sites.models import Site

UNDO = "/dashboard/sites/blog/undo"


def test_M22_a_decision_is_a_form_and_leads_back_to_the_queue(
    app: Flask, session: Session, site: Site
) -> None:
    camille = Desk(app)
    back = "/dashboard/queue?status=pending&reason=policy&site=blog"
    for verb, status, sentence in (
        ("approve", "approved", "Commentaire de Awa Diallo approuvé."),
        ("spam", "spam", "Commentaire de Awa Diallo marqué comme indésirable."),
        ("refuse", "refused", "Commentaire de Awa Diallo refusé."),
    ):
        comment = a_comment(session, site, status="pending", name="Awa Diallo")
        answer = camille.decide(comment, verb, back=back)
        assert (answer.status_code, answer.location) == (303, back)
        assert sentence in words(camille.get(answer.location))
        assert fresh(comment).status == status


def test_a_decision_can_be_put_back_to_pending(app: Flask, session: Session, site: Site) -> None:
    comment = a_comment(session, site, status="approved")
    Desk(app).decide(comment, "pending")
    assert fresh(comment).status == Status.PENDING


def test_the_decision_keeps_who_how_and_what_was_before(
    app: Flask, session: Session, site: Site
) -> None:
    comment = a_comment(session, site, status="pending")
    camille = Desk(app)
    camille.decide(comment, "approve", means="key")
    decision = session.scalars(select(Decision).where(Decision.verb == Verb.APPROVE)).one()
    assert (decision.member_id, decision.means) == (camille.member_id, "key")
    assert (decision.before, decision.after) == ("pending", "approved")


def test_M4_the_notice_takes_the_decision_back(app: Flask, session: Session, site: Site) -> None:
    comment = a_comment(session, site, status="pending", name="Awa Diallo")
    camille = Desk(app)
    page = camille.get(camille.decide(comment, "refuse").location)
    assert names_in(page) == []
    answer = camille.undo(**fields_in(page, UNDO))
    page = camille.get(answer.location)
    assert "Décision annulée. Le commentaire est de nouveau à modérer." in words(page)
    assert names_in(page) == ["Awa Diallo"]


def test_M6_the_second_moderator_is_told_who_was_first_and_chooses(
    app: Flask, session: Session, site: Site
) -> None:
    comment = a_comment(session, site, status="pending")
    camille, dominique = Desk(app), Desk(app, name="Dominique")
    with time_machine.travel(clock.now(), tick=False) as traveller:
        camille.decide(comment, "approve")
        traveller.shift(12)
        page = dominique.decide(comment, "refuse", version=1)
        assert page.status_code == 409
        assert "Déjà approuvé par Camille Roux il y a 12 s." in words(page)
    assert fresh(comment).status == Status.APPROVED
    assert "Garder" in words(page)
    fields = fields_in(page, f"{page_of(comment)}/decision")
    dominique.send(f"{page_of(comment)}/decision", {**fields, "verb": "refuse"}, OURS)
    assert fresh(comment).status == Status.REFUSED


def test_whoever_wanted_the_same_has_nothing_to_replace(
    app: Flask, session: Session, site: Site
) -> None:
    comment = a_comment(session, site, status="pending")
    Desk(app).decide(comment, "approve")
    page = Desk(app, name="Dominique").decide(comment, "approve", version=1)
    assert page.status_code == 409
    assert "Remplacer" not in words(page)


def test_M2_many_are_decided_at_once_in_one_batch_with_one_undo(
    app: Flask, session: Session, site: Site
) -> None:
    comments = [a_comment(session, site, status="pending") for _ in range(3)]
    camille = Desk(app)
    page = camille.get(camille.decide_many(comments, "approve").location)
    assert "3 commentaires approuvés." in words(page)
    query = select(Decision).where(Decision.verb == Verb.APPROVE)
    assert len({decision.batch for decision in session.scalars(query)}) == 1
    page = camille.get(camille.undo(**fields_in(page, UNDO)).location)
    assert "3 décisions annulées." in words(page)
    assert {fresh(comment).status for comment in comments} == {"pending"}


def test_a_bulk_action_leaves_what_somebody_else_decided(
    app: Flask, session: Session, site: Site
) -> None:
    comments = [a_comment(session, site, status="pending") for _ in range(3)]
    camille = Desk(app)
    chosen = [f"{comment.public_id}.{comment.version}" for comment in comments]
    Desk(app, name="Dominique").decide(comments[1], "refuse")
    answer = camille.send(
        "/dashboard/sites/blog/decisions", {"verb": "approve", "comment": chosen}, OURS
    )
    page = camille.get(answer.location)
    assert "2 commentaires approuvés. 1 avait changé entretemps et n’a pas été touché." in words(
        page
    )
    assert fresh(comments[1]).status == Status.REFUSED


def test_undoing_a_batch_leaves_what_was_decided_since(
    app: Flask, session: Session, site: Site
) -> None:
    comments = [a_comment(session, site, status="pending") for _ in range(3)]
    camille = Desk(app)
    page = camille.get(camille.decide_many(comments, "approve").location)
    fields = fields_in(page, UNDO)
    camille.decide(fresh(comments[0]), "spam")
    camille.undo(**fields)
    assert [fresh(comment).status for comment in comments] == ["spam", "pending", "pending"]


def test_all_shown_are_selected_without_a_script(app: Flask, session: Session, site: Site) -> None:
    for _ in range(2):
        a_comment(session, site, status="pending")
    camille = Desk(app)
    assert " checked" not in camille.queue().text
    page = camille.get("/dashboard/queue?status=pending&all")
    assert page.text.count(" checked") == 2


def test_a_bulk_action_on_nothing_says_so(app: Flask) -> None:
    camille = Desk(app)
    answer = camille.decide_many([], "approve")
    assert "Cochez d’abord au moins un commentaire." in words(camille.get(answer.location))


def test_a_decision_is_undone_once(app: Flask, session: Session, site: Site) -> None:
    comment = a_comment(session, site, status="pending")
    camille = Desk(app)
    fields = fields_in(camille.get(camille.decide(comment, "spam").location), UNDO)
    assert camille.undo(**fields).status_code == 303
    page = camille.undo(**fields)
    assert page.status_code == 409
    assert "La décision a été annulée par Camille Roux" in words(page)


def test_the_script_gets_the_same_facts(app: Flask, session: Session, site: Site) -> None:
    comment = a_comment(session, site, status="pending", name="Awa Diallo")
    camille = Desk(app)
    answer = camille.decide_by_script(comment, "approve").json
    assert answer["status"] == "approved"
    assert answer["version"] == fresh(comment).version
    assert answer["message"] == "Commentaire de Awa Diallo approuvé."
    stale = {"verb": "refuse", "version": 1}
    second = camille.send(f"{page_of(comment)}/decision", stale, JSON)
    assert second.status_code == 409
    assert second.json["version"] == answer["version"]
    assert second.json["replaceable"] is True
    assert "Déjà approuvé par Camille Roux" in second.json["message"]
    assert "approuvé." not in words(camille.queue())


def test_a_form_that_is_not_ours_changes_nothing(app: Flask, session: Session, site: Site) -> None:
    comment = a_comment(session, site, status="pending")
    path, camille = f"{page_of(comment)}/decision", Desk(app)
    forms: list[dict[str, str]] = [
        {"verb": "approve"},
        {"version": "1"},
        {"verb": "undo", "version": "1"},
        {"verb": "withdraw", "version": "1"},
        {"verb": "approve", "version": "x"},
        {"verb": "approve", "version": "0"},
        {"verb": "approve", "version": "9" * 40},
        {"verb": "approve", "version": "1", "means": "api"},
    ]
    for form in forms:
        assert camille.send(path, form, OURS).status_code == 400, form
    assert fresh(comment).status == Status.PENDING


APPROVAL = {"verb": "approve", "version": "1"}
MEANINGLESS: list[tuple[str, dict[str, Any], int]] = [
    ("sites/blog/comments/cunknown/decision", APPROVAL, 303),
    ("sites/blog/comments/%00/decision", APPROVAL, 404),
    ("sites/%00/comments/c1/decision", APPROVAL, 404),
    ("sites/nowhere/comments/c1/decision", APPROVAL, 404),
    ("sites/blog/decisions", {"verb": "approve", "comment": "c1"}, 400),
    ("sites/blog/decisions", {"verb": "approve", "comment": "C1.1"}, 400),
    ("sites/blog/decisions", {"verb": "purge", "comment": "c1.1"}, 400),
    ("sites/blog/decisions", {"verb": "approve", "comment": [f"c{n}.1" for n in range(201)]}, 400),
    ("sites/blog/undo", {}, 400),
    ("sites/blog/undo", {"decision": "999999"}, 404),
    ("sites/blog/undo", {"decision": "9" * 30}, 400),
    ("sites/blog/undo", {"batch": "0" * 16}, 404),
    ("sites/blog/undo", {"batch": "x"}, 400),
    ("sites/blog/deletion", {"comment": "\u0000"}, 400),
]


def test_a_post_that_means_nothing_is_refused(app: Flask) -> None:
    camille = Desk(app)
    for path, data, status in MEANINGLESS:
        answer = camille.send(f"/dashboard/{path}", data, OURS)
        assert answer.status_code == status, (path, data)


def test_a_form_leads_back_to_the_dashboard_only(app: Flask, session: Session, site: Site) -> None:
    camille = Desk(app)
    for back in (
        "https://evil.example/",
        "//evil.example",
        "/account/sign-in",
        "/dashboard/\r\nX: 1",
        "\\\\x",
    ):
        comment = a_comment(session, site, status="pending")
        answer = camille.decide(comment, "approve", back=back)
        assert answer.location == "/dashboard/queue?status=pending&site=blog", back


def test_a_reader_cannot_decide(app: Flask, session: Session, site: Site) -> None:
    comment = a_comment(session, site, status="pending")
    lea = Desk(app, role=Role.READER, name="Léa")
    assert lea.decide(comment, "approve").status_code == 403
    assert lea.decide_many([comment], "approve").status_code == 403
    assert lea.undo(decision="1").status_code == 403
    assert lea.get("/dashboard/sites/blog/deletion").status_code == 403
    assert fresh(comment).status == Status.PENDING


def test_a_comment_of_another_site_cannot_be_decided_through_ones_own(
    app: Flask, session: Session
) -> None:
    other = a_site(session, "carnet", origins=["https://carnet.example"])
    theirs = a_comment(session, other, status="pending", url="https://carnet.example/a")
    camille = Desk(app, site="blog")
    data = {"verb": "approve", "version": theirs.version}
    camille.send(f"/dashboard/sites/blog/comments/{theirs.public_id}/decision", data, OURS)
    assert camille.decide(theirs, "approve").status_code == 404
    camille.decide_many([theirs], "approve")
    submit = session.scalars(
        select(Decision).where(Decision.site_id == other.id, Decision.before.is_(None))
    ).one()
    assert camille.undo(decision=submit.id).status_code == 404
    assert fresh(theirs).status == Status.PENDING


def test_without_the_token_of_the_page_nothing_is_decided(
    app: Flask, session: Session, site: Site
) -> None:
    comment = a_comment(session, site, status="pending")
    camille = Desk(app)
    path, data = f"{page_of(comment)}/decision", {"verb": "approve", "version": "1"}
    assert camille.client.post(path, data=data, headers=OURS).status_code == 400
    assert fresh(comment).status == Status.PENDING


class TestDeletingForGood:
    def test_a_page_asks_first(self, app: Flask, session: Session, site: Site) -> None:
        comment = a_comment(session, site, status="spam", name="Promo")
        camille = Desk(app)
        answer = camille.decide_many([comment], "delete")
        page = camille.get(answer.location)
        assert "Supprimer ce commentaire définitivement ?" in words(page)
        assert "Promo" in words(page)
        assert fresh(comment).status == Status.SPAM

    def test_the_deed_is_done_and_leaves_a_line(
        self, app: Flask, session: Session, site: Site
    ) -> None:
        comment = a_comment(session, site, status="refused", body="Un secret.")
        camille = Desk(app)
        fields = {"comment": comment.public_id, "back": "/dashboard/queue?status=refused"}
        answer = camille.send("/dashboard/sites/blog/deletion", fields, OURS)
        assert "1 commentaire supprimé définitivement." in words(camille.get(answer.location))
        assert session.scalars(select(Comment)).all() == []
        log = words(camille.get("/dashboard/log"))
        assert "Camille Roux a supprimé définitivement un commentaire supprimé depuis" in log
        assert "Un secret." not in log

    @pytest.mark.parametrize("status", ["pending", "approved"])
    def test_what_waits_or_is_public_is_not_deleted(
        self, app: Flask, session: Session, site: Site, status: str
    ) -> None:
        comment = a_comment(session, site, status=status)
        camille = Desk(app)
        page = camille.get(f"/dashboard/sites/blog/deletion?comment={comment.public_id}")
        assert page.status_code == 303
        camille.send("/dashboard/sites/blog/deletion", {"comment": comment.public_id}, OURS)
        assert fresh(comment).status == status
