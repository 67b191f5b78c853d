from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from dashboard.desk import OURS, Desk, fresh, page_of
from dashboard.told import edit as edit_as_author
from factories import ARTICLE_URL, a_comment
from people import words
from sqlalchemy import select

from moderation.comments.models import ActorKind, Comment, CommentVersion, Decision, Verb
from moderation.members import Role

if TYPE_CHECKING:
    from flask import Flask
    from sqlalchemy.orm import Session
    from werkzeug.test import TestResponse

    from moderation.sites.models import Site


def amend(desk: Desk, comment: Comment, **fields: str | int) -> TestResponse:
    data = {
        "version": comment.version,
        "body": "Sans le nom.",
        "reason": "Nom d’une personne privée",
        **fields,
    }
    return desk.send(f"{page_of(comment)}/edit", data, OURS)


def read(app: Flask, order: str = "oldest") -> dict[str, Any]:
    """The first comment as readers get it.

    On PostgreSQL an answer that is kept, one for each order, may be a second old.
    """
    query = urlencode({"article": ARTICLE_URL, "order": order})
    answer = app.test_client().get(f"/api/v1/sites/blog/comments?{query}").json
    assert answer is not None
    return dict(answer["comments"][0])


def test_M16_the_original_and_the_reason_are_kept(app: Flask, session: Session, site: Site) -> None:
    comment = a_comment(session, site, body="Avec le nom.")
    before = comment.version
    admin = Desk(app, role=Role.ADMINISTRATOR)
    assert amend(admin, comment).status_code == 303
    kept = session.scalars(select(CommentVersion)).one()
    assert (kept.body, kept.member_id) == ("Avec le nom.", admin.member_id)
    assert kept.reason == "Nom d’une personne privée"
    entry = session.scalars(select(Decision).order_by(Decision.id.desc())).first()
    assert entry is not None
    assert (entry.verb, entry.actor_kind) == (Verb.EDIT, ActorKind.MEMBER)
    assert (entry.member_id, entry.reason) == (admin.member_id, None)
    assert fresh(comment).version == before + 1
    page = words(admin.get(page_of(comment)))
    assert "Modifié par Camille Roux, il y a" in page
    assert "Nom d’une personne privée" in page


def test_M16_readers_are_told_that_it_was_not_the_author(
    app: Flask, session: Session, site: Site
) -> None:
    comment = a_comment(session, site)
    before = read(app, "newest")
    assert (before["edited_at"], before["edited_by"]) == (None, None)
    amend(Desk(app, role=Role.ADMINISTRATOR), comment)
    told = read(app)
    assert told["html"] == "<p>Sans le nom.</p>\n"
    assert told["edited_by"] == "moderation"
    assert told["edited_at"] is not None
    query = urlencode({"article": ARTICLE_URL})
    assert "modifié par la modération" in words(app.test_client().get(f"/t/blog/?{query}"))


def test_M16_what_its_author_edits_afterwards_is_the_authors_again(
    app: Flask, session: Session, site: Site
) -> None:
    comment = a_comment(session, site)
    amend(Desk(app, role=Role.ADMINISTRATOR), comment)
    edit_as_author(session, fresh(comment), "Je reformule.")
    assert read(app)["edited_by"] == "author"


def test_M16_a_waiting_comment_stays_where_it_is(app: Flask, session: Session, site: Site) -> None:
    comment = a_comment(session, site, status="pending")
    amend(Desk(app, role=Role.ADMINISTRATOR), comment)
    assert (fresh(comment).status, fresh(comment).body) == ("pending", "Sans le nom.")


@pytest.mark.parametrize(
    "fields", [{"reason": ""}, {"reason": "x" * 201}, {"body": ""}, {"body": "x" * 8001}]
)
def test_M16_an_edit_needs_a_text_and_a_reason(
    app: Flask, session: Session, site: Site, fields: dict[str, str]
) -> None:
    comment = a_comment(session, site, body="Avec le nom.")
    assert amend(Desk(app, role=Role.ADMINISTRATOR), comment, **fields).status_code == 422
    assert fresh(comment).body == "Avec le nom."


def test_M16_the_moderator_sees_what_is_changed_before_it_is(
    app: Flask, session: Session, site: Site
) -> None:
    comment = a_comment(session, site, body="Avec le nom.")
    page = amend(Desk(app, role=Role.ADMINISTRATOR), comment, preview="y")
    assert "supprimé\u00a0: Avec" in words(page).replace("supprimé : ", "supprimé\u00a0: ")
    assert fresh(comment).body == "Avec le nom."


def test_M6_a_text_that_moved_on_is_not_overwritten(
    app: Flask, session: Session, site: Site
) -> None:
    comment = a_comment(session, site)
    seen = comment.version
    amend(Desk(app, role=Role.ADMINISTRATOR, name="Zoé Petit"), comment)
    answer = amend(Desk(app, role=Role.ADMINISTRATOR), comment, version=seen, body="Autre")
    assert answer.status_code == 409
    assert "Modifié par Zoé Petit" in words(answer)
    assert fresh(comment).body == "Sans le nom."


def test_M16_a_moderator_does_not_edit(app: Flask, session: Session, site: Site) -> None:
    comment = a_comment(session, site)
    camille = Desk(app)
    assert "/edit" not in camille.queue("approved").text
    assert amend(camille, comment).status_code == 403
