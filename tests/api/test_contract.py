"""The OpenAPI document is the truth: generated requests meet no answer outside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import schemathesis
from factories import a_comment
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from moderation.comments.tokens import author_token
from moderation.database import db
from moderation.sites.models import Policy
from moderation.sites.queries import site_named
from moderation.web.instance import instance

if TYPE_CHECKING:
    from flask import Flask
    from schemathesis import Case
    from schemathesis.schemas import APIOperation, BaseSchema

EXAMPLES = 40
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture
def described(app: Flask) -> BaseSchema:
    """The service, with something to read, as its own document describes it."""
    with app.app_context():
        site = site_named(db.session(), "blog")
        assert site is not None
        site.policy = Policy.PUBLISH_FIRST
        root = a_comment(db.session(), site)
        a_comment(db.session(), site, parent=root)
    return schemathesis.openapi.from_wsgi("/api/openapi.json", app)


def somebody_s(app: Flask) -> tuple[str, str]:
    """A published comment, and its author's token."""
    with app.app_context():
        site = site_named(db.session(), "blog")
        assert site is not None
        public_id = a_comment(db.session(), site).public_id
        return public_id, author_token(public_id, instance().keyring.signing)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_no_answer_is_outside_the_document(
    app: Flask, described: BaseSchema, mode: GenerationMode
) -> None:
    for result in described.get_all_operations():
        no_answer_is_outside_it(result.ok(), mode, *somebody_s(app))


def no_answer_is_outside_it(
    operation: APIOperation, mode: GenerationMode, public_id: str, token: str
) -> None:
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def each(case: Case) -> None:
        if "site" in case.path_parameters:
            case.path_parameters["site"] = "blog"  # other names are all answered alike
        # The WSGI transport would not unpack what it says it takes.
        headers = {"Accept-Encoding": "identity"}
        # Every other time it is a comment that there is, asked about by whoever wrote it.
        if len(str(case.path_parameters.get("id", ""))) % 2:
            case.path_parameters["id"] = public_id
            headers["Authorization"] = f"Bearer {token}"
        case.call_and_validate(checks=CHECKS, headers=headers)

    each()


def test_every_public_route_is_described_and_nothing_else(app: Flask) -> None:
    document = app.test_client().get("/api/openapi.json").get_json()
    described = {
        (path, method.upper())
        for path, methods in document["paths"].items()
        for method in methods
        if method != "parameters"
    }
    routes = {
        (re.sub(r"<(?:\w+:)?site_name>", "{site}", rule.rule), method)
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1/")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    routes = {(re.sub(r"<(?:\w+:)?public_id>", "{id}", path), method) for path, method in routes}
    assert described == routes


def test_the_description_for_people_is_a_plain_page(app: Flask) -> None:
    page = app.test_client().get("/api/docs")
    assert page.status_code == 200
    assert "/api/v1/sites/{site}/comments" in page.text
    assert "<script" not in page.text
