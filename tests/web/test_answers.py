"""What every answer carries, whoever asks and whatever goes wrong."""

from __future__ import annotations

import io
import json
import logging
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import structlog
from flask import abort
from sqlalchemy.exc import IntegrityError, OperationalError

from moderation.web import logs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask
    from flask.testing import FlaskClient

    from moderation.config import Settings

API = "/api/v1/sites/blog/comments"
READ = f"{API}?article=https://blog.example/a"
LISTED = "https://blog.example"
UNLISTED = [
    "https://autre.example",
    "http://blog.example",
    "https://blog.example:8443",
    "https://blog.example.autre.example",
    "https://sub.blog.example",
    "https://BLOG.example",
    "null",
]
LETTER = {
    "article": {"url": "https://blog.example/a", "title": ""},
    "parent": None,
    "name": "Awa",
    "email": "awa@example.org",
    "body": "Bonjour",
}


@pytest.mark.parametrize("origin", [LISTED, *UNLISTED])
def test_reading_is_open_to_every_origin(client: FlaskClient, origin: str) -> None:
    answer = client.get(READ, headers={"Origin": origin})
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers


@pytest.mark.parametrize("origin", [LISTED, *UNLISTED])
def test_a_preflight_says_what_may_be_sent(client: FlaskClient, origin: str) -> None:
    asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    answer = client.options(API, headers=asked)
    assert answer.status_code == 204
    assert set(answer.headers["Access-Control-Allow-Methods"].split(", ")) == {
        "GET",
        "POST",
        "PATCH",
        "DELETE",
    }
    assert "Access-Control-Allow-Credentials" not in answer.headers


def test_writing_is_answered_to_a_listed_origin(client: FlaskClient) -> None:
    answer = client.post(API, json=LETTER, headers={"Origin": LISTED})
    assert answer.status_code == 201
    assert answer.headers["Access-Control-Allow-Origin"] == LISTED
    assert "Origin" in answer.headers["Vary"]


@pytest.mark.parametrize("origin", UNLISTED)
def test_writing_from_elsewhere_is_refused_in_words_that_its_page_can_read(
    client: FlaskClient, origin: str
) -> None:
    answer = client.post(API, json=LETTER, headers={"Origin": origin, "Accept-Language": "fr"})
    assert answer.status_code == 403
    assert answer.get_json()["type"].endswith("/origin")
    assert origin in answer.get_json()["detail"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    "path", [READ, "/api/nowhere", "/nowhere", "/healthz", "/t/blog/?article=/a", "/embed.js"]
)
def test_every_answer_is_guarded_and_sets_no_cookie(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer.headers
    if path != "/embed.js":
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_strict_transport_is_asked_for_over_https_only(
    make_app: Callable[[Settings], Flask], settings: Settings, client: FlaskClient
) -> None:
    assert "Strict-Transport-Security" not in client.get("/healthz").headers
    secure = make_app(replace(settings, public_url="https://comments.example"))
    answer = secure.test_client().get("/healthz")
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=63072000")


@pytest.mark.parametrize(("language", "words"), [("fr", "Il n’y a rien"), ("en", "nothing here")])
def test_a_wrong_address_is_answered_in_the_readers_language(
    client: FlaskClient, language: str, words: str
) -> None:
    said = {"Accept-Language": language}
    page = client.get("/nowhere", headers=said)
    assert (page.status_code, page.mimetype) == (404, "text/html")
    assert words in page.text
    assert f'lang="{language}"' in page.text
    problem = client.get("/api/nowhere", headers=said)
    assert (problem.status_code, problem.mimetype) == (404, "application/problem+json")
    assert words in problem.get_json()["detail"]


def test_a_wrong_method_names_the_right_ones(client: FlaskClient) -> None:
    answer = client.put(API, json={})
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


@pytest.fixture
def broken(make_app: Callable[[Settings], Flask], settings: Settings) -> FlaskClient:
    """A service with a fault in it."""
    app = make_app(settings)

    @app.get("/api/fault")
    def fault() -> str:
        raise ZeroDivisionError("secret detail")

    @app.get("/api/store")
    def store() -> str:
        raise OperationalError("SELECT secret", {}, Exception("detail"))

    @app.get("/api/gone")
    def gone() -> str:
        abort(410)

    @app.get("/api/row")
    def row() -> str:
        detail = Exception("Failing row contains (awa@example.org)")
        raise IntegrityError("INSERT", {}, detail)

    return app.test_client()


def test_what_nobody_foresaw_is_told_without_a_detail(broken: FlaskClient) -> None:
    answer = broken.get("/api/fault")
    assert answer.status_code == 500
    assert answer.get_json()["type"].endswith("/internal")
    assert answer.get_json()["request"] == answer.headers["X-Request-Id"]
    assert "secret" not in answer.text


def test_a_store_that_fails_is_told_with_the_time_to_come_back(broken: FlaskClient) -> None:
    answer = broken.get("/api/store")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "2"
    assert "secret" not in answer.text


def test_any_http_error_is_a_problem(broken: FlaskClient) -> None:
    answer = broken.get("/api/gone")
    assert (answer.status_code, answer.mimetype) == (410, "application/problem+json")


@pytest.mark.parametrize("strips", [True, False])
def test_the_service_works_under_a_path(
    make_app: Callable[[Settings], Flask], settings: Settings, *, strips: bool
) -> None:
    app = make_app(replace(settings, public_url="https://exemple.fr/comments"))
    path = "/nowhere" if strips else "/comments/nowhere"
    answer = app.test_client().get(path)
    assert 'href="/comments/web/plain.css"' in answer.text


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What the service logs, as in production."""
    written = io.StringIO()
    before = structlog.get_config()
    logs.configure(written)
    yield written
    structlog.configure(**before)


def test_a_failed_row_does_not_reach_the_log(broken: FlaskClient, lines: io.StringIO) -> None:
    broken.get("/api/row")
    assert "IntegrityError" in lines.getvalue() or "Exception" in lines.getvalue()
    assert "awa@example.org" not in lines.getvalue()


def test_what_a_library_logs_is_json_too(lines: io.StringIO) -> None:
    logging.getLogger("some.library").warning("deux\nlignes")
    assert json.loads(lines.getvalue())["event"] == "deux\nlignes"


def test_a_log_line_says_how_it_went_and_never_what_was_asked(
    client: FlaskClient, lines: io.StringIO
) -> None:
    agent = "curl\r\n\x1b[31mrouge"
    client.get(f"{READ}&token=secret%0d%0a", environ_base={"HTTP_USER_AGENT": agent})
    client.get("/nowhere/%0d%0a%1b[31m?email=awa@example.org")
    found = [json.loads(line) for line in lines.getvalue().splitlines()]
    assert [(line["route"], line["status"]) for line in found[-2:]] == [
        ("/api/v1/sites/<site_name>/comments", 200),
        (None, 404),
    ]
    for secret in ("secret", "awa", "blog.example", "rouge", "127.0.0.1"):
        assert secret not in lines.getvalue()
