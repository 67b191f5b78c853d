"""Which host names are answered: those of the settings, and this machine's own while it is local.

Where the dashboard has a host of its own, each of the two answers on its host only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from flask import request
from flask_babel import lazy_gettext as _

from moderation.config import is_loopback
from moderation.web.instance import instance
from moderation.web.problems import Problem

if TYPE_CHECKING:
    from flask import Flask

PRIVATE: Final = ("/account/", "/console/", "/dashboard/")
# Watchers ask by address, and the answer says nothing.
ANY_HOST: Final = ("/healthz", "/readyz")


def register(app: Flask) -> None:
    """Refuse requests for other hosts."""
    app.before_request(_check)


def _check() -> None:
    if request.path in ANY_HOST:
        return
    settings = instance().settings
    public, private = _host(settings.public_url), _host(settings.dashboard_url)
    asked = _host(f"//{request.headers.get('Host', '')}")
    local = is_loopback(public) and is_loopback(asked)
    if asked not in {public, private} and not local:
        raise Problem(400, "malformed", _("This service is not known by that name."))
    if public != private and (asked == private) != request.path.startswith(PRIVATE):
        raise Problem(404, "not-found")


def _host(url: str) -> str:
    """The host name of an address; a port may differ behind a proxy."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
