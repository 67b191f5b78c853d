"""Whether anything has changed since an answer was made.

A watch gives a version, which costs microseconds: while it stays the same, every answer checked
under it is right. When it has moved, one look-up of the revisions decides.

* SQLite: ``PRAGMA data_version`` moves when another connection, of any process, has committed
  (https://sqlite.org/pragma.html#pragma_data_version). It is asked at most once a millisecond:
  each question lets go of Python's lock, and asked for every request it halves their number.
* PostgreSQL: the version moves once a second, so that an answer is checked at most that often;
  a change is seen within a second, which is less than the ten that caches are promised.
"""

from __future__ import annotations

import math
import sqlite3
import time
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, Protocol, cast
from weakref import finalize

from sqlalchemy.exc import SQLAlchemyError

from moderation.publishing.revisions import parameters, stamp_from, stamp_query

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection, Engine

    from moderation.publishing.revisions import Stamp

Version = tuple[int, int]
ASKED_EVERY_S: Final = 0.001
# What a watch raises when the database does not answer.
UNANSWERED: Final = (sqlite3.Error, SQLAlchemyError)


class Watch(Protocol):
    """One database, watched."""

    def version(self) -> Version:
        """The present version; another one means that something may have changed."""

    def stamp(self, site_name: str, keys: Sequence[str]) -> Stamp:
        """The present revisions."""


class SqliteWatch:
    """Asks SQLite itself, on a connection of its own.

    The numbers mean something on one connection only, so all threads share it, in turn, and a
    new connection begins a new series.
    """

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.monotonic) -> None:
        """Watch the file of ``engine`` by ``clock``, which counts seconds."""
        self._engine = engine
        self._clock = clock
        self._version: Version = (0, 0)
        self._good_until = -math.inf
        self._asking = Lock()
        self._lock = Lock()
        self._connection: sqlite3.Connection | None = None
        self._series = 0
        self._statement = lru_cache(maxsize=128)(self._compile)

    def version(self) -> Version:
        """The file's ``data_version`` of at most a millisecond ago."""
        present = self._clock()
        if present >= self._good_until:
            with self._asking:
                if present >= self._good_until:  # nobody has asked while we waited
                    rows = self._ask("PRAGMA data_version", ())
                    self._version = self._series, rows[0][0]
                    self._good_until = present + ASKED_EVERY_S
        return self._version

    def stamp(self, site_name: str, keys: Sequence[str]) -> Stamp:
        """The revisions that the file holds."""
        sql, order = self._statement(len(keys))
        values = (site_name, *keys)
        return stamp_from(self._ask(sql, [values[index] for index in order]))

    def _ask(self, sql: str, values: Sequence[str]) -> list[Any]:
        with self._lock:
            if self._connection is None:
                self._connection = self._open()
                self._series += 1
            try:
                return self._connection.execute(sql, values).fetchall()
            except sqlite3.Error:
                self._connection.close()
                self._connection = None
                raise

    def _open(self) -> sqlite3.Connection:
        """A connection by the engine's rules that its pool does not get back."""
        connection = self._engine.raw_connection()
        connection.detach()
        finalize(self, connection.close)
        return cast("sqlite3.Connection", connection.dbapi_connection)

    def _compile(self, keys: int) -> tuple[str, list[int]]:
        """The look-up in SQLite's words, and where its values stand in ``(site, *keys)``."""
        names = list(parameters("", [""] * keys))
        compiled = stamp_query(keys).compile(
            dialect=self._engine.dialect, compile_kwargs={"render_postcompile": True}
        )
        return str(compiled), [names.index(name) for name in compiled.positiontup or ()]


class ClockWatch:
    """Asks the database at most once a second for each answer, on a connection of its own."""

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.monotonic) -> None:
        """Watch the database of ``engine`` by ``clock``, which counts seconds."""
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._clock = clock
        self._lock = Lock()
        self._connection: Connection | None = None

    def version(self) -> Version:
        """The second we are in."""
        return 0, int(self._clock())

    def stamp(self, site_name: str, keys: Sequence[str]) -> Stamp:
        """The revisions that the database holds."""
        query, values = stamp_query(len(keys)), parameters(site_name, keys)
        with self._lock:
            if self._connection is None:
                self._connection = self._engine.connect()
                self._connection.detach()
                finalize(self, self._connection.close)
            try:
                return stamp_from(self._connection.execute(query, values).all())
            except SQLAlchemyError:
                self._connection.close()
                self._connection = None
                raise


def watch_for(engine: Engine) -> Watch:
    """The watch that suits the database."""
    return SqliteWatch(engine) if engine.dialect.name == "sqlite" else ClockWatch(engine)
