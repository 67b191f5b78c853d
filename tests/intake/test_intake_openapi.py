"""What the OpenAPI document says of coming in is what happens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest
from factories import ARTICLE_URL

from moderation.intake.openapi import PATHS, SCHEMAS
from tests.intake.people import COMMENTS, TICKET, Stranger, letter, publish

if TYPE_CHECKING:
    from flask import Flask


def conforms(document: Any, schema: str) -> bool:  # noqa: ANN401 - any JSON
    """Whether a document is what the schema of that name says."""
    whole = {"$ref": f"#/components/schemas/{schema}", "components": {"schemas": SCHEMAS}}
    return bool(jsonschema_rs.is_valid(whole, document))


def test_answers_are_as_the_document_says(app: Flask, stranger: Stranger) -> None:
    receipt = stranger.post({"Idempotency-Key": "k"}, parent=publish(app)).get_json()
    again = stranger.post({"Idempotency-Key": "k"}, parent=None).get_json()
    own = stranger.client.get(
        f"{COMMENTS}/{receipt['id']}", headers={"Authorization": f"Bearer {receipt['token']}"}
    ).get_json()
    ticket = stranger.client.get(TICKET, query_string={"article": ARTICLE_URL}).get_json()

    assert again["status"] == 409
    assert conforms(receipt, "Receipt")
    assert conforms(own, "OwnComment")
    assert conforms(ticket, "Ticket")
    assert not conforms({**receipt, "email": "awa@exemple.fr"}, "Receipt")
    assert not conforms({**own, "email": "awa@exemple.fr"}, "OwnComment")


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"parent": None, "website": None, "ticket": None, "trap": "", "notify": False},
        {"article": {"url": ARTICLE_URL}},
        {"name": 7},
        {"body": ...},
        {"article": ...},
        {"article": {"url": ARTICLE_URL, "open": True}},
        {"status": "approved"},
        {"notify": "yes"},
        {"trap": None},
    ],
)
def test_a_letter_is_taken_exactly_when_it_has_the_form_the_document_says(
    stranger: Stranger, changes: dict[str, Any]
) -> None:
    assert conforms(letter(**changes), "Submission") is (
        stranger.post(**changes).status_code == 201
    )


def test_every_door_of_the_room_is_in_the_document(app: Flask) -> None:
    doors = {
        (rule.rule.replace("<site_name>", "{site}").replace("<public_id>", "{id}"), method.lower())
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("intake.")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }

    assert {(path, method) for path, item in PATHS.items() for method in item} == doors
