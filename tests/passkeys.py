"""A security key in software: it makes one passkey and signs with it (WebAuthn §6)."""

from __future__ import annotations

import json
import secrets
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import cbor2
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256

if TYPE_CHECKING:
    from people import Browser
    from werkzeug.test import TestResponse

PRESENT, VERIFIED, ATTESTED = 1, 4, 64


def text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


class SecurityKey:
    """Whoever holds it is verified, unless told otherwise; the counter may be turned by hand."""

    def __init__(self, origin: str = "http://localhost", party: str = "localhost") -> None:
        self.origin, self.party = origin, party
        self.id, self.private = secrets.token_bytes(16), generate_private_key(SECP256R1())
        self.count, self.verifies = 0, True

    def make(self, options: dict[str, Any]) -> str:
        """The answer to what a page asks to make."""
        numbers = self.private.public_key().public_numbers()
        x, y = (number.to_bytes(32, "big") for number in (numbers.x, numbers.y))
        key = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        attested = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + key
        statement = {"fmt": "none", "attStmt": {}, "authData": self._data(ATTESTED) + attested}
        data = self._client("webauthn.create", options)
        return self._answer(clientDataJSON=data, attestationObject=cbor2.dumps(statement))

    def sign(self, options: dict[str, Any]) -> str:
        """The answer to what a page asks to sign."""
        self.count += 1
        data, said = self._data(), self._client("webauthn.get", options)
        signature = self.private.sign(data + sha256(said).digest(), ECDSA(SHA256()))
        return self._answer(clientDataJSON=said, authenticatorData=data, signature=signature)

    def _data(self, more: int = 0) -> bytes:
        flags = PRESENT | more | (VERIFIED if self.verifies else 0)
        party = sha256(self.party.encode()).digest()
        return party + bytes([flags]) + self.count.to_bytes(4, "big")

    def _client(self, kind: str, options: dict[str, Any]) -> bytes:
        said = {"type": kind, "challenge": options["challenge"], "origin": self.origin}
        return json.dumps(said).encode()

    def _answer(self, **response: bytes) -> str:
        known = text(self.id)
        fields = {"id": known, "rawId": known, "type": "public-key", "clientExtensionResults": {}}
        return json.dumps({**fields, "response": {k: text(v) for k, v in response.items()}})


def make_passkey(browser: Browser, key: SecurityKey, name: str = "Clé bleue") -> TestResponse:
    """Make a passkey, as the page's script does."""
    page = "/account/security"
    options = browser.post("/account/passkeys/challenge", form=page).get_json()
    return browser.post(
        "/account/passkeys", {"name": name, "credential": key.make(options)}, form=page
    )


def asked(browser: Browser) -> dict[str, Any]:
    """What a browser outside is asked to sign."""
    options: dict[str, Any] = browser.post(
        "/account/sign-in/challenge", form="/account/signed-out"
    ).get_json()
    return options


def send(browser: Browser, credential: str) -> TestResponse:
    sent = {"credential": credential}
    return browser.post("/account/sign-in/passkey", sent, form="/account/signed-out")
