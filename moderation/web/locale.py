"""The language of an answer: what the room chose, else what the reader asked for, else French."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from flask import g, has_request_context, request
from flask_babel import Babel, refresh

if TYPE_CHECKING:
    from flask import Flask

#: What every page of the service speaks.
LANGUAGES: Final = ("fr", "en")
DEFAULT: Final = "fr"
PACKAGE: Final = Path(__file__).parent.parent
#: What the public pages speak: a language is one more folder of catalogues, and no code.
PUBLIC_LANGUAGES: Final = (
    *LANGUAGES,
    *sorted({path.name for path in PACKAGE.glob("intake/translations/*")} - set(LANGUAGES)),
)


def register(app: Flask) -> None:
    """Join the catalogues of all rooms and choose the language per request."""
    folders = sorted(str(path) for path in PACKAGE.glob("*/translations"))
    Babel(
        app,
        default_locale="en",  # commands speak English: their words are the catalogues' keys
        default_translation_directories=";".join(folders),
        locale_selector=_selected,
        default_timezone="UTC",
    )


def speak(language: str) -> None:
    """Answer the present request in the nearest language that the public pages speak."""
    primary = language.partition("-")[0].lower()
    g.language = primary if primary in PUBLIC_LANGUAGES else None
    refresh()


def asked_language(default: str) -> str:
    """The language that ``Accept-Language`` asks for, of those that the public pages speak."""
    return request.accept_languages.best_match(PUBLIC_LANGUAGES) or default


def _selected() -> str:
    if not has_request_context():
        return "en"
    chosen = g.get("language") or request.accept_languages.best_match(LANGUAGES)
    return str(chosen or DEFAULT)
