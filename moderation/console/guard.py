"""One guard before every private room: shut unless a page says whom it is for (rules 4 and 24)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from flask import abort, current_app, g, request
from flask_wtf.csrf import CSRFProtect

from moderation.database import db
from moderation.members.access import (
    NotProtected,
    NotSignedIn,
    is_protected,
    permission_of,
    signed_in_member,
)
from moderation.members.queries import anyone_at_all, highest_role, role_of
from moderation.sites.queries import site_named
from moderation.web.instance import instance
from moderation.web.locale import speak

if TYPE_CHECKING:
    from collections.abc import Collection

    from flask import Blueprint, Flask

    from moderation.members.access import Permission
    from moderation.members.models import Member
    from moderation.members.roles import Role

SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})

# Public doors carry no cookie: the app exempts them by name.
csrf: Final = CSRFProtect()


class NoAccountYet(Exception):
    """Nobody can sign in before the setup link has been used."""


class ForeignRequest(Exception):
    """A page that is not ours tried to change something."""


class Guard:
    """Knows the private rooms and stands before them."""

    def __init__(self, rooms: Collection[Blueprint]) -> None:
        """Guard these blueprints, each under the path of its own."""
        self._names = frozenset(room.name for room in rooms)
        self._paths = tuple(f"{room.url_prefix}/" for room in rooms)

    def owns_request(self) -> bool:
        """Whether the request is for a private room, also for a page it does not have."""
        return request.blueprint in self._names or f"{request.path}/".startswith(self._paths)

    def check(self) -> None:
        """Let a request pass, or raise what is wrong with it."""
        if not self.owns_request():
            return
        g.error_template = "console/error.html"
        if request.endpoint is None or request.endpoint in {f"{n}.static" for n in self._names}:
            return
        if request.method not in SAFE_METHODS:
            refuse_foreign()
        permission = permission_of(current_app.view_functions[request.endpoint])
        member = signed_in_member()
        if member is not None:
            speak(member.locale)
        _admit(permission, member, request.view_args or {})


def init_app(app: Flask, guard: Guard) -> None:
    """Stand guard: whether the request is ours first, then who asks, then Flask-WTF's token."""
    app.config["WTF_CSRF_TIME_LIMIT"] = None  # the session's own limits are enough
    app.before_request(guard.check)
    csrf.init_app(app)


def refuse_foreign() -> None:
    """Refuse what another site's page sent (W3C Fetch Metadata; ``Origin`` for older browsers).

    Raises:
        ForeignRequest: It did, or the browser does not say.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site == "same-origin":
        return
    if site is None and request.headers.get("Origin") == own_origin():
        return
    raise ForeignRequest


def own_origin() -> str:
    """The origin of the dashboard (RFC 6454)."""
    parts = urlsplit(instance().settings.dashboard_url)
    return f"{parts.scheme}://{parts.netloc}"


def _admit(permission: Permission | None, member: Member | None, values: dict[str, Any]) -> None:
    if permission is None:
        abort(403)
    if member is None and not permission.by_link and not anyone_at_all(db.session()):
        raise NoAccountYet
    if permission.role is None:
        return
    if member is None:
        raise NotSignedIn
    if not permission.protecting and not is_protected():
        raise NotProtected
    if _role_here(member, values) < permission.role:
        abort(403)


def _role_here(member: Member, values: dict[str, Any]) -> Role:
    """The role on the site that the address names, or the highest one; none at all is a 404."""
    if "site" not in values:
        return highest_role(db.session(), member.id) or abort(403)
    site = site_named(db.session(), str(values["site"])) or abort(404)
    return role_of(db.session(), member.id, site.id) or abort(404)
