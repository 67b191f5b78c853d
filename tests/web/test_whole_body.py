"""Somebody who sends slowly keeps nobody else from writing."""

from __future__ import annotations

import io
import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from factories import ARTICLE_URL
from werkzeug.test import EnvironBuilder, run_wsgi_app

from moderation.database import db
from moderation.web.json_guard import MAX_BYTES
from moderation.web.whole_body import WholeBody

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

    from flask import Flask
    from flask.testing import FlaskClient

POST = "/api/v1/sites/blog/comments"
DOCUMENT = {
    "article": {"url": ARTICLE_URL, "title": "Un article"},
    "name": "Awa Diallo",
    "email": "awa@example.org",
    "body": "Bonjour",
}
LIMIT = 1_000


class Slow(io.RawIOBase):
    """A body that arrives in two parts; between them, somebody else writes."""

    def __init__(self, body: bytes, between: Any) -> None:  # noqa: ANN401 - any callable
        self._parts = [body[:10], body[10:]]
        self._between = between

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - a buffer
        if not self._parts:
            return 0
        if len(self._parts) == 1:
            self._between()
        part = self._parts.pop(0)
        buffer[: len(part)] = part
        return len(part)


def test_while_one_sends_slowly_another_is_answered(app: Flask) -> None:
    answers: list[int] = []

    def somebody_else() -> None:
        with ThreadPoolExecutor(1) as elsewhere:
            answer = elsewhere.submit(app.test_client().post, POST, json=DOCUMENT)
            answers.append(answer.result().status_code)

    body = json.dumps({**DOCUMENT, "body": "Bonsoir"}).encode()
    environ = EnvironBuilder(
        path=POST, method="POST", data=body, content_type="application/json"
    ).get_environ()
    environ["wsgi.input"] = Slow(body, somebody_else)
    _, status, _ = run_wsgi_app(app, environ, buffered=True)
    assert (answers, status) == ([201], "201 CREATED")
    with app.app_context():
        assert db.engine.pool.checkedout() == 0  # type: ignore[attr-defined]


def test_a_body_beyond_the_limit_is_refused_by_the_door_as_before(client: FlaskClient) -> None:
    answer = client.post(POST, data=b" " * (2 * MAX_BYTES + 1), content_type="application/json")
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("sent", "headers", "body", "length"),
    [
        (b"x" * LIMIT, {"CONTENT_LENGTH": str(LIMIT)}, b"x" * LIMIT, LIMIT),
        (b"x" * 2_000, {"CONTENT_LENGTH": "2000"}, b"", LIMIT + 1),
        (b"x" * 2_000, {"wsgi.input_terminated": True}, b"", LIMIT + 1),
        (b"chunks", {"wsgi.input_terminated": True}, b"chunks", 6),
        (b"cut", {"CONTENT_LENGTH": "10"}, b"", 0),
        (b"unsaid", {}, b"", 0),
    ],
)
def test_the_application_finds_a_whole_body_or_none(
    sent: bytes, headers: dict[str, Any], body: bytes, length: int
) -> None:
    found: list[tuple[bytes, int]] = []

    def application(environ: WSGIEnvironment, _start: StartResponse) -> Iterable[bytes]:
        found.append((environ["wsgi.input"].read(), int(environ["CONTENT_LENGTH"])))
        return []

    environ = {"REQUEST_METHOD": "POST", "wsgi.input": io.BytesIO(sent), **headers}
    WholeBody(application, LIMIT)(environ, lambda *_: print)  # type: ignore[arg-type,return-value]
    assert found == [(body, length)]
