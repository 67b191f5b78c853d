"""Reading costs what a page costs, however large the thread and the site."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from factories import a_comment
from sqlalchemy import event, text

from moderation.database import db
from tests.publishing.readers import COUNTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection
    from sqlalchemy.orm import Session

    from moderation.sites.models import Site
    from tests.publishing.readers import Reader

Statement = tuple[str, Any]


@contextmanager
def noted() -> Iterator[list[Statement]]:
    """What the database is asked meanwhile."""
    asked: list[Statement] = []

    def note(_: Connection, __: object, sql: str, values: Any, *___: object) -> None:  # noqa: ANN401
        asked.append((sql, values))

    event.listen(db.engine, "before_cursor_execute", note)
    yield asked
    event.remove(db.engine, "before_cursor_execute", note)


def plans_of(session: Session, statements: Sequence[Statement]) -> list[str]:
    """How the database goes about each statement that reads comments, were there many rows."""
    connection = session.connection()
    sqlite = connection.dialect.name == "sqlite"
    if not sqlite:
        connection.execute(text("SET LOCAL enable_seqscan = off"))
    explain = "EXPLAIN QUERY PLAN" if sqlite else "EXPLAIN"
    return [
        "\n".join(str(row[-1]) for row in connection.exec_driver_sql(f"{explain} {sql}", values))
        for sql, values in statements
        if "FROM comment" in sql
    ]


def test_R3_a_public_answer_never_goes_through_all_comments(
    session: Session, site: Site, reader: Reader
) -> None:
    roots = [a_comment(session, site, body=f"n{number}") for number in range(3)]
    a_comment(session, site, parent=roots[0])
    with noted() as asked:
        reader.ask()
        reader.ask(order="newest")
        reader.ask(parent=roots[0].public_id)
        reader.ask(around=roots[2].public_id)
        reader.ask(since="2026-03-12T08:41:00Z")
        reader.ask(COUNTS, article=["/article", "/other"])
    plans = plans_of(session, asked)
    assert len(plans) >= 11
    for plan in plans:
        assert "SCAN comment\n" not in f"{plan}\n"
        assert "Seq Scan on comment" not in plan


def test_the_roots_of_a_page_are_read_in_order_from_an_index(
    session: Session, site: Site, reader: Reader
) -> None:
    a_comment(session, site)
    with noted() as asked:
        reader.ask()
    roots = [(sql, values) for sql, values in asked if "root_id IS NULL" in sql]
    (plan,) = plans_of(session, roots)
    assert "ix_comment_public_roots" in plan
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan
