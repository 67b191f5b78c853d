"""Whatever comes to the doors of authors and readers has a clear answer, and never a 500."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from moderation.comments.models import Verb
from moderation.comments.texts import MAX_BODY
from moderation.intake.forms import MAX_MESSAGE, MAX_REPORT
from tests.intake.afterwards import PREVIEW, Author, decide, report, told_to_moderators
from tests.intake.people import COMMENTS, publish, stored

if TYPE_CHECKING:
    from flask import Flask

LONG = "é" * (MAX_BODY + 1)
# What is wrong with a document, and the fields that the answer names.
BODIES: list[tuple[dict[str, Any], set[str]]] = [
    ({}, {"body"}),
    ({"body": None}, {"body"}),
    ({"body": 7}, {"body"}),
    ({"body": ["a"]}, {"body"}),
    ({"body": {"text": "a"}}, {"body"}),
    ({"body": True}, {"body"}),
    ({"body": ""}, {"body"}),
    ({"body": " \n\t\u200b\u2800"}, {"body"}),
    ({"body": "a\u0007"}, {"body"}),
    ({"body": LONG}, {"body"}),
    ({"body": "a", "name": "Lina"}, {"name"}),
    ({"body": "", "status": "approved", "": 1}, {"body", "status", ""}),
]
MESSAGES: list[tuple[dict[str, Any], set[str]]] = [
    ({}, {"message"}),
    ({"message": None}, {"message"}),
    ({"message": 7}, {"message"}),
    ({"message": []}, {"message"}),
    ({"message": " \n "}, {"message"}),
    ({"message": "a\u001b"}, {"message"}),
    ({"message": "é" * (MAX_MESSAGE + 1)}, {"message"}),
    ({"message": "a", "body": "b"}, {"body"}),
]
REPORTS: list[tuple[dict[str, Any], set[str]]] = [
    ({}, {"reason"}),
    ({"reason": None}, {"reason"}),
    ({"reason": "Spam"}, {"reason"}),
    ({"reason": "boring"}, {"reason"}),
    ({"reason": 1}, {"reason"}),
    ({"reason": ["spam"]}, {"reason"}),
    ({"reason": "spam", "message": 7}, {"message"}),
    ({"reason": "spam", "message": {}}, {"message"}),
    ({"reason": "spam", "message": "é" * (MAX_REPORT + 1)}, {"message"}),
    ({"reason": "", "message": "a\u001b", "network": "x"}, {"reason", "message", "network"}),
]
NOT_DOCUMENTS: list[tuple[bytes, str, int]] = [
    (b"", "application/json", 400),
    (b"{", "application/json", 400),
    (b"[]", "application/json", 400),
    (b"null", "application/json", 400),
    (b'"body"', "application/json", 400),
    (b'{"body": "\\u0000"}', "application/json", 400),
    (b'{"body": "\\ud800"}', "application/json", 400),
    (b'{"body": "\xff"}', "application/json", 400),
    (b'{"body": "a", "body": "b"}', "application/json", 400),
    (b'{"body": NaN}', "application/json", 400),
    (b'{"body": ' + b"[" * 9_000 + b"]" * 9_000 + b"}", "application/json", 400),
    (b'{"body": "' + b"a" * 70_000 + b'"}', "application/json", 413),
    (b"body=a", "application/x-www-form-urlencoded", 415),
    (b'{"body": "a"}', "text/plain", 415),
    (b'{"body": "a"}', "application/json; charset=latin-1", 415),
]


@pytest.fixture
def awa(app: Flask) -> Author:
    """Whoever wrote the one comment there is."""
    return Author(app, body="Bonjour")


def doors(awa: Author) -> list[tuple[str, str, list[tuple[dict[str, Any], set[str]]]]]:
    """Those that take a document: how they are asked, and what is wrong to say there."""
    return [
        ("PATCH", awa.path, BODIES),
        ("POST", f"{awa.path}/change-request", MESSAGES),
        ("POST", f"{awa.path}/report", REPORTS),
        ("POST", PREVIEW, BODIES),
    ]


def test_every_fault_is_named_and_nothing_is_kept(app: Flask, awa: Author) -> None:
    headers = {"Authorization": f"Bearer {awa.receipt['token']}", "Accept-Language": "fr"}
    for method, path, faults in doors(awa):
        for document, fields in faults:
            answer = awa.client.open(path, method=method, json=document, headers=headers)
            assert answer.status_code == 422, (path, document)
            assert set(answer.get_json()["errors"]) == fields, (path, document)
            assert all(len(words) == 1 for words in answer.get_json()["errors"].values())
    assert [comment.version for comment in stored(app)] == [1]
    assert told_to_moderators(app) == (0, 0)


def test_what_is_no_document_is_said_to_be_none(app: Flask, awa: Author) -> None:
    headers = {"Authorization": f"Bearer {awa.receipt['token']}"}
    for method, path, _faults in doors(awa):
        for raw, media_type, status in NOT_DOCUMENTS:
            answer = awa.client.open(
                path, method=method, data=raw, content_type=media_type, headers=headers
            )
            assert answer.status_code == status, (path, raw[:40])
    assert [comment.version for comment in stored(app)] == [1]


def test_the_longest_texts_are_taken(app: Flask, awa: Author) -> None:
    assert awa.edit("é" * MAX_BODY).status_code == 200
    assert awa.ask_change("é" * MAX_MESSAGE).status_code == 201
    assert report(app, publish(app), message="é" * MAX_REPORT).status_code == 201


def test_doors_without_a_document_do_not_mind_one(awa: Author) -> None:
    headers = {"Authorization": f"Bearer {awa.receipt['token']}"}
    for method, path in (("DELETE", ""), ("POST", "/restore")):
        for raw in (b"", b"{", b"\x00" * 10_000, b'{"body": "autre"}'):
            answer = awa.client.open(awa.path + path, method=method, data=raw, headers=headers)
            assert answer.status_code == 200
            assert answer.get_json()["body"] == "Bonjour"


@pytest.mark.parametrize("method", ["PUT", "POST"])
def test_other_methods_are_not_taken(awa: Author, method: str) -> None:
    answer = awa.do(method, body="Autre")
    assert (answer.status_code, answer.get_json()["type"][-7:]) == (405, "/method")
    assert "PATCH" in answer.headers["Allow"]


def test_acts_out_of_their_order_change_nothing(app: Flask, awa: Author) -> None:
    assert awa.restore().get_json()["status"] == "pending"  # it was never withdrawn
    decide(app, awa.receipt["id"], Verb.REFUSE)
    assert awa.restore().get_json()["status"] == "refused"
    assert awa.withdraw().get_json()["status"] == "withdrawn"
    assert awa.edit("Autre").status_code == 409
    assert awa.restore().get_json()["status"] == "refused"
    assert [comment.body for comment in stored(app)] == ["Bonjour"]


def test_a_comment_of_nobody_is_nobody_s(app: Flask) -> None:
    for public_id in ("c", "c" * 21, "nobody", "%00", "..", "%2e%2e", "é", "a" * 5_000):
        answer = app.test_client().patch(
            f"{COMMENTS}/{public_id}",
            json={"body": "a"},
            headers={"Authorization": f"Bearer {public_id}.{'A' * 32}"},
        )
        assert answer.status_code == 404
