"""The names under which the service may be asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from werkzeug.test import create_environ, run_wsgi_app

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from moderation.config import Settings

PUBLIC, PRIVATE = "comments.example.org", "desk.example.org"


@pytest.fixture
def apart(make_app: Callable[[Settings], Flask], settings_on_sqlite: Settings) -> Flask:
    """A service whose dashboard has a host of its own."""
    return make_app(
        replace(
            settings_on_sqlite,
            public_url=f"https://{PUBLIC}",
            dashboard_url=f"https://{PRIVATE}",
        )
    )


@pytest.mark.parametrize(
    ("host", "path", "status"),
    [
        (PUBLIC, "/api/openapi.json", 200),
        (PUBLIC, "/embed.js", 200),
        (PUBLIC, "/dashboard/", 404),
        (PUBLIC, "/account/sign-in", 404),
        (f"{PUBLIC}:8443", "/embed.js", 200),
        (PRIVATE, "/embed.js", 404),
        (PRIVATE, "/api/openapi.json", 404),
        (PRIVATE, "/console/console.css", 200),
        ("autre.example.org", "/api/openapi.json", 400),
        (f"{PUBLIC}.autre.example.org", "/embed.js", 400),
        ("127.0.0.1", "/embed.js", 400),
        ("[::1", "/embed.js", 400),
        ("a<script>", "/nowhere", 400),
        ("", "/embed.js", 400),
        ("xn--", "/embed.js", 400),
        ("xn--a", "/nowhere", 400),
        ("a..b", "/api/openapi.json", 400),
        (f"{'a' * 64}.example", "/embed.js", 400),
        ("comments.example.org:port", "/embed.js", 400),
        ("é.example", "/embed.js", 400),
        ("autre.example.org", "/healthz", 200),
        ("xn--", "/healthz", 200),
        ("..", "/healthz", 200),
    ],
)
def test_each_host_answers_what_is_its_own(apart: Flask, host: str, path: str, status: int) -> None:
    # As a server hands it over: a client would stumble over some of the names itself.
    environ = {**create_environ(path), "HTTP_HOST": host}
    body, answered, _headers = run_wsgi_app(apart.wsgi_app, environ, buffered=True)
    assert int(answered.partition(" ")[0]) == status
    assert host != "a<script>" or b"<script>" not in b"".join(body)


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1:8000", "[::1]:8000", "comments.localhost"]
)
def test_a_service_on_this_machine_has_all_of_its_names(app: Flask, host: str) -> None:
    assert app.test_client().get("/embed.js", headers={"Host": host}).status_code == 200


def test_what_a_proxy_or_a_stranger_says_of_the_host_changes_nothing(app: Flask) -> None:
    plain = app.test_client().get("/t/blog/?article=/a")
    forged = app.test_client().get(
        "/t/blog/?article=/a",
        headers={"X-Forwarded-Host": "autre.example.org", "Forwarded": "host=autre.example.org"},
    )
    assert "autre.example.org" not in forged.text
    assert forged.status_code == plain.status_code == 200
