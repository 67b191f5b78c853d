"""How fast comments may come in: from one network, on one article, and altogether.

Only a new comment is counted. A form with a mistake, or the same comment sent again, costs
nothing. What people do beside commenting has limits of its own, each a multiple of what a network
may send.
"""

from __future__ import annotations

import math
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Literal

from babel.dates import format_timedelta
from flask_babel import get_locale
from flask_babel import gettext as _
from limits import parse_many

from moderation.web.instance import instance
from moderation.web.limits import TooMany, check, spend

if TYPE_CHECKING:
    from limits import RateLimitItem

PER_ARTICLE: Final = 60
ALTOGETHER: Final = 300
SECONDS_OF_MINUTE: Final = 60
SECONDS_OF_HOUR: Final = 3600


class Act(StrEnum):
    """What people do beside commenting."""

    CHANGE = "change"
    REPORT = "report"
    PREVIEW = "preview"


# How many of them for each comment that a network may send.
MULTIPLES: Final = {Act.CHANGE: 4, Act.REPORT: 4, Act.PREVIEW: 20}


class Crowded(TooMany):
    """Many people write at the same time; nobody alone wrote too much."""


def refuse_haste(network: bytes) -> None:
    """Refuse a network that has sent its share, before anything is done for it.

    Raises:
        TooMany: It has.
    """
    check(instance().settings.posting_limits, "comment", "network", network.hex())


def count_comment(network: bytes, article_id: int) -> None:
    """Count one new comment, in the caller's transaction.

    Args:
        network: Pseudonym of the network it came from.
        article_id: The article it stands on.

    Raises:
        TooMany: The network has sent its share.
        Crowded: The article, or the whole service, takes no more for now.
    """
    of_network = instance().settings.posting_limits
    spend(of_network, "comment", "network", network.hex())
    burst = max_per_minute(of_network)
    try:
        spend(f"{max(PER_ARTICLE, burst)} per minute", "comment", "article", str(article_id))
        spend(f"{max(ALTOGETHER, burst)} per minute", "comment", "altogether")
    except TooMany as error:
        raise Crowded(error.retry_after) from error


def refuse_hurry(act: Act, network: bytes) -> None:
    """Refuse a network that has done something often enough, before it is done again.

    Raises:
        TooMany: It has.
    """
    check(_limits_of(act), act, "network", network.hex())


def count_act(act: Act, network: bytes) -> None:
    """Count something that was done, in the caller's transaction.

    Raises:
        TooMany: The network has done it often enough.
    """
    spend(_limits_of(act), act, "network", network.hex())


def max_per_minute(limits: str) -> int:
    """How many a single network may send in one minute: what all share is never less."""
    return min(map(_per_minute, parse_many(limits)))


def words_for(wait: TooMany) -> str:
    """The sentence that names the wait, in the reader's language."""
    if isinstance(wait, Crowded):
        return str(
            _(
                "Many comments are arriving right now. Yours can go in %(duration)s."
                " Your text is kept.",
                duration=duration(wait.retry_after),
            )
        )
    return str(
        _(
            "You have sent several comments in a row. The next one can go in %(duration)s."
            " Your text is kept.",
            duration=duration(wait.retry_after),
        )
    )


def words_for_hurry(wait: TooMany) -> str:
    """The same for whatever is no comment."""
    return str(
        _(
            "That was a lot in a short time. Try again in %(duration)s. Your text is kept.",
            duration=duration(wait.retry_after),
        )
    )


def duration(seconds: int) -> str:
    """A wait in whole seconds, minutes or hours, never shorter than it is."""
    if seconds > SECONDS_OF_HOUR:
        return _measured(math.ceil(seconds / SECONDS_OF_HOUR), "hour")
    if seconds > SECONDS_OF_MINUTE:
        return _measured(math.ceil(seconds / SECONDS_OF_MINUTE), "minute")
    return _measured(seconds, "second")


def _measured(number: int, unit: Literal["second", "minute", "hour"]) -> str:
    """The number and its unit stay on one line."""
    wait = timedelta(**{f"{unit}s": number})
    # Not `format_unit`, which finds no long name where a language has only a short one.
    words = format_timedelta(wait, unit, threshold=math.inf, locale=get_locale())
    return words.replace(" ", "\u00a0")


def _limits_of(act: Act) -> str:
    return "; ".join(
        f"{limit.amount * MULTIPLES[act]} per {limit.multiples} {limit.GRANULARITY.name}"
        for limit in parse_many(instance().settings.posting_limits)
    )


def _per_minute(limit: RateLimitItem) -> int:
    return math.ceil(limit.amount * max(1, SECONDS_OF_MINUTE / limit.get_expiry()))
