"""JSON lines about requests: what was asked of which route and how it went, never by whom.

No query, body, header or address is logged; the route stands for the path.
"""

from __future__ import annotations

import logging
import secrets
import sys
import time
import traceback
from typing import TYPE_CHECKING, Any, Final, TextIO

import structlog
from flask import g, request
from sqlalchemy.exc import DBAPIError

if TYPE_CHECKING:
    from flask import Flask, Response
    from structlog.typing import EventDict

log: Final = structlog.get_logger("moderation.request")


def configure(stream: TextIO = sys.stderr) -> None:
    """Write every log line of this process as one JSON object, on standard error by default."""
    steps: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _without_rows,
        structlog.processors.format_exc_info,
    ]
    as_json = structlog.processors.JSONRenderer()
    structlog.configure(
        processors=[*steps, as_json],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(stream),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream)  # what libraries say, in the same form
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=steps,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, as_json],
        )
    )
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


def _without_rows(_logger: object, _method: str, line: EventDict) -> EventDict:
    """Leave out what a database says of an error: it can hold the row, and the row a person."""
    error = line.get("exc_info")
    if error is True:
        error = sys.exc_info()
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, DBAPIError):
        line["exc_info"] = None
        line["error"] = type(error.orig).__name__
        line["where"] = [
            f"{frame.name} {frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)
        ]
    return line


def register(app: Flask) -> None:
    """Give every request an id and a line."""
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    g.request_id = secrets.token_hex(8)
    g.began = time.perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request=g.request_id)


def _end(response: Response) -> Response:
    response.headers["X-Request-Id"] = g.get("request_id", "")
    log.info(
        "request",
        method=request.method,
        route=request.url_rule.rule if request.url_rule else None,
        status=response.status_code,
        ms=round((time.perf_counter() - g.get("began", time.perf_counter())) * 1000, 1),
    )
    return response
