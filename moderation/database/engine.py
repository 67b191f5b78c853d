"""Connection rules of both databases.

SQLite: write-ahead log with ``synchronous=FULL`` (an acknowledged row survives a power cut),
foreign keys, and ``BEGIN IMMEDIATE`` for every transaction that may write: a deferred one that
reads first fails at once when another has written meanwhile, whatever the time-out
(https://sqlite.org/isolation.html).
PostgreSQL: pings before use, and gives up on statements and locks instead of queueing for ever.
"""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from flask import has_request_context, request
from sqlalchemy import event
from sqlalchemy.exc import TimeoutError  # noqa: A004 - what the pool raises, too

if TYPE_CHECKING:
    import sqlite3

    from sqlalchemy import Connection, Engine
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
BUSY_TIMEOUT_MS: Final = 5_000
POOL_SIZE: Final = 8
STATEMENT_TIMEOUT_MS: Final = 5_000
LOCK_TIMEOUT_MS: Final = 3_000
# A transaction that says so is written, even inside a request that otherwise only reads.
WRITING: Final = {"sqlite_begin": "IMMEDIATE"}
# One that says so never queues behind a writer, where no request tells it.
READING: Final = {"sqlite_begin": "DEFERRED"}

TURN: Final = "turn"
NO_WAIT_MS: Final = 50

PRAGMAS: Final = (
    f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA trusted_schema=OFF",
)


def engine_options(database_url: str) -> dict[str, Any]:
    """What ``create_engine`` is told for this address."""
    # Errors are logged, and what was bound to their statements is personal.
    common: dict[str, Any] = {"hide_parameters": True}
    if database_url.startswith("sqlite"):
        timeout = {"timeout": BUSY_TIMEOUT_MS / 1_000}
        pool = {"pool_size": POOL_SIZE, "pool_timeout": BUSY_TIMEOUT_MS / 1_000}
        return {**common, **pool, "connect_args": timeout}
    options = (
        f"-c statement_timeout={STATEMENT_TIMEOUT_MS} -c lock_timeout={LOCK_TIMEOUT_MS} "
        f"-c idle_in_transaction_session_timeout={2 * STATEMENT_TIMEOUT_MS} -c timezone=UTC"
    )
    return {
        **common,
        "pool_pre_ping": True,
        "pool_timeout": LOCK_TIMEOUT_MS / 1_000,
        "connect_args": {"options": options, "connect_timeout": 3},
    }


def keep_rules(engine: Engine) -> None:
    """Make every connection of ``engine`` follow this module's rules."""
    if engine.dialect.name != "sqlite":
        return
    event.listen(engine, "connect", _prepare)
    turns = Turns()
    event.listen(engine, "begin", turns.begin)
    event.listen(engine, "checkin", turns.end)


def make_private(engine: Engine) -> None:
    """Make a new SQLite file before SQLite does, which would let everybody read it."""
    path = Path(engine.url.database or "")
    if engine.dialect.name == "sqlite" and path.parent.is_dir() and not path.exists():
        path.touch(mode=0o600)


def _prepare(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in PRAGMAS:
        connection.execute(pragma)


class Turns:
    """Lets the threads of this process write one after the other.

    SQLite takes one writer at a time and lets the others sleep and try again, in steps of up to
    100 ms (its busy handler); those who wait here go on as soon as the writer before them is done.
    Writers of other processes are still met, and waited for, at ``BEGIN IMMEDIATE``.
    """

    def __init__(self) -> None:
        """Nobody writes."""
        self._writing = Lock()

    def begin(self, connection: Connection) -> None:
        """Begin a transaction, after those before it if it may write."""
        chosen = connection.get_execution_options().get("sqlite_begin") or _mode_of_request()
        mine = connection.connection.record_info
        if chosen == "IMMEDIATE" and mine is not None and TURN not in mine:
            patience = self._take_turn()
            mine[TURN] = patience
            if patience < BUSY_TIMEOUT_MS:  # the two waits together are never longer than one
                connection.exec_driver_sql(f"PRAGMA busy_timeout={patience}")
        connection.exec_driver_sql(f"BEGIN {chosen}")

    def _take_turn(self) -> int:
        """Wait for the writers before this one; give back how many milliseconds are left."""
        began = monotonic()
        if not self._writing.acquire(timeout=BUSY_TIMEOUT_MS / 1_000):
            raise TimeoutError("other writers of this process are not done")
        waited = int((monotonic() - began) * 1_000)
        return BUSY_TIMEOUT_MS - waited if waited > NO_WAIT_MS else BUSY_TIMEOUT_MS

    def end(self, connection: DBAPIConnection | None, record: ConnectionPoolEntry) -> None:
        """Let the next one write, when a connection goes back to the pool."""
        patience = record.record_info.pop(TURN, None) if record.record_info else None
        if patience is None:
            return
        self._writing.release()
        if connection is not None and patience < BUSY_TIMEOUT_MS:
            connection.cursor().execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}").close()


def _mode_of_request() -> str:
    """Requests that may not change anything never queue behind a writer."""
    reading = has_request_context() and request.method in SAFE_METHODS
    return "DEFERRED" if reading else "IMMEDIATE"
