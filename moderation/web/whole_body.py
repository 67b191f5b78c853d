"""A request's body is taken in whole before anything else is done about the request.

The first question to the database of a request that may write begins SQLite's one writing
transaction. Were the body read after it, a single sender of one byte a second would keep everybody
else from writing. Taken in before, a slow sender holds a thread of the server and nothing else.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge
from werkzeug.wsgi import get_input_stream

from moderation.database.engine import SAFE_METHODS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


class WholeBody:
    """Stands before an application that reads bodies of at most so many bytes."""

    def __init__(self, app: WSGIApplication, limit: int) -> None:
        """Read no more than ``limit`` bytes; refusing what is longer is the application's."""
        self._app = app
        self._limit = limit

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        if environ["REQUEST_METHOD"] not in SAFE_METHODS:
            self._take_in(environ)
        return self._app(environ, start_response)

    def _take_in(self, environ: WSGIEnvironment) -> None:
        body: bytes | None
        try:
            # One byte more tells a longer body from one that just fits.
            body = get_input_stream(environ, max_content_length=self._limit + 1).read()
        except ClientDisconnected:
            body = b""
        except RequestEntityTooLarge:
            body = None
        if body is None or len(body) > self._limit:
            environ["wsgi.input"], length = BytesIO(), self._limit + 1
        else:
            environ["wsgi.input"], length = BytesIO(body), len(body)
        environ["CONTENT_LENGTH"] = str(length)
