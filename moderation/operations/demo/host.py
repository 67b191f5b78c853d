"""The site of the demonstration: two pages on another origin than the service, strictly guarded."""

from __future__ import annotations

import multiprocessing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from flask import render_template

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Flask

STYLE: Final = Path(__file__).with_name("article.css")


class Host:
    """Serves pages from a process of its own for as long as the context lasts."""

    def __init__(
        self, app: Flask, port: int, service: str, pages: Mapping[str, tuple[str, str]]
    ) -> None:
        """Render the pages.

        Args:
            app: Whose templates are used.
            port: Where to serve them on this machine.
            service: The address of the comment service.
            pages: Path to the name of the site and the language of the article.
        """
        with app.test_request_context():
            answers = {
                path: (
                    "text/html; charset=utf-8",
                    render_template(
                        f"operations/article.{language}.html",
                        service=service,
                        site=site,
                        url=f"http://localhost:{port}{path}",
                    ).encode(),
                )
                for path, (site, language) in pages.items()
            }
        answers["/article.css"] = ("text/css; charset=utf-8", STYLE.read_bytes())
        policy = (
            f"default-src 'none'; script-src {service}; connect-src {service}; style-src 'self'; "
            "img-src data:; base-uri 'none'; require-trusted-types-for 'script'"
        )
        self._process = multiprocessing.Process(
            target=_serve, args=(port, answers, policy), daemon=True
        )

    def __enter__(self) -> Self:
        """Begin to serve."""
        self._process.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Serve no more."""
        self._process.terminate()
        self._process.join()


def _serve(port: int, answers: Mapping[str, tuple[str, bytes]], policy: str) -> None:
    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, body = answers.get(self.path.partition("?")[0], ("text/plain", b""))
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:  # noqa: ANN401 - as the base class has it
            """Say nothing."""

    with ThreadingHTTPServer(("localhost", port), Pages) as server:
        server.serve_forever()
