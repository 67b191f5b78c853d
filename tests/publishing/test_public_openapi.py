"""What the OpenAPI document says of public reading is what happens."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest
from factories import COMMAND, a_comment, an_article

from moderation.comments import workflow
from moderation.comments.models import Verb
from moderation.publishing.asked import LIST_KEYS
from moderation.publishing.openapi import KEPT_HEADERS, PATHS, SCHEMAS
from moderation.sites.articles import set_closing
from moderation.web.clock import now
from tests.publishing.readers import ARTICLE, COUNTS, LIST

if TYPE_CHECKING:
    from flask import Flask
    from sqlalchemy.orm import Session

    from moderation.sites.models import Site
    from tests.publishing.readers import Reader


def conforms(document: Any, schema: str) -> bool:  # noqa: ANN401 - any JSON
    """Whether a document is what the schema of that name says."""
    whole = {"$ref": f"#/components/schemas/{schema}", "components": {"schemas": SCHEMAS}}
    return bool(jsonschema_rs.is_valid(whole, document))


def test_every_kind_of_comment_is_as_the_document_says(
    session: Session, site: Site, reader: Reader
) -> None:
    root = a_comment(session, site, website="https://awa.example")
    for _ in range(5):
        a_comment(session, site, parent=root)
    workflow.decide(
        session,
        site.id,
        root.public_id,
        Verb.REFUSE,
        seen_version=root.version,
        actor=COMMAND,
        now=now(),
    )
    session.commit()
    lists = [
        reader.ask_later().json,
        reader.ask(article="/new").json,
        reader.ask(parent=root.public_id).json,
    ]
    assert [len(entry["comments"]) for entry in lists] == [4, 0, 5]
    assert all(conforms(document, "CommentList") for document in lists)
    assert not conforms({**lists[0], "email": "awa@example.org"}, "CommentList")


def test_a_closed_article_is_as_the_document_says(
    session: Session, site: Site, reader: Reader
) -> None:
    set_closing(an_article(session, site), datetime(2026, 1, 1, tzinfo=UTC))
    session.commit()
    assert conforms(reader.ask().json, "CommentList")


def test_counts_are_as_the_document_says(reader: Reader) -> None:
    assert conforms(reader.ask(COUNTS, article=["/a", "/b"]).json, "CommentCounts")


def test_every_parameter_is_described() -> None:
    operation = PATHS["/api/v1/sites/{site}/comments"]["get"]
    described = {entry["name"] for entry in operation["parameters"] if entry["in"] == "query"}
    assert described == LIST_KEYS


@pytest.mark.parametrize("path", [LIST, COUNTS])
def test_every_promised_header_is_there_and_on_304_too(reader: Reader, path: str) -> None:
    whole = reader.ask(path, article=ARTICLE)
    unchanged = reader.ask(path, article=ARTICLE, headers={"If-None-Match": whole.headers["ETag"]})
    assert (whole.status_code, unchanged.status_code) == (200, 304)
    for answer in (whole, unchanged):
        for name, promise in KEPT_HEADERS.items():
            assert jsonschema_rs.is_valid(promise["schema"], answer.headers[name])


def test_every_public_route_is_described(app: Flask) -> None:
    routes = {
        rule.rule.replace("<site_name>", "{site}")
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("publishing.")
    }
    assert routes == set(PATHS)
