"""Copies of a SQLite database, made while the service writes to it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from sqlalchemy import Engine


class BackupRefused(Exception):
    """The copy cannot be made, or cannot be put back; the text says why."""


def backup_sqlite(engine: Engine, target: Path) -> Path:
    """Copy the database as it is at one moment into a new file that only its owner can read.

    Raises:
        BackupRefused: The file exists, or the copy cannot be made; nothing is left of it then.
    """
    source = _file_of(engine)
    try:
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError as error:
        raise BackupRefused(f"{target.name} exists already.") from error
    except OSError as error:
        raise BackupRefused(f"{target.name} cannot be written: {error.strerror}.") from error
    try:
        with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
            live.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        target.unlink()
        raise BackupRefused(f"The database cannot be copied: {error}.") from error
    return target


def restore_sqlite(engine: Engine, source: Path) -> Path | None:
    """Put a backup in the place of the database, whose last state is kept beside it.

    Returns:
        Where the former database was moved, if there was one.

    Raises:
        BackupRefused: The file is no sound database of this service, or the service is using it.
    """
    target = _file_of(engine)
    problems = check_sqlite(source)
    if problems:
        raise BackupRefused(f"{source.name} is not a sound database: {problems[0]}.")
    engine.dispose()
    former = target.with_name(f"{target.name}.before-restore") if target.exists() else None
    if former is not None:
        _refuse_in_use(target)
        former.unlink(missing_ok=True)
        backup_sqlite(engine, former)
        engine.dispose()
    with closing(sqlite3.connect(source)) as copy, closing(sqlite3.connect(target)) as live:
        copy.backup(live)
    target.chmod(0o600)
    return former


def check_sqlite(path: Path) -> list[str]:
    """What SQLite's own checks find wrong with a file; nothing when it is sound."""
    if not path.is_file():
        return ["there is no such file"]
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as connection:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
            orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
            connection.execute("SELECT count(*) FROM alembic_version")
    except sqlite3.DatabaseError as error:
        return [str(error)]
    problems = [] if found == ["ok"] else found
    return problems + [f"a row of {row[0]} points to nothing" for row in orphans]


def _file_of(engine: Engine) -> Path:
    if engine.dialect.name != "sqlite" or not engine.url.database:
        raise BackupRefused("Only SQLite is copied here: use pg_dump and pg_restore.")
    return Path(engine.url.database)


def _refuse_in_use(path: Path) -> None:
    """An exclusive lock is only given when no other process has the file open in WAL mode."""
    try:
        with closing(sqlite3.connect(path, timeout=0)) as connection:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        raise BackupRefused("The service is using the database: stop it first.") from error
