"""What the shell's templates may ask for; nothing is looked up before a template does."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from flask import url_for

from moderation.console.navigation import entries
from moderation.console.notices import notices
from moderation.members.access import signed_in_member
from moderation.members.destinations import home

if TYPE_CHECKING:
    from flask import Flask

STATIC: Final = Path(__file__).parent / "static"
VERSION_LENGTH: Final = 12


def init_app(app: Flask) -> None:
    """Offer the shell's functions to templates, in macros too."""
    app.jinja_env.globals["console"] = {
        "entries": entries,
        "member": signed_in_member,
        "notices": notices,
        "asset": asset,
        "home": home,
    }


def asset(name: str) -> str:
    """The address of one of the shell's files; it changes with the file, so it may be kept."""
    return url_for("console.static", filename=name, v=_version(name))


@cache
def _version(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:VERSION_LENGTH]
