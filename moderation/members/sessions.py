"""Flask's session over rows: members have one, strangers have a signed CSRF seed and no row.

Nothing is read before somebody asks for a value, so public pages, which never ask, cost nothing
and set no cookie.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import urlsplit

from flask import session as flask_session
from flask.sessions import SessionInterface, SessionMixin
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy.exc import OperationalError

from moderation.database import db
from moderation.database.engine import WRITING
from moderation.members import session_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import timedelta

    from flask import Flask, Request, Response

    from moderation.config import Settings
    from moderation.members.models import Member

SEED: Final = "csrf_token"  # Flask-WTF's name for it
PROVED: Final = "fs_paa"  # Flask-Security's name for when a member last proved who they are
UNPROTECTED: Final = "unprotected"  # opens only the pages where a second factor is set up
SECOND_STEP: Final = "second_step"  # opens nothing yet but the page that asks for a code
# Flask-Login would keep a hash of the visitor's address and browser, and signs of remember-me.
NEVER_KEPT: Final = frozenset({"_id", "_remember", "_remember_seconds", "_permanent", "fs_cc"})

log = logging.getLogger(__name__)


class Visit(SessionMixin):
    """What one browser has with us during one request."""

    accessed = False
    modified = False

    def __init__(self, token: str | None, seed: str | None) -> None:
        """Remember what the cookies said; ``seed`` is already verified."""
        self._token, self._seed = token, seed
        self._loaded: dict[str, Any] | None = None
        self.facts: session_rows.SessionFacts | None = None
        self.new_token: str | None = None

    @property
    def member_id(self) -> int | None:
        """Whose session it is; None for a stranger, whatever other cookies say."""
        self._values()
        return self.facts.member_id if self.facts else None

    @property
    def key(self) -> bytes | None:
        """The key of its row."""
        self._values()
        return self.facts.key if self.facts else None

    @property
    def stale_cookie(self) -> bool:
        """Whether the browser holds a token that was found to open nothing."""
        return self._token is not None and self._loaded is not None and self.facts is None

    def begin(
        self, member: Member, *, now: datetime, lifetime: timedelta = session_rows.ABSOLUTE
    ) -> None:
        """Turn into a new session of a member: the old row dies, the token is another one."""
        self.end()
        token, self.facts = session_rows.begin(
            db.session(), member.id, self.kept(), now=now, lifetime=lifetime
        )
        self.new_token, self.modified = token, False

    def end(self) -> None:
        """Delete the row, if there is one."""
        if self.key is not None:
            session_rows.end(db.session(), self.key)
        self.facts = None

    def kept(self) -> dict[str, Any]:
        """The values worth keeping."""
        return {key: value for key, value in self._values().items() if key not in NEVER_KEPT}

    def _values(self) -> dict[str, Any]:
        if self._loaded is None:
            now = datetime.now(UTC)
            self.facts = (
                session_rows.find(db.session(), self._token, now=now) if self._token else None
            )
            seed = {SEED: self._seed} if self._seed else {}
            self._loaded = dict(self.facts.data) if self.facts else seed
        return self._loaded

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401, D105 - as dictionaries do
        return self._values()[key]

    def __setitem__(self, key: str, value: object) -> None:  # noqa: D105
        self._values()[key] = value
        self.modified = True

    def __delitem__(self, key: str) -> None:  # noqa: D105
        del self._values()[key]
        self.modified = True

    def __iter__(self) -> Iterator[str]:  # noqa: D105
        return iter(self._values())

    def __len__(self) -> int:  # noqa: D105
        return len(self._values())


class RowSessions(SessionInterface):
    """Opens visits from cookies and writes them back.

    The cookie is ``__Host-sid`` (RFC 6265bis §4.1.3.2) where the dashboard has a host of its own
    over https; otherwise ``sid``, for the dashboard's path.
    """

    def __init__(self, settings: Settings) -> None:
        """Fit the cookies to the address of the dashboard."""
        parts = urlsplit(settings.dashboard_url)
        self._secure = parts.scheme == "https"
        self._path = parts.path or "/"
        prefix = "__Host-" if self._secure and self._path == "/" else ""
        self.sid, self.seed = f"{prefix}sid", f"{prefix}seed"

    def open_session(self, app: Flask, request: Request) -> Visit:
        """Take the cookies' word for now; the row is read when a value is asked for."""
        seed = None
        if sealed := request.cookies.get(self.seed):
            try:
                seed = str(self._serializer(app).loads(sealed))
            except BadSignature:
                seed = None
        return Visit(request.cookies.get(self.sid), seed)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write what changed: a member's values into the row, a stranger's seed into a cookie."""
        visit = cast("Visit", session)
        if not visit.accessed:
            return
        response.vary.add("Cookie")
        if visit.new_token is not None:
            self._set(response, self.sid, visit.new_token)
            self._drop(response, self.seed)
        elif visit.stale_cookie:
            self._drop(response, self.sid)
        if visit.facts is None:
            if visit.modified and SEED in visit:
                self._set(response, self.seed, str(self._serializer(app).dumps(visit[SEED])))
        else:
            _write(visit, visit.facts)

    def _set(self, response: Response, name: str, value: str) -> None:
        response.set_cookie(
            name, value, path=self._path, secure=self._secure, httponly=True, samesite="Lax"
        )

    def _drop(self, response: Response, name: str) -> None:
        response.delete_cookie(
            name, path=self._path, secure=self._secure, httponly=True, samesite="Lax"
        )

    @staticmethod
    def _serializer(app: Flask) -> URLSafeSerializer:
        return URLSafeSerializer(str(app.secret_key), salt="csrf-seed-v1")


def visit() -> Visit:
    """The visit of the current request."""
    return cast("Visit", flask_session._get_current_object())  # type: ignore[attr-defined]  # noqa: SLF001 - Werkzeug's documented way


def _write(visit: Visit, facts: session_rows.SessionFacts) -> None:
    """Write a row in a short transaction of its own, when there is something to write."""
    now = datetime.now(UTC)
    if not visit.modified and now - facts.last_seen_at < session_rows.SEEN_EVERY:
        return
    db.session.rollback()  # the view is done; what it did not commit must not hold a lock
    try:
        with db.engine.connect().execution_options(**WRITING) as connection, connection.begin():
            session_rows.write(connection, facts.key, visit.kept(), now=now)
    except OperationalError:
        # The page is right and what it reports was done; only a notice is lost.
        log.warning("the session could not be written")
