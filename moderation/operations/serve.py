"""Serving: prepare the instance, say where it is, and hand the application to the server."""

from __future__ import annotations

import os
import socket
import sys
from typing import TYPE_CHECKING, Final

import click
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.server import Server

from moderation.database import db, schema
from moderation.members import setup_link
from moderation.web.clock import now

if TYPE_CHECKING:
    from flask import Flask

    from moderation.config import Settings

APPLICATION: Final = "moderation.app:application"
BLOCKING_THREADS: Final = 512


class SchemaBehind(Exception):
    """The database of several nodes is migrated on purpose, not by whoever starts first."""


def prepare(app: Flask, settings: Settings) -> None:
    """Make the instance ready: schema, and the one-time link while there is no account.

    Raises:
        SchemaBehind: The database is not embedded and lacks migrations.
    """
    with app.app_context():
        if settings.embedded:
            saved = schema.upgrade(settings.instance / "backups")
            if saved is not None:
                click.echo(f"Copied the database to {saved} before the migration.")
        elif schema.current(db.engine) != schema.head():
            raise SchemaBehind("The schema is not up to date: run moderation db upgrade.")
        link = setup_link(now())
        db.session.commit()
        db.session.remove()
        db.engine.dispose()  # the server's processes open connections of their own
    click.echo(f"Serving {settings.public_url} – dashboard: {settings.dashboard_url}/dashboard/")
    if link is not None:
        click.echo(f"Create the first account (once, within 24 hours): {link}")
    sys.stdout.flush()


def serve(*, host: str, port: int, workers: int) -> None:
    """Serve until a signal ends the process."""
    os.environ["PORT"] = str(port)
    Server(
        APPLICATION,
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=BLOCKING_THREADS,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=30_000),
        websockets=False,
        log_enabled=False,
        respawn_failed_workers=True,
    ).serve()


def free_port(host: str) -> int:
    """A TCP port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])
