"""Security headers by kind of response; a room that needs others sets its own first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Blueprint, request

from moderation.web.instance import instance

if TYPE_CHECKING:
    from flask import Flask, Response

# The style sheet of pages that belong to no room: errors, and the description of the API.
blueprint: Final = Blueprint("web", __name__, static_folder="static", static_url_path="/web")
API: Final = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Referrer-Policy": "no-referrer",
}
OTHER: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
}
ALL: Final = {"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY"}
HSTS: Final = "max-age=63072000; includeSubDomains"


def register(app: Flask) -> None:
    """Put the headers on every response."""
    app.after_request(_protect)


def _protect(response: Response) -> Response:
    kind = API if request.path.startswith("/api/v1/") else OTHER
    for name, value in {**kind, **ALL}.items():
        response.headers.setdefault(name, value)
    if instance().settings.public_url.startswith("https://"):
        response.headers.setdefault("Strict-Transport-Security", HSTS)
    if request.method not in {"GET", "HEAD"}:
        response.headers.setdefault("Cache-Control", "no-store")
    return response
