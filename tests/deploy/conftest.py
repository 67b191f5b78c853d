"""A service that counts its visitors, and the shipped proxies in front of it."""

from __future__ import annotations

import gzip
import http.client
import ssl
import subprocess
import sys
import uuid
from collections import Counter
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

DEPLOY = Path(__file__).parents[2] / "deploy"
HOST = "comments.example.org"


@dataclass
class Service:
    """Answers everything with the number of the visit; remembers what it was sent."""

    address: str = ""
    cache_control: str = "public, max-age=10"
    away: bool = False
    visits: Counter[str] = field(default_factory=Counter)
    headers: Message = field(default_factory=http.client.HTTPMessage)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    service: Service

    def do_GET(self) -> None:
        if self.service.away:
            self.close_connection = True
            return
        self.service.visits[self.path] += 1
        self.service.headers = self.headers
        body = f"visit {self.service.visits[self.path]}".encode()
        self.send_response(200)
        if self.headers.get("Accept-Encoding") == "gzip":
            body = gzip.compress(body)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Cache-Control", self.service.cache_control)
        self.send_header("Vary", "Accept-Encoding")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        if len(self.rfile.read(length)) == length:
            self.do_GET()
        else:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Keep the test's output to itself."""


@pytest.fixture(scope="module")
def running_service() -> Iterator[Service]:
    service = Service()
    handler = type("ServiceHandler", (Handler,), {"service": service})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        service.address = f"127.0.0.1:{server.server_port}"
        thread = Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield service
        server.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def service(running_service: Service) -> Service:
    """The service behind the proxy, as new; it has answered nobody yet."""
    fresh = Service(running_service.address)
    for name in ("cache_control", "away", "visits", "headers"):
        setattr(running_service, name, getattr(fresh, name))
    return running_service


@pytest.fixture
def thread() -> str:
    """The address of a list of comments that no other test reads."""
    return f"/api/v1/sites/blog/comments?article={uuid.uuid4()}"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    body: bytes


@dataclass(frozen=True)
class Proxy:
    """A shipped site, running: its two addresses, its certificate's authority, its folder."""

    tls: str
    plain: str
    authority: Path
    folder: Path
    host: str = HOST

    def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        body: bytes | None = None,
        clear: bool = False,
        **headers: str,
    ) -> Answer:
        """Ask as a reader of the site; the names of further arguments are those of headers."""
        if clear:
            connection = http.client.HTTPConnection(urlsplit(self.plain).netloc, timeout=10)
        else:
            trust = ssl.create_default_context(cafile=str(self.authority))
            connection = http.client.HTTPSConnection(
                urlsplit(self.tls).netloc, timeout=10, context=trust
            )
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, {"Host": self.host, **sent})
        answer = connection.getresponse()
        result = Answer(answer.status, answer.headers, answer.read())
        connection.close()
        return result


@pytest.fixture(scope="module")
def nginx(running_service: Service) -> Iterator[Proxy]:
    command = [sys.executable, str(DEPLOY / "try_nginx.py"), "--workers", "1"]
    with subprocess.Popen(
        [*command, "--upstream", running_service.address], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        tls, plain, folder = (process.stdout.readline().strip() for _ in range(3))
        if not folder:
            pytest.skip("nginx is not installed")
        yield Proxy(tls, plain, Path(folder) / "fullchain.pem", Path(folder))
        process.terminate()
