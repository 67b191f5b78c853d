"""A page of the log costs what a page costs, however long the log is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from dashboard.desk import Desk, fields_in
from factories import a_comment
from sqlalchemy import event

from moderation.database import db

if TYPE_CHECKING:
    from flask import Flask
    from sqlalchemy import Connection
    from sqlalchemy.orm import Session

    from moderation.sites.models import Site

LOG = "/dashboard/log?site=blog"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_M19_nothing_on_the_way_of_an_entry_goes_through_the_whole_log(
    app: Flask, session: Session, site: Site
) -> None:
    comments = [a_comment(session, site, status="pending") for _ in range(3)]
    camille, asked = Desk(app), []

    def note(_: Connection, __: object, sql: str, values: Any, *___: object) -> None:  # noqa: ANN401
        asked.append((sql, values))

    event.listen(db.engine, "before_cursor_execute", note)
    camille.decide_many(comments, "refuse")
    page = camille.get(LOG)
    camille.get(f"{LOG}&batch={fields_in(page, '/dashboard/sites/blog/undo')['batch']}")
    camille.undo(**fields_in(page, "/dashboard/sites/blog/undo"))
    event.remove(db.engine, "before_cursor_execute", note)

    plans = {
        sql: [
            row[-1]
            for row in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)
        ]
        for sql, values in asked
        if sql.startswith("SELECT") and "FROM decision" in sql
    }
    assert len(plans) >= 6
    whole = ("SCAN decision", "ix_decision_site (site_id=?)")
    assert not [sql for sql, plan in plans.items() if any(step.endswith(whole) for step in plan)]
