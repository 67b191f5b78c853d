"""The last resort: whatever goes wrong becomes an answer in words, never a traceback.

A store that cannot answer is 503 with ``Retry-After``; anything unforeseen is logged with the
request's id, and told as 500 without a detail.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import structlog
from flask import Response, g, make_response, render_template, request
from flask_babel import lazy_gettext as _
from limits.errors import StorageError
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from moderation.database import db
from moderation.sealing import KeysUnavailable
from moderation.web import problems
from moderation.web.problems import Problem

if TYPE_CHECKING:
    from flask import Flask

UNAVAILABLE: Final = (
    InterfaceError,
    KeysUnavailable,
    OperationalError,
    PoolTimeout,
    StorageError,
)
RETRY_AFTER_S: Final = 2
SLUGS: Final = {404: "not-found", 405: "method", 413: "too-large", 415: "media-type"}

log: Final = structlog.get_logger("moderation.web")


def register(app: Flask) -> None:
    """Catch everything."""
    app.register_error_handler(Problem, _problem)
    app.register_error_handler(DBAPIError, _database)
    for unavailable in (PoolTimeout, StorageError, KeysUnavailable):
        app.register_error_handler(unavailable, _database)
    app.register_error_handler(Exception, _unforeseen)
    app.register_error_handler(HTTPException, _http)


def is_unavailable(error: BaseException) -> bool:
    """Whether an error says that the database cannot answer, rather than that we asked wrongly."""
    if isinstance(error, UNAVAILABLE):
        return True
    # "file is not a database", "disk image is malformed": the class itself, no subclass of it.
    return isinstance(error, DBAPIError) and type(error.orig).__name__ == "DatabaseError"


def _problem(problem: Problem) -> Response:
    db.session.rollback()
    if request.path.startswith("/api/"):
        return problems.answer(problem)
    return _page(problem)


def _database(error: Exception) -> Response:
    if not is_unavailable(error):
        return _unforeseen(error)
    log.warning("store_unavailable", error=type(error).__name__)
    detail = _("The service cannot answer right now. Try again in a moment.")
    return _problem(Problem(503, "unavailable", detail, retry_after=RETRY_AFTER_S))


def _http(error: HTTPException) -> Response | HTTPException:
    if error.code is None or error.code < 400:  # noqa: PLR2004 - a redirect of the router
        return error
    slug = SLUGS.get(error.code, "malformed")
    answer = _problem(Problem(error.code, slug))
    if error.code == 405:  # noqa: PLR2004 - RFC 9110 §15.5.6: Allow comes with it
        answer.headers["Allow"] = dict(error.get_headers()).get("Allow", "")
    return answer


def _unforeseen(error: Exception) -> Response:
    log.error("unforeseen", error=type(error).__name__, exc_info=error)
    return _problem(Problem(500, "internal", extra={"request": g.get("request_id", "")}))


def _page(problem: Problem) -> Response:
    template = g.get("error_template", "web/error.html")  # a room with a shell of its own says so
    body = render_template(template, problem=problem, title=problems.TITLES[problem.slug])
    response = make_response(body, problem.status)
    response.headers["Cache-Control"] = "no-store"
    if problem.retry_after is not None:
        response.headers["Retry-After"] = str(problem.retry_after)
    return response
