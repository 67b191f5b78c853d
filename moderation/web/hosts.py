"""Which host names are answered: those of the settings, and this machine's own while it is local.

Where the dashboard has a host of its own, each of the two answers on its host only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from flask import request
from flask_babel import lazy_gettext as _

from moderation.config import is_loopback
from moderation.web.instance import instance
from moderation.web.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from flask import Flask

PRIVATE: Final = ("/account/", "/console/", "/dashboard/")
# Watchers ask by address, and the answer says nothing.
ANY_HOST: Final = ("/healthz", "/readyz")
LABEL: Final = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
HOST: Final = re.compile(rf"(?:{LABEL}(?:\.{LABEL})*\.?|\[[0-9A-Fa-f:.]+\])(?::\d{{1,5}})?")
NOBODY: Final = "nobody.invalid"


def register(app: Flask) -> None:
    """Refuse requests for other hosts."""
    app.before_request(_check)
    app.wsgi_app = PlausibleHost(app.wsgi_app)  # type: ignore[method-assign]


class PlausibleHost:
    """Give a request whose ``Host`` is no host name one that is refused in words.

    Werkzeug reads the header before anything of ours can, and some names make it fail.
    """

    def __init__(self, app: WSGIApplication) -> None:
        """Stand before ``app``."""
        self._app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        if not is_plausible(environ.get("HTTP_HOST", "")):
            environ["HTTP_HOST"] = NOBODY
        return self._app(environ, start_response)


def is_plausible(host: str) -> bool:
    """Whether a header's text is a host name or address (RFC 3986 §3.2.2), maybe with a port."""
    if not HOST.fullmatch(host):
        return False
    try:
        host.encode("ascii").decode("idna")
    except UnicodeError:
        return False
    return True


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
