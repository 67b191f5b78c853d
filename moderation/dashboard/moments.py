"""Instants as people say them: how long ago, and when by the site's clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Literal
from zoneinfo import ZoneInfo

from babel.dates import format_datetime, format_skeleton, format_time, format_timedelta
from flask_babel import get_locale

if TYPE_CHECKING:
    from datetime import datetime

# What happened this very second, or by a clock ahead of ours, was a second ago.
AN_INSTANT: Final = timedelta(seconds=1)
A_MONTH: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant, said three ways.

    Attributes:
        iso: For programs (RFC 3339).
        ago: « il y a 4 min ».
        clock: « 12 mars, 09:41 », with the year when it is another one.
        full: The whole date, with its zone.
    """

    iso: str
    ago: str
    clock: str
    full: str


def moment(instant: datetime, zone_name: str, now: datetime) -> Moment:
    """Say an instant in the page's language, by the clock of a time zone."""
    zone, locale = ZoneInfo(zone_name), get_locale()
    local, today = instant.astimezone(zone), now.astimezone(zone)
    day = format_skeleton("MMMd" if local.year == today.year else "yMMMd", local, locale=locale)
    elapsed = max(now - instant, AN_INSTANT)
    since = format_timedelta(
        -elapsed, threshold=1, add_direction=True, format=_width(elapsed), locale=locale
    )
    return Moment(
        iso=instant.strftime("%Y-%m-%dT%H:%M:%SZ"),
        ago=since,
        clock=f"{day}, {format_time(local, 'short', locale=locale)}",
        full=format_datetime(local, "full", locale=locale),
    )


def length(duration: timedelta) -> str:
    """A duration in one short unit: « 12 s », « 7 min »."""
    return format_timedelta(duration, threshold=1, format=_width(duration), locale=get_locale())


def _width(duration: timedelta) -> Literal["short", "long"]:
    """Months are said in full: « 2 m. » could be anything."""
    return "long" if duration >= A_MONTH else "short"
