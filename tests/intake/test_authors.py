"""Authors change their comments, take them back, and ask for what they can no longer do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from factories import COMMAND, a_site
from sqlalchemy import select

from moderation.comments import queries, workflow
from moderation.comments.models import ChangeRequest, Verb
from moderation.database import db
from moderation.sites.models import Policy
from moderation.web.clock import now
from tests.intake.afterwards import Author, comment_called, decide, listed
from tests.intake.people import ORIGIN, change_site, close_article, reasons, stored

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """The time, which only tests move."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def test_C11_an_author_edits_a_comment_that_waits(app: Flask) -> None:
    awa = Author(app, body="Un *mot*")
    before = awa.own()

    answer = awa.edit("Deux **mots**\r\n")

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    changed = {"html": "<p>Deux <strong>mots</strong></p>\n", "body": "Deux **mots**"}
    assert answer.get_json() == {**before, **changed} == awa.own()
    assert (before["body"], before["reason"], before["edited_at"]) == ("Un *mot*", None, None)


def test_C11_where_everything_is_reviewed_an_edited_comment_waits_again(app: Flask) -> None:
    awa = Author(app, body="Relu")
    decide(app, awa.receipt["id"], Verb.APPROVE)

    answer = awa.edit("Pas encore relu").get_json()

    assert (answer["status"], answer["edited_at"]) == ("pending", "2026-11-24T12:00:00Z")
    assert listed(app) == []
    (comment,) = stored(app)
    assert reasons(comment) == ["policy", "ticket"]


def test_C11_where_known_people_are_trusted_an_edit_is_public_at_once(app: Flask) -> None:
    change_site(app, policy=Policy.REVIEW_FIRST, held_words="dosage")
    awa = Author(app)
    decide(app, awa.receipt["id"], Verb.APPROVE)

    assert awa.edit("Corrigé").get_json()["status"] == "approved"
    assert listed(app) == ["<p>Corrigé</p>\n"]
    assert awa.edit("Quel dosage ?").get_json()["status"] == "pending"
    assert listed(app) == []


def test_C11_an_edit_is_not_taken_for_a_copy_of_the_comment_itself(app: Flask) -> None:
    change_site(app, policy=Policy.PUBLISH_FIRST)
    awa = Author(app, body="Bonjour")
    decide(app, awa.receipt["id"], Verb.APPROVE)

    assert awa.edit("BONJOUR").get_json()["status"] == "approved"

    Author(app, body="Au revoir")
    assert awa.edit("Au revoir").get_json()["status"] == "pending"


def test_O7_a_refused_word_refuses_a_comment_and_its_author_is_told(app: Flask) -> None:
    change_site(app, policy=Policy.PUBLISH_FIRST, refused_words="abruti*")
    assert Author(app, body="Quels abrutis !").receipt["status"] == "refused"
    awa = Author(app, body="Bonjour")
    assert awa.edit("Abruti !").get_json()["status"] == "refused"
    assert [comment.status for comment in stored(app)] == ["refused", "refused"]
    assert listed(app) == []
    assert awa.edit("Pardon").status_code == 409


def test_O7_where_everything_is_reviewed_a_refused_word_waits_as_well(app: Flask) -> None:
    change_site(app, policy=Policy.REVIEW_ALL, refused_words="abruti*")
    assert Author(app, body="Quels abrutis !").receipt["status"] == "pending"
    assert "refused" in reasons(stored(app)[0])


def test_whoever_edits_spam_learns_nothing(app: Flask) -> None:
    change_site(app, policy=Policy.PUBLISH_FIRST, spam_words="casino")
    awa = Author(app, body="Mon casino")
    assert stored(app)[0].status == "spam"

    answers = [awa.edit("Un texte honnête").get_json(), awa.own()]

    assert [answer["status"] for answer in answers] == ["pending", "pending"]
    assert stored(app)[0].status == "spam"


def test_C11_moderators_see_what_the_text_was(app: Flask) -> None:
    awa = Author(app, body="Première")
    awa.edit("Deuxième")
    awa.edit("Deuxième")
    awa.edit("Troisième")
    with app.app_context():
        versions = queries.versions_of(db.session(), comment_called(awa.receipt["id"]))
        assert [version.body for version in versions] == ["Première", "Deuxième"]


def test_C11_the_time_for_editing_ends(app: Flask, clock: time_machine.Traveller) -> None:
    awa = Author(app, body="Un")
    clock.shift(timedelta(minutes=15, seconds=-1))
    assert awa.edit("Deux").status_code == 200
    clock.shift(timedelta(seconds=1))

    late = [awa.edit("Trois"), awa.withdraw()]

    assert [answer.status_code for answer in late] == [409, 409]
    assert late[0].get_json() == {
        "type": "http://localhost/problems/too-late",
        "title": "Il est trop tard pour cela",
        "status": 409,
        "detail": "Il est trop tard pour cela",
    }
    assert awa.own()["body"] == "Deux"


def test_C11_a_site_may_allow_no_editing_at_all(app: Flask) -> None:
    change_site(app, edit_minutes=0)
    awa = Author(app)
    assert [awa.edit("Non").status_code, awa.withdraw().status_code] == [409, 409]
    assert awa.ask_change("Corrigez « palier ».").status_code == 201


@pytest.mark.parametrize(
    ("verb", "told"),
    [
        (Verb.REFUSE, ("decided", "Une décision a déjà été prise sur ce commentaire")),
        (None, ("withdrawn", "Ce commentaire a été retiré")),
    ],
)
def test_C11_what_was_refused_or_withdrawn_is_not_edited_and_the_answer_says_which(
    app: Flask, verb: Verb | None, told: tuple[str, str]
) -> None:
    awa = Author(app)
    if verb:
        decide(app, awa.receipt["id"], verb)
    else:
        awa.withdraw()
    answer = awa.edit("Quand même").get_json()
    slug, words = told
    assert (answer["status"], answer["detail"]) == (409, words)
    assert answer["type"] == f"http://localhost/problems/{slug}"
    assert stored(app)[0].body == "Est-ce que cela marche aussi en *bac* ?"


def test_C11_a_closed_article_takes_no_new_text_but_its_authors_keep_theirs(app: Flask) -> None:
    awa = Author(app)
    close_article(app)
    assert awa.post(body="Encore un").status_code == 409
    assert [awa.edit("Corrigé").status_code, awa.withdraw().status_code] == [200, 200]


def test_C12_a_withdrawal_is_undone_at_once(app: Flask, clock: time_machine.Traveller) -> None:
    change_site(app, policy=Policy.REVIEW_FIRST)
    awa = Author(app, body="Bonjour")
    decide(app, awa.receipt["id"], Verb.APPROVE)

    withdrawn = [awa.withdraw(), awa.withdraw()]

    assert [answer.get_json()["status"] for answer in withdrawn] == ["withdrawn"] * 2
    assert listed(app) == []
    clock.shift(60)
    restored = [awa.restore(), awa.restore()]
    assert [answer.get_json()["status"] for answer in restored] == ["approved"] * 2
    assert listed(app) == ["<p>Bonjour</p>\n"]


def test_C12_after_a_minute_it_stays_withdrawn(app: Flask, clock: time_machine.Traveller) -> None:
    awa = Author(app)
    awa.withdraw()
    clock.shift(61)
    assert awa.restore().get_json()["type"].endswith("/too-late")
    assert awa.own()["status"] == "withdrawn"


def test_C11_an_author_asks_the_moderators_for_a_change(app: Flask) -> None:
    awa = Author(app)
    answers = [awa.ask_change("Ôtez mon nom."), awa.ask_change("  Ôtez *plutôt* tout.\n")]
    assert [(answer.status_code, answer.get_json()) for answer in answers] == [
        (201, {"received": True})
    ] * 2
    with app.app_context():
        (request,) = db.session.scalars(select(ChangeRequest)).all()
        assert request.message == "Ôtez *plutôt* tout."
    decide(app, awa.receipt["id"], Verb.APPROVE)
    assert awa.ask_change("Et ma ville.").status_code == 201
    awa.withdraw()
    assert awa.ask_change("Et le reste.").status_code == 409


ACTS = [
    ("PATCH", ""),
    ("DELETE", ""),
    ("POST", "/restore"),
    ("POST", "/change-request"),
]


@pytest.mark.parametrize(("method", "path"), ACTS)
def test_P4_a_token_changes_its_own_comment_only(app: Flask, method: str, path: str) -> None:
    awa, lina = Author(app, body="D’Awa"), Author(app, body="De Lina")
    token = awa.receipt["token"]
    for forged in (token, token + "A", token[:-1], awa.receipt["id"], "é", f"{token}.x"):
        lina.receipt["token"] = forged
        answer = lina.do(method, path, body="Changé", message="Changez.")
        assert (answer.status_code, answer.get_json()["type"][-15:]) == (404, "unknown-comment")
    assert [comment.body for comment in stored(app)] == ["D’Awa", "De Lina"]
    assert {comment.status for comment in stored(app)} == {"pending"}


@pytest.mark.parametrize(("method", "path"), ACTS)
def test_without_a_token_nothing_is_changed(app: Flask, method: str, path: str) -> None:
    awa = Author(app)
    answer = app.test_client().open(
        awa.path + path, method=method, json={"body": "Changé", "message": "Changez."}
    )
    assert (answer.status_code, answer.get_json()["type"][-6:]) == (401, "/token")


@pytest.mark.parametrize(("method", "path"), ACTS)
def test_P4_the_comment_of_another_site_is_unknown(app: Flask, method: str, path: str) -> None:
    with app.app_context():
        a_site(db.session(), "other", origins=[ORIGIN])
        db.session.commit()
    awa = Author(app)
    awa.path = awa.path.replace("/blog/", "/other/")
    assert awa.do(method, path, body="Changé").status_code == 404


@pytest.mark.parametrize(("method", "path"), ACTS)
def test_P4_a_token_dies_with_its_comment(app: Flask, method: str, path: str) -> None:
    awa = Author(app)
    decide(app, awa.receipt["id"], Verb.SPAM)
    with app.app_context():
        comment = comment_called(awa.receipt["id"])
        workflow.purge(db.session(), comment.site_id, comment.public_id, actor=COMMAND, now=now())
        db.session.commit()
    document = {"body": "Revenu"} if method == "PATCH" else {"message": "Et moi ?"}
    assert awa.do(method, path, **document).status_code == 404


@pytest.mark.parametrize(("method", "path"), ACTS)
@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
def test_only_pages_of_the_site_change_comments(
    app: Flask, method: str, path: str, origin: str
) -> None:
    awa = Author(app)
    headers = {"Origin": origin, "Authorization": f"Bearer {awa.receipt['token']}"}
    answer = app.test_client().open(awa.path + path, method=method, headers=headers)
    assert answer.status_code == 403
    listed_page = app.test_client().options(
        awa.path + path,
        headers={"Origin": ORIGIN, "Access-Control-Request-Method": method},
    )
    assert method in listed_page.headers["Access-Control-Allow-Methods"]
