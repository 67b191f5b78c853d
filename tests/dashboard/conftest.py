"""The dashboard in a real browser: the application on a port of its own, and its moderators."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Any

import pytest
import structlog
from dashboard.room import Room
from factories import BLOG_ORIGINS, a_site
from playwright.sync_api import expect
from structlog.testing import capture_logs
from werkzeug.serving import make_server

from moderation.database import db

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, MutableMapping

    from flask import Flask
    from playwright.sync_api import Browser

    from moderation.config import Settings


# A busy machine takes its time; nothing waits longer than it must.
expect.set_options(timeout=20_000)


@pytest.fixture
def noted() -> Iterator[list[MutableMapping[str, Any]]]:
    """What is logged; the other tests are silent."""
    silent = structlog.get_config()["wrapper_class"]
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.INFO))
    with capture_logs() as lines:
        yield lines
    structlog.configure(wrapper_class=silent)


@pytest.fixture
def desk_app(make_app: Callable[[Settings], Flask], settings_on_sqlite: Settings) -> Flask:
    """The service with one French site; which database it has cannot matter to a browser."""
    app = make_app(settings_on_sqlite)
    with app.app_context():
        a_site(db.session(), "blog", origins=BLOG_ORIGINS)
        db.session.commit()
    return app


@pytest.fixture
def room(desk_app: Flask, chromium: Browser) -> Iterator[Room]:
    """A room in which moderators sit at browsers."""
    server = make_server("127.0.0.1", 0, desk_app, threaded=True)
    server.daemon_threads = False  # closing waits for what is still being answered
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    room = Room(desk_app, chromium, f"http://127.0.0.1:{server.port}")
    try:
        yield room
    finally:
        room.close()
        server.shutdown()
        thread.join()
        server.server_close()
