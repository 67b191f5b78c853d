"""The real thing: the service as its own process, a host page on another origin, a browser."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Self

from moderation.operations.serve import free_port

if TYPE_CHECKING:
    from pathlib import Path

READY_WITHIN_S = 30
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class Service:
    """``moderation serve`` on a free port of this machine, until the context ends."""

    def __init__(self, instance: Path, **environment: str) -> None:
        """Name the instance folder, and further settings without their prefix."""
        self.instance = instance
        self.port = free_port("127.0.0.1")
        self.address = f"http://127.0.0.1:{self.port}"
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("MODERATION_")}
        self.environment = {
            **inherited,
            "MODERATION_INSTANCE": str(instance),
            **{f"MODERATION_{name}": value for name, value in environment.items()},
        }
        self.log = instance.with_name(f"{instance.name}.log")

    def __enter__(self) -> Self:
        """Start, and wait until it is ready."""
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop."""
        self.stop()

    def start(self) -> None:
        """Start the service and wait until it answers."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "moderation", "serve", "--port", str(self.port)],
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        give_up = time.monotonic() + READY_WITHIN_S
        while not self._answers():
            assert self.process.poll() is None, self.log.read_text("utf-8")
            assert time.monotonic() < give_up, self.log.read_text("utf-8")
            threading.Event().wait(0.02)

    def stop(self) -> None:
        """End it as an init system would."""
        self.process.terminate()
        self.process.wait(READY_WITHIN_S)
        self._end_group()

    def kill(self) -> None:
        """End all of it at once, without a chance to tidy up."""
        self._end_group()
        self.process.wait(READY_WITHIN_S)

    def command(self, *words: str, given: str = "") -> str:
        """Run a command on the instance while it serves, and give back what it prints."""
        done = subprocess.run(
            [sys.executable, "-m", "moderation", *words],
            env=self.environment,
            input=given,
            capture_output=True,
            text=True,
            check=False,
            timeout=READY_WITHIN_S,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def _end_group(self) -> None:
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/readyz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False


class HostSite:
    """A site on another origin, whose pages all show one article with the widget under it."""

    PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"></head>
<body><article><h1>{title}</h1><p>Un paragraphe.</p></article>
<article-comments site="{site}"><a href="{service}/t/{site}/?article={url}">{link}</a>
</article-comments>
<script async src="{service}/embed.js"></script></body></html>"""
    LINKS = {"fr": "Lire et laisser des commentaires", "en": "Read and leave comments"}  # noqa: RUF012

    def __init__(self, service: str, site: str, language: str = "fr") -> None:
        """Serve pages that load the widget of ``service`` for ``site``."""
        outer = self

        class Pages(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = outer.page(self.path).encode()
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Content-Security-Policy", outer.policy)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("localhost", 0), Pages)
        self.service, self.site, self.language = service, site, language
        self.origin = f"http://localhost:{self._server.server_port}"
        self.policy = (
            f"default-src 'none'; script-src {service}; connect-src {service}; img-src data:; "
            "require-trusted-types-for 'script'"
        )
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def page(self, path: str) -> str:
        """The article at a path."""
        return self.PAGE.format(
            title="Pailler en automne",
            language=self.language,
            site=self.site,
            service=self.service,
            url=f"{self.origin}{path.partition('?')[0]}",
            link=self.LINKS[self.language],
        )

    def __enter__(self) -> Self:
        """Begin to serve."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Serve no more."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
