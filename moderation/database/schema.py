"""Bringing a database to the present schema, with a backup before anything changes."""

from __future__ import annotations

import fcntl
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from moderation.database.backup import backup_sqlite
from moderation.database.base import db
from moderation.database.engine import WRITING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

MIGRATIONS: Final = Path(__file__).parent / "migrations"
# Any number does, as long as every node takes the same one.
ADVISORY_LOCK: Final = 7_230_945_011


class NewerSchema(Exception):
    """The database was made by a later release; this one must not touch it."""


def upgrade(backups: Path) -> Path | None:
    """Run the migrations that are missing; several processes may call this at once.

    Args:
        backups: Folder for the copy of a SQLite file that already holds data.

    Returns:
        The backup, if one was made.

    Raises:
        NewerSchema: The database is of a later release.
    """
    engine = db.engine
    with _one_at_a_time(engine, backups):
        present = current(engine)
        if present == head():
            return None
        if present is not None and not _is_known(present):
            raise NewerSchema("The database was made by a later release of this service.")
        saved = _saved(engine, backups) if present is not None else None
        # Migrations may rebuild tables for longer than a request may take.
        with engine.execution_options(**WRITING).begin() as connection:
            _lift_time_limit(connection)
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        return saved


def current(engine: Engine) -> str | None:
    """The revision of the database's schema; None where there is none."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def head() -> str:
    """The revision that this release needs."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def _is_known(revision: str) -> bool:
    known = ScriptDirectory.from_config(_config()).walk_revisions()
    return any(script.revision == revision for script in known)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return config


def _saved(engine: Engine, backups: Path) -> Path | None:
    if engine.dialect.name != "sqlite":
        return None
    backups.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"before-{head()}-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.sqlite"
    return backup_sqlite(engine, backups / name)


def _lift_time_limit(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")


@contextmanager
def _one_at_a_time(engine: Engine, folder: Path) -> Iterator[None]:
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            connection.exec_driver_sql("SET statement_timeout = 0")
            connection.exec_driver_sql("SET lock_timeout = 0")
            connection.exec_driver_sql(f"SELECT pg_advisory_lock({ADVISORY_LOCK})")
            connection.exec_driver_sql("SET idle_in_transaction_session_timeout = 0")
            yield
            connection.invalidate()  # closes the session, and so gives the lock back
        return
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
