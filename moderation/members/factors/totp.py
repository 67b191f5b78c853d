"""Codes of six digits that change every thirty seconds (RFC 6238, as authenticators have it)."""

from __future__ import annotations

import base64
import secrets
from hmac import compare_digest
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlencode

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.hotp import HOTP

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

SECRET_BYTES: Final = 20  # RFC 4226 §4, R6
DIGITS: Final = 6
PERIOD_SECONDS: Final = 30
# A code is taken from one step before the present one to one step after: clocks differ.
DRIFT: Final = 1


def new_secret() -> str:
    """A random secret, in the base 32 that authenticators take."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode("ascii")


def code_at(secret: str, step: int) -> str:
    """The code of one time step."""
    # SHA-1, since most authenticators ignore what the address asks for instead.
    hotp = HOTP(base64.b32decode(secret), DIGITS, SHA1())  # noqa: S303 - HMAC does not need collision resistance
    return hotp.generate(step).decode("ascii")


def step_at(now: datetime) -> int:
    """The number of the time step of an instant."""
    return int(now.timestamp()) // PERIOD_SECONDS


def steps_of(secret: str, code: str, now: datetime) -> Iterator[int]:
    """The time steps near an instant, oldest first, whose code this is."""
    present = step_at(now)
    for step in range(present - DRIFT, present + DRIFT + 1):
        if compare_digest(code_at(secret, step).encode(), code.encode()):
            yield step


def address(secret: str, *, issuer: str, account: str) -> str:
    """What the authenticator reads from the picture (Google's Key URI format)."""
    label = quote(f"{issuer}:{account}", safe=":@")
    return f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': issuer})}"
