"""Connection rules of both databases.

SQLite: write-ahead log with ``synchronous=FULL`` (an acknowledged row survives a power cut),
foreign keys, and ``BEGIN IMMEDIATE`` for every transaction that may write: a deferred one that
reads first fails at once when another has written meanwhile, whatever the time-out
(https://sqlite.org/isolation.html).
PostgreSQL: pings before use, and gives up on statements and locks instead of queueing for ever.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from flask import has_request_context, request
from sqlalchemy import event

if TYPE_CHECKING:
    import sqlite3

    from sqlalchemy import Connection, Engine
    from sqlalchemy.pool import ConnectionPoolEntry

SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
BUSY_TIMEOUT_MS: Final = 5_000
STATEMENT_TIMEOUT_MS: Final = 5_000
LOCK_TIMEOUT_MS: Final = 3_000
# A transaction that says so is written, even inside a request that otherwise only reads.
WRITING: Final = {"sqlite_begin": "IMMEDIATE"}

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
    if database_url.startswith("sqlite"):
        return {"connect_args": {"timeout": BUSY_TIMEOUT_MS / 1_000}, "pool_size": 8}
    options = (
        f"-c statement_timeout={STATEMENT_TIMEOUT_MS} -c lock_timeout={LOCK_TIMEOUT_MS} "
        f"-c idle_in_transaction_session_timeout={2 * STATEMENT_TIMEOUT_MS} -c timezone=UTC"
    )
    return {
        "pool_pre_ping": True,
        "pool_timeout": LOCK_TIMEOUT_MS / 1_000,
        "connect_args": {"options": options, "connect_timeout": 3},
    }


def keep_rules(engine: Engine) -> None:
    """Make every connection of ``engine`` follow this module's rules."""
    if engine.dialect.name != "sqlite":
        return
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)


def make_private(engine: Engine) -> None:
    """Make a new SQLite file before SQLite does, which would let everybody read it."""
    path = Path(engine.url.database or "")
    if engine.dialect.name == "sqlite" and path.parent.is_dir() and not path.exists():
        path.touch(mode=0o600)


def _prepare(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in PRAGMAS:
        connection.execute(pragma)


def _begin(connection: Connection) -> None:
    chosen = connection.get_execution_options().get("sqlite_begin")
    connection.exec_driver_sql(f"BEGIN {chosen or _mode_of_request()}")


def _mode_of_request() -> str:
    """Requests that may not change anything never queue behind a writer."""
    reading = has_request_context() and request.method in SAFE_METHODS
    return "DEFERRED" if reading else "IMMEDIATE"
