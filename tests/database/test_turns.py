"""Writers of one process take turns on SQLite, whatever becomes of them."""

from __future__ import annotations

import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Engine, create_engine

from moderation.database.engine import BUSY_TIMEOUT_MS, engine_options, keep_rules

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COUNT = "UPDATE counter SET value = value + 1"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    address = f"sqlite:///{tmp_path}/turns.sqlite"
    engine = create_engine(address, **engine_options(address))
    keep_rules(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE counter (value INTEGER NOT NULL)")
        connection.exec_driver_sql("INSERT INTO counter VALUES (0)")
    yield engine
    engine.dispose()


def count(engine: Engine, _number: int = 0) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql(COUNT)


def counted(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.exec_driver_sql("SELECT value FROM counter").scalar_one())


def test_many_writers_at_once_all_succeed(engine: Engine) -> None:
    with ThreadPoolExecutor(8) as writers:
        list(writers.map(lambda number: count(engine, number), range(200)))
    assert counted(engine) == 200


@pytest.mark.parametrize("failing", ["rollback", "invalidate", "error"])
def test_a_writer_that_failed_lets_the_next_one_write(engine: Engine, failing: str) -> None:
    with engine.connect() as connection:
        connection.exec_driver_sql(COUNT)
        if failing == "invalidate":
            connection.invalidate()
        elif failing == "error":
            with pytest.raises(sqlite3.Error):
                connection.connection.cursor().execute("no such words")
    began = time.monotonic()
    with ThreadPoolExecutor(1) as other:
        other.submit(count, engine).result()
    assert time.monotonic() - began < BUSY_TIMEOUT_MS / 1_000 / 2
    assert counted(engine) == 1


def test_a_connection_that_writes_twice_keeps_its_turn_until_it_is_given_back(
    engine: Engine,
) -> None:
    with engine.connect() as connection:
        for _ in range(2):
            connection.exec_driver_sql(COUNT)
            connection.commit()
    count(engine)
    assert counted(engine) == 3
