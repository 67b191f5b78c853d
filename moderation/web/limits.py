"""How often something may happen, counted for all processes together."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING, Final, cast

from flask import current_app
from flask_limiter import Limiter
from limits import parse_many

from moderation.web.limit_storage import SQL_URI

if TYPE_CHECKING:
    from flask import Flask
    from limits import RateLimitItem
    from limits.strategies import RateLimiter

EXTENSION: Final = "moderation.limits"


# What the client raises is its own; wrapped, it is known here without the client.
REDIS_OPTIONS: Final[dict[str, str | int]] = {
    "wrap_exceptions": True,
    "socket_timeout": 2,
    "socket_connect_timeout": 2,
}


class TooMany(Exception):
    """A limit is used up.

    Attributes:
        retry_after: Seconds until the window ends, at least 1.
    """

    def __init__(self, retry_after: int) -> None:
        """Say how long to wait."""
        super().__init__(retry_after)
        self.retry_after = retry_after


def register(app: Flask, redis_url: str | None) -> None:
    """Keep counters in Redis where several nodes share one, else in the database."""
    limiter = Limiter(
        _no_default_key,
        app=app,
        storage_uri=redis_url or SQL_URI,
        storage_options=REDIS_OPTIONS if redis_url else {},
    )
    app.extensions[EXTENSION] = limiter.limiter


def spend(limits: str, *who: str) -> None:
    """Count one event against each of the limits, in the caller's transaction.

    Args:
        limits: In Flask-Limiter's notation, such as ``5 per 10 minutes; 30 per day``.
        who: What is counted, and for whom.

    Raises:
        TooMany: One of them is used up.
    """
    counter = cast("RateLimiter", current_app.extensions[EXTENSION])
    for limit in parse_many(limits):
        if not counter.hit(limit, *who):
            raise _too_many(counter, limit, who)


def check(limits: str, *who: str) -> None:
    """Refuse early what :func:`spend` would refuse later, without counting it.

    Raises:
        TooMany: One of the limits is used up.
    """
    counter = cast("RateLimiter", current_app.extensions[EXTENSION])
    for limit in parse_many(limits):
        if not counter.test(limit, *who):
            raise _too_many(counter, limit, who)


def _too_many(counter: RateLimiter, limit: RateLimitItem, who: tuple[str, ...]) -> TooMany:
    ends_at = counter.get_window_stats(limit, *who).reset_time
    return TooMany(max(1, math.ceil(ends_at - time.time())))


def _no_default_key() -> str:
    return ""  # every limit of ours names whom it counts
