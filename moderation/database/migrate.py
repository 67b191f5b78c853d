"""Bringing a database to the present schema, with a backup before anything changes."""

from __future__ import annotations

import fcntl
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from moderation.database.backup import backup_sqlite
from moderation.database.base import db
from moderation.database.engine import WRITING
from moderation.database.schema import HEAD, NewerSchema, current

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

MIGRATIONS: Final = Path(__file__).parent / "migrations"
# Any number does, as long as every node takes the same one.
ADVISORY_LOCK: Final = 7_230_945_011


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
        if present == HEAD:
            return None
        if present is not None and present not in _revisions():
            raise NewerSchema("The database was made by a later release of this service.")
        saved = _saved(engine, backups) if present is not None else None
        with engine.execution_options(**WRITING).begin() as connection:
            _lift_time_limit(connection)
            config = configuration()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        return saved


def configuration() -> Config:
    """Alembic's configuration, which needs no file."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return config


def _revisions() -> set[str]:
    scripts = ScriptDirectory.from_config(configuration()).walk_revisions()
    return {script.revision for script in scripts}


def _saved(engine: Engine, backups: Path) -> Path | None:
    if engine.dialect.name != "sqlite":
        return None
    name = f"before-{HEAD}-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.sqlite"
    return backup_sqlite(engine, backups / name)


def _lift_time_limit(connection: Connection) -> None:
    """Migrations may rebuild tables for longer than a request may take."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")


@contextmanager
def _one_at_a_time(engine: Engine, folder: Path) -> Iterator[None]:
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            for limit in ("statement", "lock", "idle_in_transaction_session"):
                connection.exec_driver_sql(f"SET {limit}_timeout = 0")
            connection.exec_driver_sql(f"SELECT pg_advisory_lock({ADVISORY_LOCK})")
            try:
                yield
            finally:
                connection.invalidate()  # closes the session, and so gives the lock back
        return
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
