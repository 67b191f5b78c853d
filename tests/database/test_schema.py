"""The schema: what the models say is what the migrations make, and the past stays as it was."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from conftest import settings_for
from factories import a_comment
from sqlalchemy import UniqueConstraint, create_engine, delete, inspect, select, text, update
from sqlalchemy.exc import DBAPIError

from moderation.comments.models import Comment, Decision
from moderation.comments.recent import published_since
from moderation.database import Base, db, migrate, schema
from moderation.database.backup import BackupRefused, backup_sqlite, check_sqlite, restore_sqlite
from moderation.database.engine import PRAGMAS, WRITING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from flask import Flask
    from sqlalchemy import Table
    from sqlalchemy.orm import Session

    from moderation.config import Settings
    from moderation.sites.models import Site


def test_the_models_say_what_the_migrations_make(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_a_row_that_goes_finds_those_that_point_to_it_by_an_index() -> None:
    without = [
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if column.foreign_keys and column.name not in _led_by_whole_indexes(table)
    ]
    assert without == []


def _led_by_whole_indexes(table: Table) -> set[str]:
    unique = [rule for rule in table.constraints if isinstance(rule, UniqueConstraint)]
    whole = [index for index in table.indexes if index.dialect_options["sqlite"]["where"] is None]
    rules = [table.primary_key, *unique, *whole]
    return {next(iter(rule.columns)).name for rule in rules if rule.columns}


def test_the_stated_head_is_the_newest_migration() -> None:
    scripts = ScriptDirectory.from_config(migrate.configuration())
    assert scripts.get_current_head() == schema.HEAD


def test_upgrading_again_changes_nothing(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        assert migrate.upgrade(tmp_path / "backups") is None
        assert schema.is_current(db.engine)


def test_the_database_of_a_later_release_is_not_touched(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        with db.engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        try:
            with pytest.raises(schema.NewerSchema):
                migrate.upgrade(tmp_path / "backups")
        finally:
            with db.engine.begin() as connection:
                back = text("UPDATE alembic_version SET version_num = :head")
                connection.execute(back, {"head": schema.HEAD})


def test_decisions_are_never_changed_and_never_deleted(session: Session, site: Site) -> None:
    a_comment(session, site)
    for statement in (update(Decision).values(means="x"), delete(Decision)):
        with pytest.raises(DBAPIError, match="append-only"):
            session.execute(statement)
        session.rollback()


def test_the_database_refuses_a_state_that_does_not_exist(session: Session, site: Site) -> None:
    a_comment(session, site)
    with pytest.raises(DBAPIError, match="ck_comment_status"):
        session.execute(update(Comment).values(status="published"))
    session.rollback()


def test_reading_an_email_is_a_deliberate_act(session: Session, site: Site) -> None:
    comment = a_comment(session, site)
    session.expire(comment)
    with pytest.raises(Exception, match="raiseload"):
        _ = comment.email_sealed


@pytest.fixture
def sqlite_app(make_app: Callable[[Settings], Flask], settings_on_sqlite: Settings) -> Flask:
    return make_app(settings_on_sqlite)


def test_every_connection_follows_the_rules(sqlite_app: Flask) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
    with sqlite_app.app_context(), db.engine.connect() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in wanted}
    assert found == wanted
    assert len(PRAGMAS) > len(wanted)


def test_a_backup_is_sound_private_and_comes_back(sqlite_app: Flask, tmp_path: Path) -> None:
    with sqlite_app.app_context():
        copy = backup_sqlite(db.engine, tmp_path / "copy.sqlite")
        assert check_sqlite(copy) == []
        assert copy.stat().st_mode & 0o777 == 0o600
        with db.engine.begin() as connection:
            connection.execute(text("DELETE FROM alembic_version"))
        assert schema.current(db.engine) is None
        restore_sqlite(db.engine, copy)
        assert schema.current(db.engine) == schema.HEAD


def test_a_backup_never_overwrites(sqlite_app: Flask, tmp_path: Path) -> None:
    (tmp_path / "copy.sqlite").write_text("precious")
    with sqlite_app.app_context(), pytest.raises(BackupRefused, match="exists"):
        backup_sqlite(db.engine, tmp_path / "copy.sqlite")


def test_a_backup_that_cannot_be_finished_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "broken.sqlite").write_bytes(b"not a database at all" * 100)
    engine = create_engine(f"sqlite:///{tmp_path}/broken.sqlite")
    with pytest.raises(BackupRefused, match="cannot be copied"):
        backup_sqlite(engine, tmp_path / "copy.sqlite")
    assert not (tmp_path / "copy.sqlite").exists()


@pytest.mark.parametrize("content", [None, b"", b"not a database at all" * 100])
def test_what_is_no_sound_database_is_not_restored(
    sqlite_app: Flask, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "broken.sqlite"
    if content is not None:
        path.write_bytes(content)
    with sqlite_app.app_context():
        with pytest.raises(BackupRefused, match="not a sound database"):
            restore_sqlite(db.engine, path)
        assert schema.is_current(db.engine)


def test_a_database_in_use_is_not_replaced(sqlite_app: Flask, tmp_path: Path) -> None:
    with sqlite_app.app_context():
        copy = backup_sqlite(db.engine, tmp_path / "copy.sqlite")
        other = create_engine(db.engine.url)
        with other.connect() as serving:
            serving.exec_driver_sql("SELECT count(*) FROM comment")
            with pytest.raises(BackupRefused, match="stop it first"):
                restore_sqlite(db.engine, copy)
        other.dispose()


def test_what_was_stored_under_the_first_schema_is_kept(
    make_app: Callable[[Settings], Flask], tmp_path: Path
) -> None:
    instance = tmp_path / "old"
    instance.mkdir()
    app = make_app(settings_for(f"sqlite:///{instance}/comments.sqlite", instance))
    with app.app_context():
        with db.engine.execution_options(**WRITING).begin() as connection:
            config = migrate.configuration()
            config.attributes["connection"] = connection
            command.upgrade(config, "0001")
            connection.execute(text(FIRST_SITE))
            connection.execute(text(FIRST_ARTICLE))
            connection.execute(text(FIRST_COMMENT))
        assert migrate.upgrade(tmp_path / "backups") is not None
        assert schema.is_current(db.engine)
        (comment,) = db.session.scalars(select(Comment)).all()
        assert (comment.body, comment.notify, comment.notify_confirmed_at) == ("Ancien", True, None)
        assert (comment.open_reports, comment.open_change_request) == ([], None)
        assert (
            published_since(db.session(), 1, comment.created_at).threads[0].row.html == "<p>A</p>"
        )
    assert check_sqlite(instance / "comments.sqlite") == []


FIRST_SITE = """
INSERT INTO site VALUES (1, 'blog', 'Blog', 'fr', 'Europe/Paris', 'review_all', 1, 1, 'oldest', 2,
    '', '', 15, NULL, 1, '2026-01-01 00:00:00.000000')
"""
FIRST_ARTICLE = """
INSERT INTO article VALUES (1, 1, '//blog.example/a', 'https://blog.example/a', '', 1, NULL,
    '2026-01-01 00:00:00.000000')
"""
FIRST_COMMENT = """
INSERT INTO comment (id, public_id, site_id, article_id, status, shown, version, author_name,
    language, notify, body, body_hash, html, renderer, created_at)
VALUES (1, 'c1', 1, 1, 'approved', 1, 1, 'Awa', 'fr', 1, 'Ancien', x'00', '<p>A</p>', 1,
    '2026-01-02 00:00:00.000000')
"""
NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "next"
down_revision = "{head}"


def upgrade() -> None:
    op.execute("CREATE TABLE next_release (id INTEGER)")
    op.execute("{then}")
"""


def next_release(monkeypatch: pytest.MonkeyPatch, folder: Path, then: str) -> None:
    """Install a release with one more migration, which ends with a statement."""
    migrations = folder / "migrations"
    shutil.copytree(migrate.MIGRATIONS, migrations)
    script = NEXT.format(head=schema.HEAD, then=then)
    (migrations / "versions" / "next.py").write_text(script)
    monkeypatch.setattr(migrate, "MIGRATIONS", migrations)
    monkeypatch.setattr(migrate, "HEAD", "next")


def test_a_backup_is_made_before_a_migration(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        before = schema.HEAD
        next_release(monkeypatch, tmp_path, "SELECT 1")
        saved = migrate.upgrade(tmp_path / "backups")
        assert schema.current(db.engine) == "next"
        with db.engine.begin() as connection:
            connection.execute(text("DROP TABLE next_release"))
            connection.execute(
                text("UPDATE alembic_version SET version_num = :head"), {"head": before}
            )
        if db.engine.dialect.name == "sqlite":
            assert saved is not None
            with closing(sqlite3.connect(saved)) as copy:
                assert copy.execute("SELECT version_num FROM alembic_version").fetchone() == (
                    before,
                )
                assert copy.execute("SELECT name FROM site").fetchone() == ("blog",)


def test_a_migration_that_fails_half_way_leaves_everything_as_it_was(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        next_release(monkeypatch, tmp_path, "SELECT nothing FROM nowhere")
        with pytest.raises(DBAPIError):
            migrate.upgrade(tmp_path / "backups")
        assert schema.is_current(db.engine)
        assert not inspect(db.engine).has_table("next_release")
