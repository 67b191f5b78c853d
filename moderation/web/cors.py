"""Who may call from a browser.

No cookie is ever read here, so no page can act with a visitor's trust; what a site lists is who
may write.

Preflights pass for everybody, so that a page on an unlisted origin can read *why* it is refused
and tell its owner.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Response, g, request
from flask_babel import lazy_gettext as _

from moderation.web.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Collection

    from flask import Flask

API: Final = "/api/v1/sites/"
METHODS: Final = "GET, POST, PATCH, DELETE"
HEADERS: Final = "Content-Type, Idempotency-Key, Authorization, Accept-Language"
EXPOSED: Final = "ETag, Retry-After"
MAX_AGE_S: Final = 600


def require_listed_origin(origins: Collection[str]) -> None:
    """Refuse a browser's call from a page that is not the site's.

    A call without ``Origin`` is no browser's cross-origin call and passes.

    Raises:
        Problem: 403; the origin is unlisted or ``null``.
    """
    origin = request.headers.get("Origin")
    if origin is None:
        return
    if origin not in origins:
        raise Problem(
            403,
            "origin",
            _("Pages of %(origin)s may not write here.", origin=origin[:300]),
        )
    g.listed_origin = origin


def register(app: Flask) -> None:
    """Answer preflights, and let every public answer be read."""
    app.before_request(_preflight)
    app.after_request(_readable)


def _preflight() -> Response | None:
    asked = "Access-Control-Request-Method" in request.headers
    if request.method != "OPTIONS" or not asked or not request.path.startswith(API):
        return None
    response = Response(status=204)
    response.headers["Access-Control-Allow-Methods"] = METHODS
    response.headers["Access-Control-Allow-Headers"] = HEADERS
    response.headers["Access-Control-Max-Age"] = str(MAX_AGE_S)
    return response


def _readable(response: Response) -> Response:
    if request.path.startswith(API):
        listed = g.get("listed_origin")
        response.headers["Access-Control-Allow-Origin"] = listed or "*"
        response.headers["Access-Control-Expose-Headers"] = EXPOSED
        if listed:
            response.vary.add("Origin")
    return response
