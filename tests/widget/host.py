"""A page of somebody's site, on another origin than the service, strictly guarded."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Self

PAGE = """<!doctype html>
<html lang="{language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Pailler en automne</title>
    <link rel="canonical" href="{origin}{path}">
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/style.css">
  </head>
  <body>
    <h1>Pailler en automne</h1>
    {above}
    {comments}
    <script async src="{script}" {script_attributes}></script>
  </body>
</html>
"""
COMMENTS = """<article-comments site="jardin" {attributes}>
      <a href="{service}/t/jardin/?article={origin}{path}">Lire et laisser des commentaires</a>
    </article-comments>"""
STYLE = "body { max-width: 44rem; margin: 0 auto; padding: 1rem; font: 1rem/1.6 sans-serif; }"


class Host:
    """Serves pages for as long as the context lasts; a test says what stands on them."""

    def __init__(self) -> None:
        self._answers: dict[str, tuple[str, bytes]] = {}
        self.policy = ""
        self._server = ThreadingHTTPServer(("localhost", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever)
        self.origin = f"http://localhost:{self._server.server_port}"
        self.service = ""

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def trust(self, service: str, more: str = "base-uri 'none'") -> None:
        """Let the pages include this service's script, and nothing else."""
        self.service = service
        self.policy = (
            f"default-src 'none'; script-src {service}; connect-src {service}; "
            f"style-src 'self'; img-src data:; require-trusted-types-for 'script'; {more}"
        )

    def page(
        self,
        path: str = "/article",
        *,
        language: str = "fr",
        attributes: str = 'load="eager"',
        above: str = "",
        comments: str = COMMENTS,
        script_attributes: str = "",
        script: str = "",
        style: str = "",
    ) -> str:
        """The address of a page that holds these things."""
        values = {"origin": self.origin, "service": self.service, "path": path}
        html = PAGE.format(
            **values,
            language=language,
            above=above,
            comments=comments.format(**values, attributes=attributes),
            script=script or f"{self.service}/embed.js",
            script_attributes=script_attributes,
        )
        self._answers["/style.css"] = ("text/css; charset=utf-8", (STYLE + style).encode())
        return self.show(path, html)

    def show(self, path: str, html: str) -> str:
        """The address of a page that is this and nothing else."""
        self._answers[path] = ("text/html; charset=utf-8", html.encode())
        return self.origin + path

    def _handler(host: Self) -> type[BaseHTTPRequestHandler]:  # noqa: N805 - `self` is below
        class Pages(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                path = self.path.partition("?")[0]
                kind, body = host._answers.get(path, ("text/plain", b""))
                self.send_response(200 if body else 404)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Content-Security-Policy", host.policy)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        return Pages
