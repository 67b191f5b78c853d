"""Where a keyset page begins: after one (time, id) pair, written as one opaque word."""

from __future__ import annotations

import base64
import binascii
import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
FORM: Final = struct.Struct(">qq")
MAX_LENGTH: Final = 22


class CursorRefused(ValueError):
    """The word is no cursor of ours."""


@dataclass(frozen=True, slots=True, order=True)
class Cursor:
    """A place in a list ordered by time, then id."""

    created_at: datetime
    id: int

    def __str__(self) -> str:
        """The word for addresses: 22 characters of base64url."""
        packed = FORM.pack((self.created_at - EPOCH) // timedelta(microseconds=1), self.id)
        return base64.urlsafe_b64encode(packed).decode("ascii").rstrip("=")

    @classmethod
    def parse(cls, word: str) -> Cursor:
        """Read a cursor back.

        Raises:
            CursorRefused: The word is not one.
        """
        try:
            packed = base64.b64decode(f"{word}==", altchars=b"-_", validate=True)
            microseconds, number = FORM.unpack(packed)
            instant = EPOCH + timedelta(microseconds=microseconds)
        except (ValueError, binascii.Error, struct.error, OverflowError) as error:
            raise CursorRefused(word[:MAX_LENGTH]) from error
        return cls(instant, number)
