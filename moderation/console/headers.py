"""The headers of every private page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import request

from moderation.web.instance import instance

if TYPE_CHECKING:
    from flask import Flask, Response

    from moderation.console.guard import Guard

PRIVATE: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'; require-trusted-types-for 'script'"
    ),
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    # Flask-WTF compares the Referer over https; other sites never see one.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}
# Sheets and scripts are nobody's secret: a browser keeps them, and asks whether they changed.
REVALIDATED: Final = "no-cache"
HSTS: Final = "max-age=63072000; includeSubDomains"


def init_app(app: Flask, guard: Guard) -> None:
    """Put the headers on the answers of the private rooms."""

    @app.after_request
    def protect(response: Response) -> Response:
        if guard.owns_request():
            response.headers.update(PRIVATE)
            if (request.endpoint or "").endswith(".static"):
                response.headers["Cache-Control"] = REVALIDATED
            if instance().settings.dashboard_url.startswith("https://"):
                response.headers["Strict-Transport-Security"] = HSTS
        return response
