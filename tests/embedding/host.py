"""Somebody's built site, on an origin of its own, as the recipe for it says that it is to be."""

from __future__ import annotations

import mimetypes
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self

# As it stands in pages, and as a value within an address.
PLACES = re.compile(r"https(:|%3a)(//|%2f%2f)(blog|comments)\.example\.org", re.IGNORECASE)
TEXT = ("text/", "application/json", "application/xml")


class Host:
    """Serves one folder for as long as the context lasts, with the addresses of this machine."""

    def __init__(self, folder: Path, policy: str, *, service: str) -> None:
        """Name the pages, their Content Security Policy, and the address of the service."""
        self._server = ThreadingHTTPServer(("localhost", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever)
        self.origin = f"http://localhost:{self._server.server_port}"
        self.service = service
        self._folder = folder
        self._policy = self.here(policy)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def here(self, text: str) -> str:
        """A text of the recipe with the addresses of this machine."""
        places = {"blog": self.origin, "comments": self.service}

        def place(found: re.Match[str]) -> str:
            address = places[found[3].lower()]
            return address if found[1] == ":" else quote(address, safe="")

        return PLACES.sub(place, text)

    def _answer(self, path: str) -> tuple[str, bytes] | None:
        file = self._folder / unquote(path).lstrip("/")
        if file.is_dir():
            file /= "index.html"
        if not file.is_file():
            return None
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        if not kind.startswith(TEXT):
            return kind, file.read_bytes()
        return f"{kind}; charset=utf-8", self.here(file.read_text("utf-8")).encode()

    def _handler(host: Self) -> type[BaseHTTPRequestHandler]:  # noqa: N805 - `self` is below
        class Pages(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                kind, body = host._answer(urlsplit(self.path).path) or ("text/plain", b"")
                self.send_response(200 if body else 404)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Content-Security-Policy", host._policy)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        return Pages
