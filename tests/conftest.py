"""What every test may ask for: an application on a real database, and people around it."""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
import uuid
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import psycopg
import pytest
import structlog
from factories import BLOG_ORIGINS, a_site
from live import CHROMIUM_FLAGS, Service
from playwright.sync_api import sync_playwright
from sqlalchemy.engine import make_url

from moderation.app import create_app
from moderation.config import Settings
from moderation.database import Base, db, migrate
from moderation.sites.queries import site_named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask
    from flask.testing import FlaskClient
    from playwright.sync_api import Browser
    from sqlalchemy.orm import Session

    from moderation.sites.models import Site

# Requests of tests need no lines; the tests of the log ask for them.
structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))

POSTGRES_URL = os.environ.get(
    "MODERATION_TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres"
)
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
REDIS_URL = os.environ.get("MODERATION_TEST_REDIS_URL", "redis://127.0.0.1:6379/15")


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("MODERATION_") and not name.startswith(
            ("MODERATION_TEST_", "MODERATION_CORPORA")
        ):
            monkeypatch.delenv(name)


def migrated(database_url: str, folder: Path) -> None:
    """Run the migrations on an empty database, as an installation would."""
    app = create_app(settings_for(database_url, folder / "instance"))
    with app.app_context():
        migrate.upgrade(folder)
        db.engine.dispose()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database with the whole schema, copied for each test."""
    path = tmp_path_factory.mktemp("template") / "comments.sqlite"
    migrated(f"sqlite:///{path}", path.parent)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture(scope="session")
def postgres_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL database of this test process alone, with the whole schema."""
    server = make_url(POSTGRES_URL)
    name = f"moderation_test_{uuid.uuid4().hex}"
    try:
        admin = psycopg.connect(POSTGRES_URL, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError as error:
        pytest.skip(f"no PostgreSQL at {urlsplit(POSTGRES_URL).hostname}: {error}")
    with admin:
        admin.execute(f'CREATE DATABASE "{name}"')
        admin.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
    url = server.set(drivername="postgresql+psycopg", database=name)
    address = url.render_as_string(hide_password=False)
    migrated(address, tmp_path_factory.mktemp("postgres"))
    yield address
    with psycopg.connect(POSTGRES_URL, autocommit=True) as admin:
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    admin.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database; every test that asks runs on both kinds."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("empty_postgres"))
    path = tmp_path / "instance" / "comments.sqlite"
    path.parent.mkdir()
    shutil.copy(request.getfixturevalue("sqlite_template"), path)
    return f"sqlite:///{path}"


@pytest.fixture
def empty_postgres(postgres_database: str) -> Iterator[str]:
    """The address of the PostgreSQL database, emptied afterwards."""
    yield postgres_database
    with psycopg.connect(postgres_database.replace("+psycopg", "")) as connection:
        # Without triggers: some tables are append-only. Much faster than TRUNCATE.
        connection.execute("SET session_replication_role = replica")
        for table in Base.metadata.sorted_tables:
            connection.execute(f'DELETE FROM "{table.name}"')


def settings_for(database_url: str, instance: Path) -> Settings:
    return Settings(
        instance=instance,
        public_url="http://localhost",
        dashboard_url="http://localhost",
        database_url=database_url,
        posting_limits="1000 per minute",
        require_second_factor="nobody",  # whose tests say so themselves
    )


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Settings of an instance in a folder of its own."""
    return settings_for(database_url, tmp_path / "instance")


@pytest.fixture
def settings_on_sqlite(sqlite_template: Path, tmp_path: Path) -> Settings:
    """The same, for tests in which the kind of database cannot matter."""
    instance = tmp_path / "instance"
    instance.mkdir(exist_ok=True)
    shutil.copy(sqlite_template, instance / "comments.sqlite")
    return settings_for(f"sqlite:///{instance}/comments.sqlite", instance)


@pytest.fixture
def settings_on_postgres(empty_postgres: str, tmp_path: Path) -> Settings:
    """The same, for what only a database server can do."""
    return settings_for(empty_postgres, tmp_path / "instance")


@pytest.fixture
def make_app() -> Iterator[Callable[[Settings], Flask]]:
    """Builds applications and closes their connections afterwards."""
    made: list[Flask] = []

    def build(settings: Settings) -> Flask:
        app = create_app(settings)
        app.testing = True
        # Errors are answered as in production: a test that meets a 500 must see it.
        app.config["PROPAGATE_EXCEPTIONS"] = False
        made.append(app)
        return app

    yield build
    for app in made:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def app(make_app: Callable[[Settings], Flask], settings: Settings) -> Flask:
    """The service, with one French site named "blog"."""
    app = make_app(settings)
    with app.app_context():
        a_site(db.session(), "blog", origins=BLOG_ORIGINS)
        db.session.commit()
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A stranger."""
    return app.test_client()


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """The database session of an application context."""
    with app.app_context():
        yield db.session()


@pytest.fixture
def site(session: Session) -> Site:
    """The site named "blog"."""
    found = site_named(session, "blog")
    assert found is not None
    return found


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real browser; each test opens contexts of its own, which share nothing."""
    path = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    with sync_playwright() as playwright:
        if path is None and not Path(playwright.chromium.executable_path).exists():
            pytest.skip("no Chromium: install Debian's, or run playwright install chromium")
        browser = playwright.chromium.launch(executable_path=path, args=list(CHROMIUM_FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The service on SQLite as its own process, for tests that use other sites and articles."""
    instance = tmp_path_factory.mktemp("service") / "instance"
    with Service(instance, POSTING_LIMITS="10000 per minute") as running:
        yield running
