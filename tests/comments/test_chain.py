"""Somebody with the database in hand changes the log; whoever verifies it finds where."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from factories import a_comment
from sqlalchemy import func, select, text

from moderation.comments.chain import Fault, entries, sealing, verify
from moderation.comments.chain import seal as seal_the_log
from moderation.comments.models import Decision, LogLink
from moderation.database import db
from moderation.sites.models import Event
from moderation.web import clock
from moderation.web.maintenance import tidy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Flask
    from sqlalchemy.orm import Session

    from moderation.comments.chain import Break, Report
    from moderation.sites.models import Site


@pytest.fixture
def log(session: Session, site: Site) -> Sequence[int]:
    """The numbers of six decisions and one event, all of them sealed."""
    for name in ("Awa", "Pierre", "Søren"):
        a_comment(session, site, name=name)
    session.add(an_event(site))
    session.commit()
    assert seal_the_log(session) == 7
    return session.scalars(select(Decision.id).order_by(Decision.id)).all()


def an_event(site: Site) -> Event:
    return Event(
        site_id=site.id,
        verb="site.set",
        facts={"max_links": [2, 3], "é": None},
        means="command",
        created_at=clock.now(),
    )


def verified() -> Report:
    db.session.rollback()
    with db.engine.connect() as connection:
        return verify(connection)


def break_in(*statements: str) -> Break | None:
    """Do what triggers forbid, as whoever owns the database can, then verify."""
    db.session.rollback()
    with db.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        else:
            for table in ("decision", "event", "log_link"):
                connection.execute(text(f"DROP TRIGGER {table}_no_update"))
                connection.execute(text(f"DROP TRIGGER {table}_no_delete"))
        for statement in statements:
            assert connection.execute(text(statement)).rowcount == 1
    return verified().broken


def what(broken: Break | None) -> tuple[Fault, str, int]:
    assert broken is not None
    return broken.fault, broken.kind, broken.number


def link_of(decision: int) -> int:
    return db.session.scalars(select(LogLink.id).where(LogLink.decision_id == decision)).one()


@pytest.mark.usefixtures("log")
def test_M19_a_log_that_nobody_touched_is_whole(session: Session) -> None:
    report = verified()
    last = session.scalars(select(LogLink.hash).order_by(LogLink.id.desc()).limit(1)).one()
    assert (report.sealed, report.unsealed, report.last) == (7, 0, last)
    assert report.broken is None


@pytest.mark.parametrize(
    "change",
    ["member_id = 7", "means = 'key'", "created_at = '2020-01-01'", "after = 'spam'", "batch = ''"],
)
def test_M19_one_changed_decision_is_found_and_named(log: Sequence[int], change: str) -> None:
    broken = break_in(f"UPDATE decision SET {change} WHERE id = {log[3]}")
    assert what(broken) == (Fault.CHANGED, "decision", log[3])


def test_M19_the_last_decision_is_found_too(log: Sequence[int]) -> None:
    broken = break_in(f"UPDATE decision SET means = 'key' WHERE id = {log[-1]}")
    assert what(broken) == (Fault.CHANGED, "decision", log[-1])


@pytest.mark.usefixtures("log")
def test_M19_a_changed_fact_of_an_event_is_found(session: Session) -> None:
    event = session.scalars(select(Event.id)).one()
    broken = break_in("""UPDATE event SET facts = '{"max_links": [2, 4], "é": null}'""")
    assert what(broken) == (Fault.CHANGED, "event", event)


def test_M19_of_two_changes_the_first_is_named(log: Sequence[int]) -> None:
    changes = [f"UPDATE decision SET means = 'key' WHERE id = {log[number]}" for number in (4, 1)]
    assert what(break_in(*changes)) == (Fault.CHANGED, "decision", log[1])


def test_M19_a_decision_that_was_taken_out_is_named(log: Sequence[int]) -> None:
    broken = break_in(f"DELETE FROM decision WHERE id = {log[2]}")
    assert what(broken) == (Fault.TAKEN_OUT, "decision", log[2])


def test_M19_a_decision_taken_out_with_its_link_leaves_a_gap(log: Sequence[int]) -> None:
    number = link_of(log[2])
    broken = break_in(
        f"DELETE FROM log_link WHERE id = {number}", f"DELETE FROM decision WHERE id = {log[2]}"
    )
    assert what(broken) == (Fault.LINK_TAKEN_OUT, "link", number)


def test_M19_a_changed_link_is_told_from_a_changed_entry(log: Sequence[int]) -> None:
    broken = break_in(
        f"UPDATE log_link SET hash = (SELECT hash FROM log_link WHERE id = 1) "
        f"WHERE id = {link_of(log[2])}"
    )
    assert what(broken) == (Fault.LINK_CHANGED, "decision", log[2])


@pytest.mark.usefixtures("log")
def test_M19_an_entry_waits_for_its_seal_until_the_next_chore(session: Session, site: Site) -> None:
    a_comment(session, site, status="pending")
    assert (verified().unsealed, verified().broken) == (1, None)
    assert tidy(clock.now())["log_seals"] == 1
    assert verified().unsealed == 0


def test_M19_links_are_append_only(session: Session, log: Sequence[int]) -> None:
    assert log
    for statement in ("UPDATE log_link SET hash = hash", "DELETE FROM log_link"):
        with pytest.raises(Exception, match="append-only"):
            session.execute(text(statement))
        session.rollback()


def test_M19_every_column_of_an_entry_is_sealed() -> None:
    for kind, table in ((entries.DECISIONS, Decision), (entries.EVENTS, Event)):
        sealed = {column.key for column in kind.columns}
        assert sealed == {column.key for column in table.__table__.columns}


def test_M19_batches_and_pages_end_anywhere(
    session: Session, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "BATCH", 3)
    for _ in range(4):
        a_comment(session, site)
    assert seal_the_log(session) == 8
    assert (verified().sealed, verified().broken) == (8, None)


def test_M19_a_decision_that_was_committed_late_is_sealed_too(
    session: Session, site: Site, log: Sequence[int]
) -> None:
    a_comment(session, site)
    newest = session.scalar(select(func.max(Decision.id)))
    session.execute(  # as if the one before had not been visible yet
        LogLink.__table__.insert(),
        {"id": 8, "decision_id": newest, "hash": the_link_after(session, newest)},
    )
    session.commit()
    assert log
    assert seal_the_log(session) == 1
    assert (verified().sealed, verified().broken) == (9, None)


def the_link_after(session: Session, decision_id: int | None) -> bytes:
    last = session.scalars(select(LogLink.hash).order_by(LogLink.id.desc()).limit(1)).one()
    columns = entries.DECISIONS.columns
    row = session.execute(select(*columns).where(Decision.id == decision_id)).one()
    return entries.digest(last, entries.DECISIONS, row)


def test_M19_those_who_seal_at_once_make_one_chain(
    app: Flask, session: Session, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "BATCH", 2)
    for _ in range(10):
        a_comment(session, site)
    session.rollback()
    start, done = threading.Barrier(4), []

    def sealer() -> None:
        with app.app_context():
            start.wait()
            done.append(seal_the_log(db.session()))
            db.session.remove()

    threads = [threading.Thread(target=sealer) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(done) == 20
    assert (verified().sealed, verified().unsealed, verified().broken) == (20, 0, None)
