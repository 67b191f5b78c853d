"""Authors ask how their comment fares."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from factories import ARTICLE_URL, a_site
from sqlalchemy import select

from moderation.comments.models import Comment, Status, Verb
from moderation.database import db
from moderation.web.clock import now
from tests.intake.afterwards import decide
from tests.intake.people import COMMENTS, ORIGIN, Stranger, publish

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.test import TestResponse


def ask(
    stranger: Stranger, public_id: str, token: str | None, path: str = COMMENTS
) -> TestResponse:
    """Ask for a comment with a token."""
    headers = {"Authorization": f"Bearer {token}"} if token is not None else {}
    return stranger.client.get(f"{path}/{public_id}", headers=headers)


def set_status(app: Flask, status: Status) -> None:
    """Move the only comment to a status."""
    with app.app_context():
        db.session.scalars(select(Comment)).one().status = status
        db.session.commit()


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (Status.PENDING, "pending"),
        (Status.SPAM, "pending"),
        (Status.APPROVED, "approved"),
        (Status.REFUSED, "refused"),
        (Status.WITHDRAWN, "withdrawn"),
    ],
)
def test_an_author_reads_the_comment_in_any_state(
    app: Flask, stranger: Stranger, status: Status, told: str
) -> None:
    receipt = stranger.post(website="exemple.fr").get_json()
    set_status(app, status)

    answer = ask(stranger, receipt["id"], receipt["token"])

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    mine = answer.get_json()
    assert mine["status"] == told
    assert mine["author"] == {
        "name": "Awa Diallo",
        "website": "https://exemple.fr",
        "staff": False,
    }
    assert mine["html"] == receipt["html"]
    assert mine["edit_until"] == receipt["edit_until"]
    assert "awa@exemple.fr" not in answer.text


def test_A8_a_comment_says_the_language_of_the_form_it_was_written_in(
    app: Flask, stranger: Stranger
) -> None:
    receipt = stranger.post(headers={"Accept-Language": "de"}).get_json()
    decide(app, receipt["id"], Verb.APPROVE)

    mine = ask(stranger, receipt["id"], receipt["token"]).get_json()
    listed = stranger.client.get(COMMENTS, query_string={"article": ARTICLE_URL}).get_json()

    assert mine["language"] == "de"
    assert [comment["language"] for comment in listed["comments"]] == ["de"]


def test_P4_a_token_opens_its_own_comment_only(app: Flask, stranger: Stranger) -> None:
    mine = stranger.post().get_json()
    other = stranger.post(body="Autre chose").get_json()
    published = publish(app)

    wrong = [
        ask(stranger, other["id"], mine["token"]),
        ask(stranger, published, mine["token"]),
        ask(stranger, mine["id"], mine["token"] + "A"),
        ask(stranger, mine["id"], mine["token"][:-1]),
        ask(stranger, mine["id"], mine["id"]),
        ask(stranger, mine["id"], "é"),
        ask(stranger, "nobody", mine["token"]),
        ask(stranger, "%00", mine["token"]),
    ]

    assert [answer.status_code for answer in wrong] == [404] * 8
    assert len({answer.get_data() for answer in wrong}) == 1


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic YTpi", "c1.token"])
def test_without_a_token_nothing_is_said(stranger: Stranger, header: str | None) -> None:
    mine = stranger.post().get_json()
    headers = {} if header is None else {"Authorization": header}

    answer = stranger.client.get(f"{COMMENTS}/{mine['id']}", headers=headers)

    assert (answer.status_code, answer.get_json()["type"]) == (
        401,
        "http://localhost/problems/token",
    )


def test_a_comment_is_of_its_own_site(app: Flask, stranger: Stranger) -> None:
    with app.app_context():
        a_site(db.session(), "other", origins=[ORIGIN])
        db.session.commit()
    mine = stranger.post().get_json()

    answer = ask(stranger, mine["id"], mine["token"], "/api/v1/sites/other/comments")

    assert answer.status_code == 404


def test_an_erased_comment_is_gone_for_its_author_too(app: Flask, stranger: Stranger) -> None:
    mine = stranger.post().get_json()
    with app.app_context():
        db.session.scalars(select(Comment)).one().erased_at = now()
        db.session.commit()

    assert ask(stranger, mine["id"], mine["token"]).status_code == 404


def test_the_scheme_of_the_header_may_be_written_in_any_case(stranger: Stranger) -> None:
    mine = stranger.post().get_json()

    answer = stranger.client.get(
        f"{COMMENTS}/{mine['id']}", headers={"Authorization": f"bearer {mine['token']}"}
    )

    assert answer.status_code == 200
