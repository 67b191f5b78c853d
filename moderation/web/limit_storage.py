"""Flask-Limiter's counters as rows, so that limits hold across processes without Redis.

They are counted in the caller's transaction: what is rolled back has not happened, and SQLite,
which lets one transaction write at a time, is not asked for a second one.
"""

from __future__ import annotations

import time
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from limits.storage import Storage
from sqlalchemy import Float, Integer, String, bindparam, case, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Mapped, mapped_column

from moderation.database import Base, db

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlalchemy.orm import QueryableAttribute
    from sqlalchemy.sql.dml import ReturningInsert

SQL_URI: Final = "moderation-sql://"
# Both dialects spell INSERT … ON CONFLICT alike, each in a class of its own.
INSERT: Final[dict[str, Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class RateWindow(Base):
    """How often something happened in a window of time that ends at ``expires_at`` (Unix time)."""

    __tablename__ = "rate_window"

    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    count: Mapped[int]
    expires_at: Mapped[float] = mapped_column(Float(53), index=True)


@cache
def _counting(dialect: str) -> ReturningInsert[Any]:
    """Insert or count up in one step; built once, for it is the dearest part of counting."""
    more, ends = bindparam("more", type_=Integer), bindparam("ends", type_=Float)
    over = RateWindow.expires_at <= bindparam("present", type_=Float)
    insert = INSERT[dialect](RateWindow).values(
        key=bindparam("window"), count=more, expires_at=ends
    )
    counted: ReturningInsert[Any] = insert.on_conflict_do_update(
        index_elements=[RateWindow.key],
        set_={
            "count": case((over, more), else_=RateWindow.count + more),
            "expires_at": case((over, ends), else_=RateWindow.expires_at),
        },
    ).returning(RateWindow.count)
    return counted


class SqlStorage(Storage):
    """Fixed windows in the application's database, written when the caller commits."""

    STORAGE_SCHEME: Final = ["moderation-sql"]  # type: ignore[misc]

    @property
    def base_exceptions(self) -> type[Exception]:
        """What the library may expect when the store fails."""
        return DBAPIError

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Count, opening a window of ``expiry`` seconds where none is open."""
        present, connection = time.time(), _connection()
        values = {"window": key, "more": amount, "present": present, "ends": present + expiry}
        return int(connection.execute(_counting(connection.dialect.name), values).scalar_one())

    def get(self, key: str) -> int:
        """The count of the open window, or 0."""
        return int(self._read(RateWindow.count, key) or 0)

    def get_expiry(self, key: str) -> float:
        """When the open window ends (Unix time); now, when none is open."""
        return float(self._read(RateWindow.expires_at, key) or time.time())

    def check(self) -> bool:
        """Whether the store answers."""
        return bool(_connection().execute(select(1)).scalar_one() == 1)

    def reset(self) -> int:
        """Forget every window."""
        return _connection().execute(delete(RateWindow)).rowcount

    def clear(self, key: str) -> None:
        """Forget one window."""
        _connection().execute(delete(RateWindow).where(RateWindow.key == key))

    def _read(self, column: QueryableAttribute[Any], key: str) -> Any:  # noqa: ANN401 - a column's value
        query = select(column).where(RateWindow.key == key, RateWindow.expires_at > time.time())
        return _connection().execute(query).scalar_one_or_none()


def forget_ended_windows() -> int:
    """Delete the windows that have ended.

    Returns:
        How many there were.
    """
    ended = delete(RateWindow).where(RateWindow.expires_at <= time.time())
    return _connection().execute(ended).rowcount


def _connection() -> Connection:
    return db.session().connection()
