"""Authors, readers and a moderator at the same moment, and a store that is busy."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from threading import Barrier
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from factories import COMMAND
from sqlalchemy import event

from moderation.comments import queries, workflow
from moderation.comments.errors import AlreadyDecided
from moderation.comments.models import Verb
from moderation.database import db
from moderation.sites.models import Policy
from moderation.web.clock import now
from tests.intake.afterwards import Author, comment_called, decide, report, told_to_moderators
from tests.intake.people import change_site, publish, stored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask
    from werkzeug.test import TestResponse


@pytest.fixture
def awa(app: Flask) -> Author:
    """Whoever wrote the one comment there is."""
    return Author(app, body="Bonjour")


def test_a_locked_store_asks_to_come_back_and_nothing_is_half_done(
    app: Flask, awa: Author, database_url: str
) -> None:
    public_id = publish(app)
    acts = (
        lambda: awa.edit("Deux"),
        awa.withdraw,
        awa.restore,
        lambda: awa.ask_change("Changez."),
        lambda: report(app, public_id),
    )
    impatient(app)
    with locked(database_url):
        for act in acts:
            answer = act()
            assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    assert stored(app)[0].body == "Bonjour"
    assert told_to_moderators(app) == (0, 0)
    assert [act().status_code for act in acts] == [200, 200, 200, 201, 201]


def test_C11_tabs_that_edit_while_a_moderator_decides(app: Flask) -> None:
    change_site(app, policy=Policy.PUBLISH_FIRST)
    for number in range(4):
        awa = Author(app, body=f"Lu {number}")
        tabs, start = 3, Barrier(4)

        def tab(name: int, awa: Author = awa, start: Barrier = start) -> int:
            tab = awa.another_tab()
            start.wait()
            return tab.edit(f"Pas lu {name}").status_code

        def moderator(awa: Author = awa, start: Barrier = start) -> bool:
            with app.app_context():
                seen = comment_called(awa.receipt["id"]).version
                db.session.rollback()
                start.wait()
                return approved(awa, seen)

        with ThreadPoolExecutor(tabs + 1) as pool:
            edits = [pool.submit(tab, name) for name in range(tabs)]
            was_approved = pool.submit(moderator).result()
            assert {edit.result() for edit in edits} == {200}
        with app.app_context():
            comment = comment_called(awa.receipt["id"])
            texts = [row.body for row in queries.versions_of(db.session(), comment)]
            log = [row.verb for row in queries.decisions_about(db.session(), comment.id)]
        assert len({*texts, comment.body}) == tabs + 1 == len(texts) + 1
        assert log.count(Verb.EDIT) == tabs
        # What was approved is the text that was read: its approval comes before every edit.
        assert log.index(Verb.APPROVE) == 1 if was_approved else Verb.APPROVE not in log


def approved(awa: Author, seen: int) -> bool:
    comment = comment_called(awa.receipt["id"])
    try:
        workflow.decide(
            db.session(),
            comment.site_id,
            comment.public_id,
            Verb.APPROVE,
            seen_version=seen,
            actor=COMMAND,
            now=now(),
        )
    except AlreadyDecided:
        db.session.rollback()
        return False
    db.session.commit()
    return True


@pytest.mark.parametrize("act", ["report", "ask", "withdraw", "restore"])
def test_the_same_at_the_same_moment_is_done_once(app: Flask, awa: Author, act: str) -> None:
    decide(app, awa.receipt["id"], Verb.APPROVE)
    if act == "restore":
        awa.withdraw()
    start = Barrier(4)

    def do(_number: int) -> TestResponse:
        tab = awa.another_tab()
        start.wait()
        acts: dict[str, Callable[[], TestResponse]] = {
            "report": lambda: report(app, awa.receipt["id"]),
            "ask": lambda: tab.ask_change("Ôtez mon nom."),
            "withdraw": tab.withdraw,
            "restore": tab.restore,
        }
        return acts[act]()

    with ThreadPoolExecutor(4) as pool:
        statuses = sorted(answer.status_code for answer in pool.map(do, range(4)))
    assert statuses == {"report": [200, 200, 200, 201], "ask": [201] * 4}.get(act, [200] * 4)
    assert told_to_moderators(app) == (act == "report", act == "ask")
    with app.app_context():
        comment = comment_called(awa.receipt["id"])
        log = [row.verb for row in queries.decisions_about(db.session(), comment.id)]
    assert log[2:] == {"withdraw": ["withdraw"], "restore": ["withdraw", "restore"]}.get(act, [])


def impatient(app: Flask) -> None:
    """Let connections wait for locks for an instant only."""
    with app.app_context():
        engine = db.engine
        sqlite = engine.dialect.name == "sqlite"

        def hurry(connection: Any, *_: object) -> None:  # noqa: ANN401 - of either driver
            patience = "PRAGMA busy_timeout=1" if sqlite else "SET lock_timeout = 20"
            connection.execute(patience)
            if not sqlite:
                connection.commit()

        event.listen(engine, "connect", hurry)
        db.session.remove()
        engine.dispose()


@contextmanager
def locked(database_url: str) -> Iterator[None]:
    """Somebody else writes, and is not done."""
    if database_url.startswith("sqlite"):
        path = database_url.removeprefix("sqlite:///")
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
        return
    with psycopg.connect(database_url.replace("+psycopg", "")) as other:
        other.execute("LOCK TABLE comment IN EXCLUSIVE MODE")
        yield
        other.rollback()
