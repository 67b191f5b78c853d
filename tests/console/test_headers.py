from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from people import Browser, a_member

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from moderation.config import Settings

EXPECTED = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'; require-trusted-types-for 'script'"
    ),
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}


@pytest.mark.parametrize(
    "path",
    ["/account/sign-in", "/account/preferences", "/account/setup?key=x", "/account/nowhere"],
)
def test_T31_every_private_answer_carries_the_same_headers(app: Flask, path: str) -> None:
    a_member(app)
    answer = Browser(app).get(path)
    assert {name: answer.headers.get(name) for name in EXPECTED} == EXPECTED
    assert answer.headers.getlist("Access-Control-Allow-Origin") == []


def test_T31_a_refused_request_carries_them_too(app: Flask) -> None:
    answer = app.test_client().post("/account/sign-in")
    assert answer.status_code == 403
    assert {name: answer.headers.get(name) for name in EXPECTED} == EXPECTED


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://localhost", None),
        ("https://c.example.org", "max-age=63072000; includeSubDomains"),
    ],
)
def test_browsers_are_told_to_stay_with_https_only_where_there_is_https(
    make_app: Callable[[Settings], Flask], settings: Settings, address: str, expected: str | None
) -> None:
    app = make_app(replace(settings, public_url=address, dashboard_url=address))
    answer = app.test_client().get("/account/setup?key=x")
    assert answer.headers.get("Strict-Transport-Security") == expected


def test_T34_no_page_holds_inline_script_or_style(app: Flask) -> None:
    a_member(app)
    camille = Browser(app)
    camille.sign_in()
    for path in ("/account/sign-in", "/account/preferences", "/account/setup?key=x"):
        html = camille.get(path).text
        assert "<style" not in html
        assert " style=" not in html
        assert " on" not in html.partition("<body")[2].split(">")[0]
        assert "<script>" not in html


def test_files_of_the_shell_are_kept_by_browsers_for_as_long_as_they_stay_the_same(
    app: Flask,
) -> None:
    a_member(app)
    page = Browser(app).get("/account/sign-in").text
    address = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
    with Browser(app).get(address) as sheet:
        assert sheet.status_code == 200
        assert sheet.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert "Set-Cookie" not in sheet.headers
    with Browser(app).get("/console/console.css") as sheet:
        assert sheet.headers["Cache-Control"] == "no-cache"


def test_a_browser_keeps_our_sheets_and_asks_whether_they_changed(app: Flask) -> None:
    with app.test_client().get("/console/console.css") as sheet:
        assert sheet.headers["Cache-Control"] == "no-cache"
        assert sheet.headers["ETag"]
    again = {"If-None-Match": sheet.headers["ETag"]}
    with app.test_client().get("/console/console.css", headers=again) as unchanged:
        assert unchanged.status_code == 304
