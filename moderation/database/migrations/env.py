"""Alembic's environment: one transaction per upgrade on the connection it is handed.

The stock one configures logging, which would silence the application's own.
"""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection

from moderation.database import Base, UtcDateTime, db


def plain(kind: str, item: Any, _context: object) -> str | Literal[False]:  # noqa: ANN401
    """Write our column types in plain SQLAlchemy, so that a migration never changes with them."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def run(connection: Connection) -> None:
    """Run the migrations that the command asked for."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        transactional_ddl=True,  # SQLite's DDL is transactional too, once BEGIN is ours
        compare_type=True,
        render_item=plain,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if isinstance(given, Connection):
    run(given)
else:
    with db.engine.begin() as opened:
        run(opened)
