"""Days and times as people write them, in the language of the page and the zone of the site."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_timedelta, get_timezone_name
from flask_babel import get_locale
from flask_babel import gettext as _

if TYPE_CHECKING:
    from datetime import datetime

A_MINUTE: Final = timedelta(minutes=1)
AN_HOUR: Final = timedelta(hours=1)
A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant, said two ways.

    Attributes:
        text: "il y a 3 heures" for a day; after that "12 mars 2025 à 9 h 41".
        full: The day and the time, with the name of the zone.
    """

    text: str
    full: str


def moment(when: datetime, zone: str, now: datetime) -> Moment:
    """An instant, seen at another one by the clock of a time zone."""
    local, elapsed = when.astimezone(ZoneInfo(zone)), now - when
    clock = _day_and_time(local)
    full = f"{clock} ({get_timezone_name(local, locale=get_locale())})"
    return Moment(_ago(elapsed) if elapsed < A_DAY else clock, full)


def day(when: datetime, zone: str) -> str:
    """A day, such as "3 avril 2025"."""
    return _french_first(format_date(when.astimezone(ZoneInfo(zone)), "long", locale=get_locale()))


def _ago(elapsed: timedelta) -> str:
    """In whole minutes or hours, never more than have passed."""
    if elapsed < A_MINUTE:
        return str(_("just now"))
    unit = AN_HOUR if elapsed >= AN_HOUR else A_MINUTE
    whole = elapsed - elapsed % unit
    return format_timedelta(-whole, threshold=1, add_direction=True, locale=get_locale())


def _day_and_time(local: datetime) -> str:
    # Translators: a date format of CLDR (https://unicode.org/reports/tr35/tr35-dates.html).
    form = _("MMMM d, y 'at' h:mm a")
    return _french_first(format_datetime(local, form, tzinfo=local.tzinfo, locale=get_locale()))


def _french_first(text: str) -> str:
    """French writes the first of a month in a way that CLDR does not know."""
    return re.sub(r"^1 ", "1er ", text) if get_locale().language == "fr" else text
