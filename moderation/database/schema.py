"""Which schema a database has, and which one this release needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import inspect, text

if TYPE_CHECKING:
    from sqlalchemy import Engine

# The newest file of ``migrations/versions``; stated, so that serving needs no migration tool.
HEAD: Final = "0005"


class NewerSchema(Exception):
    """The database was made by a later release; this one must not touch it."""


def current(engine: Engine) -> str | None:
    """The revision of the database's schema; None where there is none."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found = connection.execute(text("SELECT version_num FROM alembic_version"))
        return found.scalar_one_or_none()


def is_current(engine: Engine) -> bool:
    """Whether the database has the schema that this release needs."""
    return current(engine) == HEAD
