"""Challenges that authenticators sign (WebAuthn §13.4.3), of which nothing is stored.

A challenge holds the instant when it was made and a mark made with the service's key and the CSRF
seed of one browser's visit. It lives for minutes and opens nothing elsewhere. That it counts once
is seen to where it is used: no passkey takes one that is older than its last use.
"""

from __future__ import annotations

import secrets
import struct
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from hmac import compare_digest, digest
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from moderation.sealing import Keyring

LIFETIME: Final = timedelta(minutes=5)
TIMEOUT_MS: Final = int(LIFETIME / timedelta(milliseconds=1))
RANDOM_BYTES: Final = 16
MILLISECONDS: Final = struct.Struct(">Q")
BODY_LENGTH: Final = MILLISECONDS.size + RANDOM_BYTES


class ChallengeRefused(ValueError):
    """The challenge is not ours, not this browser's, for something else, or too old."""


def issue(purpose: str, seed: str, keyring: Keyring, *, now: datetime) -> bytes:
    """A new challenge for one purpose in one visit."""
    body = MILLISECONDS.pack(int(now.timestamp() * 1000)) + secrets.token_bytes(RANDOM_BYTES)
    return body + _mark(body, purpose, seed, keyring)


def issued_at(
    challenge: bytes, purpose: str, seed: str, keyring: Keyring, *, now: datetime
) -> datetime:
    """When a challenge was made.

    Raises:
        ChallengeRefused: It must not be used.
    """
    body, mark = challenge[:BODY_LENGTH], challenge[BODY_LENGTH:]
    if len(body) != BODY_LENGTH or not compare_digest(mark, _mark(body, purpose, seed, keyring)):
        raise ChallengeRefused
    then = datetime.fromtimestamp(MILLISECONDS.unpack_from(body)[0] / 1000, UTC)
    if not timedelta(0) <= now - then < LIFETIME:
        raise ChallengeRefused
    return then


def _mark(body: bytes, purpose: str, seed: str, keyring: Keyring) -> bytes:
    message = b"\0".join((b"passkey-challenge-v1", purpose.encode(), seed.encode(), body))
    return digest(keyring.signing.encode(), message, sha256)
