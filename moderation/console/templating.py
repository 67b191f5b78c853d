"""What the shell's templates may ask for; nothing is looked up before a template does."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from flask import url_for

from moderation.console.navigation import entries
from moderation.console.notices import notices
from moderation.members.access import signed_in_member
from moderation.members.destinations import home
from moderation.members.session_rows import IDLE, SEEN_EVERY
from moderation.members.sessions import visit
from moderation.web import clock

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Flask

STATIC: Final = Path(__file__).parent / "static"
VERSION_LENGTH: Final = 12
WARNED_BEFORE: Final = timedelta(minutes=2)  # A10


def init_app(app: Flask) -> None:
    """Offer the shell's functions to templates, in macros too."""
    app.jinja_env.globals["console"] = {
        "entries": entries,
        "expiry": expiry,
        "member": signed_in_member,
        "notices": notices,
        "asset": asset,
        "home": home,
    }


def expiry() -> Mapping[str, int]:
    """After how many seconds to warn that the session ends: unused, and whatever is done."""
    facts = visit().facts
    left = facts.expires_at - clock.now() if facts else timedelta(0)
    idle = IDLE - SEEN_EVERY - WARNED_BEFORE
    return {
        "idle": int(idle.total_seconds()),
        "end": max(0, int((left - WARNED_BEFORE).total_seconds())),
    }


def asset(name: str) -> str:
    """The address of one of the shell's files; it changes with the file, so it may be kept."""
    return url_for("console.static", filename=name, v=_version(name))


@cache
def _version(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:VERSION_LENGTH]
