"""The settings of a site: what each may be, and what it is where nobody chose."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from moderation.sites.errors import SettingRefused
from moderation.sites.identity import AddressRefused, canonical
from moderation.sites.models import Policy, PublicLog

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

# What a setting may be, as its column keeps it.
Value: TypeAlias = "str | int | bool | None"

LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
WORDS_LENGTH: Final = 20_000


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting, by the name of its column.

    Attributes:
        name: The column of ``Site``.
        default: Right for a small French blog.
        choices: The only values it may have, if there are few.
        least: The smallest number.
        most: The largest one.
        longest: The most characters of a text.
        lines: Whether the text has several lines.
        written: Whether people write it: the log then says that it changed, not what it says.
        clean: How a text is brought into its only form; raises :class:`ValueError`.
    """

    name: str
    default: Value
    choices: tuple[str, ...] = ()
    least: int = 0
    most: int = 0
    longest: int = 0
    lines: bool = False
    written: bool = False
    clean: Callable[[str], str | None] | None = None

    def checked(self, value: Value) -> Value:
        """The value as it is kept.

        Raises:
            SettingRefused: The setting cannot have it.
        """
        if self.choices and value not in self.choices:
            raise SettingRefused(self.name, f"{self.name} is one of {', '.join(self.choices)}.")
        if self.most and not self.least <= int(value or 0) <= self.most:
            raise SettingRefused(self.name, f"{self.name} goes from {self.least} to {self.most}.")
        if self.longest and len(str(value or "")) > self.longest:
            raise SettingRefused(self.name, f"{self.name} has {self.longest} characters at most.")
        if "\0" in str(value):
            raise SettingRefused(self.name, f"{self.name} holds a character that cannot be kept.")
        if self.clean is None:
            return value
        try:
            return self.clean(str(value or ""))
        except ValueError as error:
            raise SettingRefused(self.name, str(error)) from error


def _zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"“{name}” is not a time zone.") from error


def _language(code: str) -> str:
    if not LANGUAGE.fullmatch(code):
        raise ValueError(f"“{code}” is not a language code: write it like fr or pt-BR.")
    return code


def _address(url: str) -> str | None:
    try:
        return canonical(url).url if url else None
    except AddressRefused as error:
        raise ValueError(f"“{url}” is not an address: begin it with https://.") from error


def _by_name(settings: Iterable[Setting]) -> Mapping[str, Setting]:
    return {setting.name: setting for setting in settings}


SETTINGS: Final = _by_name(
    (
        Setting("title", "", longest=200, written=True),
        Setting("policy", Policy.REVIEW_ALL, choices=tuple(Policy)),
        Setting("max_links", 2, most=1000),
        Setting("held_words", "", longest=WORDS_LENGTH, lines=True, written=True),
        Setting("spam_words", "", longest=WORDS_LENGTH, lines=True, written=True),
        Setting("refused_words", "", longest=WORDS_LENGTH, lines=True, written=True),
        Setting("refused_days", 90, least=1, most=3650),
        Setting("spam_days", 30, least=1, most=3650),
        Setting("withdrawn_days", 30, least=1, most=3650),
        Setting("comment_order", "oldest", choices=("oldest", "newest")),
        Setting("edit_minutes", 15, most=60),
        Setting("email_required", default=True),
        Setting("website_field", default=True),
        Setting("policy_url", None, longest=2048, written=True, clean=_address),
        Setting("language", "fr", longest=35, clean=_language),
        Setting("time_zone", "Europe/Paris", longest=64, clean=_zone),
        Setting("public_log", PublicLog.OFF, choices=tuple(PublicLog)),
    )
)
# What people wrote: the log says that it changed, and not from what to what.
WRITTEN: Final = frozenset(setting.name for setting in SETTINGS.values() if setting.written)
