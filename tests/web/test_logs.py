"""Whatever strangers send, the service logs one JSON object a line, and not a word of it."""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING

import pytest
from live import Service

if TYPE_CHECKING:
    from pathlib import Path

ORIGIN = "https://blog.example"
ESCAPE = "\x1b[2J"
FORGED = '{"event": "forged"}'
SECRETS = ("canari@example.org", "c0ffeec0ffee", "token-of-somebody", "sid=")


@pytest.fixture
def log(tmp_path: Path) -> list[str]:
    """The lines of a service that was asked the worst."""
    with Service(tmp_path / "instance") as service:
        service.command("sites", "add", "blog", "--origin", ORIGIN)
        agent = f"Mozilla\t{FORGED} canari@example.org"
        for target in (
            f"/%0d%0a{FORGED.replace(' ', '%20')}",
            "/t/blog/?c=c0ffeec0ffee&article=%0d%0a%1b[2J",
            "/account/invitation?key=token-of-somebody%0a%1b[31m",
            "/dashboard/queue%1b[2J?search=canari@example.org",
            "/api/v1/sites/%1b[2J%0a/comments?article=x",
        ):
            ask(service, "GET", target, agent)
            ask(service, "GET", target, agent + ESCAPE)  # which the server may refuse by itself
        letter = {
            "article": {"url": f"{ORIGIN}/article", "title": f"Un\r\n{FORGED}"},
            "name": f"Awa\r\n{FORGED}{ESCAPE}",
            "email": "canari@example.org",
            "body": f"Bonjour\r\n{FORGED}",
        }
        ask(service, "POST", "/api/v1/sites/blog/comments", agent, json.dumps(letter))
        ask(service, "POST", "/api/v1/sites/blog/comments", agent, f"{{{ESCAPE}\r\n{FORGED}")
        service.stop()
        return service.log.read_bytes().decode().split("\n")


def ask(service: Service, method: str, target: str, agent: str, body: str = "") -> None:
    """Send a request as it stands, which no library would."""
    head = (
        f"{method} {target} HTTP/1.1\r\nHost: 127.0.0.1:{service.port}\r\nUser-Agent: {agent}\r\n"
        f"Cookie: sid=c0ffeec0ffee\r\nAuthorization: Bearer token-of-somebody\r\n"
        f"Origin: {ORIGIN}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body.encode())}\r\nConnection: close\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", service.port), timeout=10) as connection:
        connection.sendall((head + body).encode())
        while connection.recv(4096):
            pass


def test_T42_every_line_of_the_log_is_one_object_without_what_was_sent(log: list[str]) -> None:
    written = [line for line in log if line.startswith("{")]
    events = [json.loads(line)["event"] for line in written]
    assert events.count("request") >= 5
    assert "forged" not in events
    text = "\n".join(log)
    assert not [sign for sign in ("\x1b", "\\u001b", "\r", "forged") if sign in text]
    assert not [secret for secret in SECRETS if secret in text]
