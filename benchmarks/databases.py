"""Databases that exist for as long as they are measured."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from benchmarks.contestants import environ_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def on_postgres(folder: Path, server: str) -> Iterator[str]:
    """The address of a database with our schema, for an instance in ``folder``."""
    folder.mkdir(parents=True)
    url = make_url(server).set(drivername="postgresql+psycopg")
    admin = create_engine(url, isolation_level="AUTOCOMMIT")
    name = f"bench_{uuid.uuid4().hex}"
    address = url.set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    try:
        upgrade(folder, address)
        yield address
    finally:
        with admin.connect() as connection:
            connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
        admin.dispose()


@contextmanager
def on_sqlite(folder: Path) -> Iterator[str]:
    """The same in a file."""
    folder.mkdir(parents=True)
    address = f"sqlite:///{folder}/comments.sqlite"
    upgrade(folder, address)
    yield address


def upgrade(folder: Path, address: str) -> None:
    """Give a database our schema."""
    environ = {**os.environ, **environ_of(folder, MODERATION_DATABASE_URL=address)}
    command = [sys.executable, "-m", "moderation", "db", "upgrade"]
    subprocess.run(command, env=environ, check=True, capture_output=True)
