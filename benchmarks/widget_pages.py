"""Pages of somebody's site, which include a widget from another origin."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Final, Self
from urllib.parse import quote

from benchmarks.contestants import Contestant, nginx_program
from benchmarks.processes import free_port, running
from benchmarks.seed import ORIGIN, SITE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGE: Final = """\
<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>Le paillage</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><style>body {{ max-width: 44rem; margin: 0 auto; }}</style></head>
<body><h1>Le paillage</h1>{article}
{snippet}
<footer><p>Le jardin de Camille</p></footer></body></html>
"""
PARAGRAPH: Final = "<p>La paille garde la chaleur du sol, et l’eau avec elle.</p>\n"
OURS: Final = """\
<article-comments site="{site}" article="{origin}{path}">
  <a href="{url}/t/{site}/?article={article}">Lire et laisser des commentaires</a>
</article-comments>
<script async src="{url}/embed.js"></script>"""
ISSO: Final = """\
<script data-isso="{url}/" data-isso-lang="fr" data-isso-max-comments-nested="inf"
  src="{url}/js/embed.min.js"></script>
<section id="isso-thread" data-isso-id="{path}"></section>"""
COMMENT: Final = ".isso-comment[id]"  # without one, it is a preview
COMPRESSING: Final = """\
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    gzip on; gzip_proxied any; gzip_comp_level 6;
    gzip_types text/css text/javascript application/javascript application/json;
    server {{ listen 127.0.0.1:{port}; location / {{ proxy_pass {url}; }} }}
}}
"""


@dataclass(frozen=True, slots=True)
class Widget:
    """A widget on a page.

    Attributes:
        name: For the table.
        url: Where its service listens.
        snippet: What its documentation has people paste, with places for url and path.
        comment: The selector of its comments, for Playwright, which looks into shadow roots.
        first: An expression in JavaScript for its first comment, if there is one.
    """

    name: str
    url: str
    snippet: str
    comment: str
    first: str

    def page(self, path: str, *, paragraphs: int) -> str:
        """The HTML of an article so long with its comments under it."""
        values = {"url": self.url, "site": SITE, "origin": ORIGIN, "path": path}
        snippet = self.snippet.format(**values, article=quote(ORIGIN + path, safe=""))
        return PAGE.format(article=PARAGRAPH * paragraphs, snippet=snippet)


def our_widget(who: Contestant) -> Widget:
    """The one of this repository."""
    first = "document.querySelector('article-comments')?.shadowRoot?.querySelector('article')"
    return Widget("ours", who.url, OURS, "article-comments article", first)


def isso_widget(who: Contestant) -> Widget:
    """Isso's, with all replies shown."""
    return Widget("Isso", who.url, ISSO, COMMENT, f"document.querySelector('{COMMENT}')")


class Host:
    """Serves pages for as long as the context lasts."""

    def __init__(self) -> None:
        """Listen on a port of this machine."""
        pages: dict[str, bytes] = {}

        class Pages(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = pages[self.path]
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._pages = pages
        self._server = ThreadingHTTPServer(("localhost", 0), Pages)
        self.origin = f"http://localhost:{self._server.server_port}"

    def __enter__(self) -> Self:
        """Begin to serve."""
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """Serve no more."""
        self._server.shutdown()
        self._server.server_close()

    def show(self, html: str) -> str:
        """Give a page an address."""
        path = f"/{len(self._pages)}"
        self._pages[path] = html.encode()
        return self.origin + path


@contextmanager
def compressed(folder: Path, upstream: Contestant) -> Iterator[Contestant]:
    """A service that does not compress, behind an nginx that does, as it would be deployed."""
    folder.mkdir()
    port = free_port()
    configuration = folder / "nginx.conf"
    configuration.write_text(COMPRESSING.format(folder=folder, port=port, url=upstream.url))
    command = [nginx_program(), "-p", str(folder), "-c", str(configuration)]
    url = f"http://127.0.0.1:{port}"
    with running(command, url, log=folder / "nginx.log"):
        yield Contestant(upstream.name, url, upstream.path, upstream.process)
