"""Equality without reading: a keyed fingerprint of a normalised value."""

from __future__ import annotations

import hmac
from typing import Final

INDEX_BYTES: Final = 16


def blind_index(value: str, key: bytes) -> bytes:
    """The 128-bit HMAC-SHA-256 of a value, letter case ignored (RFC 2104, truncated as in §5)."""
    return hmac.digest(key, value.casefold().encode(), "sha256")[:INDEX_BYTES]
