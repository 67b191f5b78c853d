"""The database is locked, full or gone: people are told to come back, and nothing is half done."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import psycopg
import pytest
from conftest import POSTGRES_URL
from factories import BLOG_ORIGINS, a_comment, a_site
from sqlalchemy import event, func, select
from sqlalchemy.engine import make_url

from moderation.comments.models import Comment
from moderation.database import db

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from werkzeug.test import TestResponse

    from moderation.config import Settings

ARTICLE = "https://blog.example/article"
API = "/api/v1/sites/blog/comments"


def write(app: Flask, body: str = "Bonjour") -> TestResponse:
    letter = {
        "article": {"url": ARTICLE, "title": ""},
        "parent": None,
        "name": "Awa",
        "email": "awa@example.org",
        "body": body,
    }
    return app.test_client().post(API, json=letter, headers={"Accept-Language": "fr"})


def read(app: Flask) -> TestResponse:
    return app.test_client().get(API, query_string={"article": ARTICLE})


def assert_come_back(answer: TestResponse) -> None:
    assert answer.status_code == 503
    assert answer.mimetype == "application/problem+json"
    assert int(answer.headers["Retry-After"]) > 0
    assert "Réessayez" in answer.get_json()["detail"]


@pytest.fixture
def on_sqlite(make_app: Callable[[Settings], Flask], settings_on_sqlite: Settings) -> Flask:
    app = make_app(settings_on_sqlite)
    with app.app_context():
        site = a_site(db.session(), "blog", origins=BLOG_ORIGINS)
        a_comment(db.session(), site)
    return app


def count(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Comment)) or 0


def test_a_locked_database_is_read_and_writers_come_back(
    on_sqlite: Flask, settings_on_sqlite: Settings
) -> None:
    path = settings_on_sqlite.instance / "comments.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert read(on_sqlite).status_code == 200
        assert_come_back(write(on_sqlite))
        other.execute("ROLLBACK")
    assert write(on_sqlite).status_code == 201
    assert count(on_sqlite) == 2


def test_a_full_disk_is_read_and_writers_come_back(on_sqlite: Flask) -> None:
    with on_sqlite.app_context():
        engine = db.engine
    room = {"pages": 1}

    def limit(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute(f"PRAGMA max_page_count={room['pages']}")  # never below what is used

    event.listen(engine, "connect", limit)
    engine.dispose()
    answers = [write(on_sqlite, f"{number} " + "texte " * 1300) for number in range(40)]
    kept = sum(answer.status_code == 201 for answer in answers)
    assert_come_back(answers[-1])
    assert {answer.status_code for answer in answers} <= {201, 503}
    assert read(on_sqlite).status_code == 200
    assert count(on_sqlite) == 1 + kept
    room["pages"] = 1_000_000
    engine.dispose()
    assert write(on_sqlite).status_code == 201


def test_a_damaged_file_is_an_answer_in_words(
    on_sqlite: Flask, settings_on_sqlite: Settings
) -> None:
    with on_sqlite.app_context():
        db.session.remove()
        db.engine.dispose()
    for path in settings_on_sqlite.instance.glob("comments.sqlite*"):
        path.write_bytes(b"this is no database" * 1000)
    assert_come_back(write(on_sqlite))
    assert read(on_sqlite).status_code == 503


def test_a_database_server_that_is_gone_and_comes_back(
    make_app: Callable[[Settings], Flask], settings_on_postgres: Settings, postgres_database: str
) -> None:
    app = make_app(settings_on_postgres)
    with app.app_context():
        a_site(db.session(), "blog", origins=BLOG_ORIGINS)
        db.session.commit()
    assert write(app).status_code == 201
    name = make_url(postgres_database).database
    with psycopg.connect(POSTGRES_URL, autocommit=True) as admin:
        admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        try:
            admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
            )
            assert_come_back(write(app))
        finally:
            admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
    assert write(app, "De retour").status_code == 201
