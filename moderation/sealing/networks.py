"""Network pseudonyms: what stands in for a client address, for two days at the most.

A pseudonym is the HMAC of the /24 (IPv4) or /64 (IPv6) under a random key of the day. Keys older
than 48 hours are deleted, so older pseudonyms can never be linked to an address again.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final, Protocol

from moderation.sealing.keys import create_private, refuse_readable_by_others

if TYPE_CHECKING:
    from pathlib import Path

KEPT_DAYS: Final = 2
PSEUDONYM_BYTES: Final = 16
PREFIX_LENGTH: Final = {4: 24, 6: 64}

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class KeysUnavailable(Exception):
    """The store of daily keys does not answer."""


class DailyKeys(Protocol):
    """Where the keys of the days are kept: a folder, or Redis for several nodes."""

    def key_of(self, day: date) -> bytes:
        """The key of a day, made on first use."""

    def forget_before(self, day: date) -> int:
        """Delete every key of an earlier day, and say how many there were."""


class DailyKeyFiles:
    """Daily keys as files of one instance folder."""

    def __init__(self, folder: Path) -> None:
        """Keep the keys in ``folder``, which is made when it is missing."""
        self._folder = folder
        self._known: dict[date, bytes] = {}

    def key_of(self, day: date) -> bytes:
        """The key of a day, made on first use; two processes agree on one.

        Raises:
            KeysUnavailable: The folder cannot be written, or its disk is full.
        """
        if day not in self._known:
            try:
                self._known[day] = self._read_or_make(day)
                self.forget_before(day - timedelta(days=KEPT_DAYS - 1))
            except OSError as error:
                raise KeysUnavailable from error
        return self._known[day]

    def forget_before(self, day: date) -> int:
        """Delete every key of an earlier day, and say how many there were."""
        for known in [known for known in self._known if known < day]:
            self._known.pop(known, None)
        old = [path for path in self._folder.glob("*.key") if path.stem < day.isoformat()]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)

    def _read_or_make(self, day: date) -> bytes:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._folder / f"{day.isoformat()}.key"
        if not path.exists():
            create_private(path, secrets.token_hex(32))
        refuse_readable_by_others(path)
        return bytes.fromhex(path.read_text("ascii"))


class NetworkPseudonyms:
    """Turns client addresses into pseudonyms."""

    def __init__(self, keys: DailyKeys) -> None:
        """Use the given store of daily keys."""
        self._keys = keys

    def of(self, address: Address, now: datetime) -> bytes:
        """The pseudonym of an address at a time: 16 bytes, another one every day (UTC)."""
        if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
            address = address.ipv4_mapped
        network = ipaddress.ip_network((address, PREFIX_LENGTH[address.version]), strict=False)
        key = self._keys.key_of(now.date())
        return hmac.digest(key, network.compressed.encode(), "sha256")[:PSEUDONYM_BYTES]

    def forget(self, now: datetime) -> int:
        """Delete the keys whose pseudonyms have had their 48 hours, and say how many."""
        return self._keys.forget_before(now.date() - timedelta(days=KEPT_DAYS - 1))
