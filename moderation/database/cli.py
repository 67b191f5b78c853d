"""``moderation db …``: the schema, backups and checks."""

from __future__ import annotations

from pathlib import Path

import click
from flask import current_app

from moderation.database import migrate, schema
from moderation.database.backup import BackupRefused, backup_sqlite, check_sqlite, restore_sqlite
from moderation.database.base import db
from moderation.database.commands import with_appcontext


@click.group("db")
def commands() -> None:
    """Look after the database."""


@commands.command("upgrade")
@with_appcontext
def upgrade() -> None:
    """Bring the schema up to date; a SQLite file is copied first."""
    saved = migrate.upgrade(_backups())
    if saved is not None:
        click.echo(f"Copied the database to {saved}.")
    click.echo(f"The schema is at {schema.HEAD}.")


@commands.command("current")
@with_appcontext
def current() -> None:
    """Print the schema's revision, and the one this release needs."""
    click.echo(f"{schema.current(db.engine) or 'empty'} (this release needs {schema.HEAD})")


@commands.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def backup(file: Path) -> None:
    """Copy the SQLite database to FILE, also while the service runs; keys are not in it."""
    click.echo(f"Copied the database to {backup_sqlite(db.engine, file)}.")


@commands.command("restore")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def restore(file: Path) -> None:
    """Put a backup in the place of the SQLite database, while the service is stopped."""
    former = restore_sqlite(db.engine, file)
    if former is not None:
        click.echo(f"The former database is kept as {former}.")
    click.echo(f"Restored {file}.")


@commands.command("check")
@with_appcontext
def check() -> None:
    """Check the schema's revision, and a SQLite file's soundness."""
    if not schema.is_current(db.engine):
        raise BackupRefused("The schema is not up to date: run moderation db upgrade.")
    if db.engine.dialect.name == "sqlite":
        problems = check_sqlite(Path(db.engine.url.database or ""))
        if problems:
            raise BackupRefused("; ".join(problems))
    click.echo("The database is sound.")


def _backups() -> Path:
    """Backups stand in the instance folder, whatever the database's own place."""
    return Path(current_app.instance_path) / "backups"
