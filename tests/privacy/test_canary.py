"""One address and one e-mail are followed through everything the service says, logs and stores."""

from __future__ import annotations

import base64
import hashlib
import json
import urllib.error
import urllib.parse
import urllib.request
from typing import TYPE_CHECKING

import pytest
from live import Service

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EMAIL = "canari-5d1f0c@exemple.fr"
ADDRESS = "203.0.113.77"
ORIGIN = "https://blog.example"
ARTICLE = f"{ORIGIN}/article"


def disguises(secret: str) -> Iterator[bytes]:
    """The secret as it is, in its usual spellings, and under the usual hashes."""
    for spelling in (secret, secret.upper(), urllib.parse.quote(secret), f"{secret}\n"):
        raw = spelling.encode()
        yield raw.strip()
        yield base64.b64encode(raw).rstrip(b"=")
        yield base64.urlsafe_b64encode(raw).rstrip(b"=")
        yield raw.hex().encode()
        for name in ("md5", "sha1", "sha256"):
            digest = hashlib.new(name, raw).digest()
            yield digest
            yield digest.hex().encode()
            yield digest.hex().upper().encode()
            yield base64.b64encode(digest).rstrip(b"=")
            yield base64.urlsafe_b64encode(digest).rstrip(b"=")


SECRETS = [*disguises(EMAIL), *disguises(ADDRESS), b"203.0.113."]


def betrayals(text: bytes) -> list[bytes]:
    return [secret for secret in SECRETS if secret in text]


class Stranger:
    """Somebody behind a declared proxy, who keeps all that was answered."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.heard = b""

    def ask(
        self, path: str, body: bytes | None = None, method: str | None = None, **headers: str
    ) -> bytes:
        """Ask, and remember the status line, the headers and the body."""
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(
            f"{self.service.address}{path}",
            data=body,
            method=method,
            headers={"X-Forwarded-For": ADDRESS, "User-Agent": f"canari {EMAIL}", **said},
        )
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                kept = answer.read()
                self.heard += bytes(answer.headers) + kept + answer.url.encode()
        except urllib.error.HTTPError as refusal:
            kept = refusal.read()
            self.heard += bytes(refusal.headers) + kept
        return bytes(kept)

    def act(self, path: str, token: str = "", method: str = "POST", **fields: str) -> bytes:
        """Do something about a comment."""
        return self.ask(
            f"/api/v1/sites/blog/{path}",
            json.dumps(fields).encode(),
            method,
            Content_Type="application/json",
            Origin=ORIGIN,
            Authorization=f"Bearer {token}",
        )

    def write(self, **fields: str | None) -> dict[str, str]:
        letter = {"article": {"url": ARTICLE, "title": "Un article"}, "parent": None, **fields}
        answer = self.ask(
            "/api/v1/sites/blog/comments",
            json.dumps(letter).encode(),
            Content_Type="application/json",
            Origin=ORIGIN,
        )
        return dict(json.loads(answer))


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    with Service(tmp_path / "instance", TRUSTED_PROXIES="127.0.0.1/32") as running:
        running.command("sites", "add", "blog", "--origin", ORIGIN)
        yield running


def test_P1_no_address_and_no_email_leaves_the_service_or_lies_in_it(service: Service) -> None:
    stranger = Stranger(service)
    good = {"name": "Canari", "email": EMAIL, "body": "Premier texte"}
    first = stranger.write(**good)
    stranger.write(**{**good, "body": "Second texte"})
    stranger.write(**{**good, "website": "nope nope"})
    stranger.write(**{**good, "email": f"{EMAIL}@"})
    service.command("comments", "approve", first["id"])
    stranger.write(**{**good, "body": "Une réponse", "parent": first["id"]})
    mine, token = f"comments/{first['id']}", first["token"]
    assert stranger.act(f"{mine}/report", reason="other") == b'{"received": true}'
    assert b"Texte corrig" in stranger.act(mine, token, "PATCH", body="Texte corrigé")
    stranger.act(f"{mine}/change-request", token, message="Ôtez mon nom.")
    stranger.act(mine, token, "DELETE")
    stranger.act(f"{mine}/restore", token)
    stranger.act("preview", body="Un essai")
    service.command("comments", "approve", first["id"])
    service.command("sites", "set", "blog", "--public-log", "named")
    page = urllib.parse.urlencode({"article": ARTICLE})
    form = urllib.parse.urlencode({**good, "body": "Par la page"}).encode()
    for path in (
        f"/api/v1/sites/blog/comments?{page}",
        f"/api/v1/sites/blog/comments?{page}&order=newest",
        f"/api/v1/sites/blog/comments?{page}&since=2026-01-01T00:00:00Z",
        f"/api/v1/sites/blog/comments?{page}&around={first['id']}",
        f"/api/v1/sites/blog/comments?{page}&parent={first['id']}",
        f"/api/v1/sites/blog/counts?{page}",
        f"/api/v1/sites/blog/ticket?{page}",
        f"/api/v1/sites/blog/comments/{first['id']}",
        f"/t/blog/?{page}",
        "/log/blog/",
        "/api/openapi.json",
        "/api/docs",
        "/embed.js",
        "/healthz",
        "/readyz",
        "/metrics",
        "/nowhere",
        f"/nowhere/{EMAIL}",
        "/dashboard/",
        "/account/sign-in",
    ):
        stranger.ask(path)
    own = f"/api/v1/sites/blog/comments/{first['id']}"
    assert b"Canari" in stranger.ask(own, Authorization=f"Bearer {first['token']}")
    stranger.ask(f"/t/blog/?{page}", form)
    shown = stranger.ask(f"/api/v1/sites/blog/comments?{page}&x=1")
    assert json.loads(shown)["comments"][0]["author"]["name"] == "Canari"
    service.stop()
    log = service.log.read_bytes()
    assert b'"event": "request"' in log
    stored = {
        path.name: path.read_bytes() for path in service.instance.rglob("*") if path.is_file()
    }
    assert b"Premier texte" in b"".join(stored.values())
    assert betrayals(stranger.heard) == []
    assert betrayals(log) == []
    assert {name: found for name, text in stored.items() if (found := betrayals(text))} == {}
