"""Being served under a path, such as ``https://exemple.fr/comments``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


class PathPrefix:
    """Move the prefix of the public address from ``PATH_INFO`` to ``SCRIPT_NAME``.

    Proxies that strip the prefix and proxies that pass it on are served alike.
    """

    def __init__(self, app: WSGIApplication, prefix: str) -> None:
        """Serve ``app`` under ``prefix``, which begins with a slash."""
        self._app = app
        self._prefix = prefix

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        path = environ.get("PATH_INFO", "")
        if path == self._prefix or path.startswith(f"{self._prefix}/"):
            environ["PATH_INFO"] = path[len(self._prefix) :] or "/"
        environ["SCRIPT_NAME"] = self._prefix
        return self._app(environ, start_response)
