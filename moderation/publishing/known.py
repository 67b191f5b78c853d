"""The known answers: a small WSGI layer before Flask.

An answer that has been given before, and still is right, leaves from memory without routing,
sessions or an ORM. Only GET and HEAD of public lists and counts are answered here; whatever is
not known, or not certain, is Flask's.

The view says what its answer rests on by :func:`rests_on`; without that nothing is kept.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Final

from flask import request
from werkzeug.wrappers import Response

from moderation.database import db
from moderation.publishing.answer import Answer
from moderation.publishing.asked import read_counts, read_list
from moderation.publishing.shelf import Shelf
from moderation.publishing.watch import UNANSWERED, watch_for
from moderation.web.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from flask import Flask

    from moderation.publishing.revisions import Basis, Stamp
    from moderation.publishing.watch import Version, Watch

CAPACITY: Final = 64 * 1024 * 1024
SITES: Final = "/api/v1/sites/"
READERS: Final[Mapping[str, Callable[[str], Hashable]]] = {
    "comments": read_list,
    "counts": read_counts,
}
# Where, in the environment of a request, the view says what its answer rests on.
BASES: Final = "moderation.publishing.bases"
# Requests for one answer that is being made wait for it, this long at most.
TURNS: Final = 64
TURN_S: Final = 1.0


class Kept:
    """An answer on the shelf, and the last version under which it was seen to be right."""

    __slots__ = ("answer", "basis", "checked")

    def __init__(self, answer: Answer, basis: Basis, checked: Version) -> None:
        """Keep an answer made from ``basis`` when the version was ``checked`` or later."""
        self.answer = answer
        self.basis = basis
        self.checked = checked


class KnownAnswers:
    """Stands before an application that answers everything."""

    def __init__(self, app: WSGIApplication, watch: Watch, capacity: int = CAPACITY) -> None:
        """Keep at most ``capacity`` bytes of answers."""
        self._app = app
        self._watch = watch
        self._shelf: Shelf[Kept] = Shelf(capacity)
        self._turns = [Lock() for _ in range(TURNS)]

    @property
    def kept(self) -> int:
        """How many answers are kept."""
        return len(self._shelf)

    @property
    def size(self) -> int:
        """About how many bytes they take."""
        return self._shelf.size

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        key = _key(environ)
        if key is None:
            return self._app(environ, start_response)
        try:
            version = self._watch.version()
        except UNANSWERED:
            return self._app(environ, start_response)
        answer = self._known(key, version)
        if answer is None:
            return self._make(key, version, environ, start_response)
        return answer.send(environ, start_response)

    def _known(self, key: Hashable, version: Version) -> Answer | None:
        """The answer to ``key``, if there is one and it is right."""
        kept = self._shelf.get(key)
        if kept is None:
            return None
        site_name, keys, stamp, expires_at = kept.basis
        if expires_at is not None and time.time() >= expires_at:
            return None
        if kept.checked != version:
            if not self._same(site_name, keys, stamp):
                return None
            kept.checked = version
        return kept.answer

    def _same(self, site_name: str, keys: Sequence[str], stamp: Stamp) -> bool:
        try:
            return self._watch.stamp(site_name, keys) == stamp
        except UNANSWERED:
            return False

    def _make(
        self,
        key: Hashable,
        version: Version,
        environ: WSGIEnvironment,
        start_response: StartResponse,
    ) -> Iterable[bytes]:
        """Let Flask answer, once for all who ask the same at the same time."""
        with self._turn(key):
            answer = self._known(key, version)
            if answer is not None:
                return answer.send(environ, start_response)
            bases: list[Basis] = []
            asking = {**environ, "REQUEST_METHOD": "GET", BASES: bases}
            made = Response.from_app(self._app, asking, buffered=True)
            if not bases:
                return made(environ, start_response)
            answer = Answer.of(made.headers, made.get_data())
            self._shelf.put(key, Kept(answer, bases[0], version), answer.size)
        return answer.send(environ, start_response)

    @contextmanager
    def _turn(self, key: Hashable) -> Iterator[None]:
        """Wait for whoever makes the same answer, but never for long."""
        lock = self._turns[hash(key) % TURNS]
        mine = lock.acquire(timeout=TURN_S)
        try:
            yield
        finally:
            if mine:
                lock.release()


def wrap(app: Flask) -> KnownAnswers:
    """What is put before an application, in place of its ``wsgi_app``.

    It reads paths below the application's own root, so that whatever takes a path prefix away
    stands before it.
    """
    with app.app_context():
        watch = watch_for(db.engine)
    return KnownAnswers(app.wsgi_app, watch)


def rests_on(basis: Basis) -> None:
    """Say, in a view, what the answer of this request was made from, so that it may be kept."""
    request.environ[BASES].append(basis)


def _key(environ: WSGIEnvironment) -> Hashable | None:
    """What the request asks for; None for whatever is not ours, or is malformed."""
    path: str = environ.get("PATH_INFO", "")
    if not path.startswith(SITES) or environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
        return None
    site_name, _, kind = path[len(SITES) :].partition("/")
    read = READERS.get(kind)
    if read is None:
        return None
    try:
        return kind, site_name, environ.get("HTTP_HOST"), read(environ.get("QUERY_STRING", ""))
    except Problem:
        return None
