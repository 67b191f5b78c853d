"""Values sealed with AES-256-GCM (NIST SP 800-38D): key id, 96-bit random nonce, ciphertext."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

if TYPE_CHECKING:
    from collections.abc import Mapping

NONCE_BYTES: Final = 12


class SealBroken(Exception):
    """The value was not sealed for this place under a key we hold."""


def seal(value: str, context: str, keys: Mapping[str, bytes]) -> bytes:
    """Seal a text for one place.

    Args:
        value: The text.
        context: Table, column and row id; the value opens nowhere else.
        keys: Key id to key, oldest first; the last one is used.
    """
    key_id = list(keys)[-1]
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = AESGCM(keys[key_id]).encrypt(nonce, value.encode(), context.encode())
    return key_id.encode("ascii") + b":" + nonce + sealed


def open_sealed(sealed: bytes, context: str, keys: Mapping[str, bytes]) -> str:
    """Give back the text sealed for ``context``.

    Raises:
        SealBroken: Another context, another key, or changed bytes.
    """
    key_id, _, rest = sealed.partition(b":")
    key = keys.get(key_id.decode("ascii", "replace"))
    if key is None:
        raise SealBroken("no key of this instance sealed the value")
    try:
        plain = AESGCM(key).decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], context.encode())
    except (InvalidTag, ValueError) as error:
        raise SealBroken("the value was not sealed for this place") from error
    return plain.decode()
