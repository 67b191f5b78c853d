"""Making an instance ready to serve, whatever serves it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import click

from moderation.database import db, schema
from moderation.members import setup_link
from moderation.web.clock import now

if TYPE_CHECKING:
    from flask import Flask

    from moderation.config import Settings


class SchemaBehind(Exception):
    """The schema is not this release's; the text says what to do."""


def prepare(app: Flask, settings: Settings) -> None:
    """Bring the schema up to date and, while there is no account, print the one-time link.

    Raises:
        SchemaBehind: The database is not embedded and lacks migrations, or they failed.
    """
    with app.app_context():
        if not schema.is_current(db.engine):
            _migrate(settings)
        link = setup_link(now())
        db.session.commit()
    if link is not None:
        click.echo(f"Create the first account (once, within 24 hours): {link}")


def _migrate(settings: Settings) -> None:
    """Run the command, in a process of its own: the migration tool need not stay in memory."""
    if not settings.embedded:
        raise SchemaBehind("The schema is not up to date: run moderation db upgrade.")
    command = [sys.executable, "-m", "moderation", "db", "upgrade"]
    if subprocess.run(command, check=False).returncode:  # noqa: S603 - our own command
        raise SchemaBehind("The database could not be brought up to date.")
