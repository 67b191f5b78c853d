"""Keys of the days in Redis, so that several nodes give one network one pseudonym."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from redis import Redis, RedisError

from moderation.sealing.networks import KeysUnavailable

if TYPE_CHECKING:
    from datetime import date

TIMEOUT_S: Final = 2
# A key is made on its day and last needed on the next.
KEPT: Final = timedelta(days=2)


class DailyKeysInRedis:
    """Daily keys that Redis forgets by itself; memory only, if Redis is so configured."""

    def __init__(self, url: str) -> None:
        """Use the database at ``url``."""
        self._redis: Redis = Redis.from_url(
            url, decode_responses=True, socket_timeout=TIMEOUT_S, socket_connect_timeout=TIMEOUT_S
        )
        self._known: dict[date, bytes] = {}

    def key_of(self, day: date) -> bytes:
        """The key of a day, made by whichever node needs it first.

        Raises:
            KeysUnavailable: Redis does not answer.
        """
        if day not in self._known:
            made = secrets.token_hex(32)
            name = f"moderation:network:{day.isoformat()}"
            try:
                earlier = self._redis.set(name, made, nx=True, get=True, ex=KEPT)
            except RedisError as error:
                raise KeysUnavailable from error
            self._known = {day: bytes.fromhex(str(earlier or made))}
        return self._known[day]

    def forget_before(self, day: date) -> int:  # noqa: ARG002 - Redis has its own clock
        """Nothing is left to do."""
        return 0
