"""Days and times as people write them, in the language of the page and the zone of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from flask_babel import get_locale
from flask_babel import gettext as _

if TYPE_CHECKING:
    from datetime import datetime


def moment(when: datetime, zone: str) -> str:
    """A day and a time, such as "12 mars 2025 à 9 h 41"."""
    # Translators: a date format of CLDR (https://unicode.org/reports/tr35/tr35-dates.html).
    form = _("MMMM d, y 'at' h:mm a")
    return format_datetime(when, form, tzinfo=ZoneInfo(zone), locale=get_locale())


def day(when: datetime, zone: str) -> str:
    """A day, such as "3 avril 2025"."""
    return format_date(when.astimezone(ZoneInfo(zone)), "long", locale=get_locale())
