"""Several nodes that share a Redis and a PostgreSQL."""

from __future__ import annotations

import ipaddress
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import redis
from conftest import REDIS_URL
from factories import BLOG_ORIGINS, a_site

from moderation.database import db
from moderation.operations.serve import free_port
from moderation.web.instance import instance
from moderation.web.limits import TooMany, spend

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from flask import Flask

    from moderation.config import Settings

ADDRESS = ipaddress.ip_address("203.0.113.7")
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def shared() -> Iterator[str]:
    """A Redis database that is empty before and after."""
    client = redis.Redis.from_url(REDIS_URL)
    try:
        client.flushdb()
    except redis.ConnectionError as error:
        pytest.skip(f"no Redis: {error}")
    yield REDIS_URL
    client.flushdb()
    client.close()


@pytest.fixture
def nodes(
    make_app: Callable[[Settings], Flask],
    settings_on_postgres: Settings,
    shared: str,
    tmp_path: Path,
) -> list[Flask]:
    made = [
        replace(settings_on_postgres, redis_url=shared, instance=tmp_path / name) for name in "ab"
    ]
    return [make_app(settings) for settings in made]


def test_a_network_has_one_pseudonym_on_every_node(nodes: list[Flask]) -> None:
    seen = set()
    for app in nodes:
        with app.app_context():
            seen.add(instance().networks.of(ADDRESS, NOON))
    assert len(seen) == 1
    assert not list(nodes[0].extensions["moderation"].settings.instance.rglob("networks"))


def test_limits_count_for_all_nodes_together(nodes: list[Flask]) -> None:
    for app in nodes:
        with app.app_context():
            spend("2 per day", "posts", "somebody")
    with nodes[0].app_context(), pytest.raises(TooMany):
        spend("2 per day", "posts", "somebody")


def test_writers_come_back_when_redis_is_gone(
    make_app: Callable[[Settings], Flask], settings_on_sqlite: Settings
) -> None:
    nobody_listens = f"redis://127.0.0.1:{free_port('127.0.0.1')}/0"
    app = make_app(replace(settings_on_sqlite, redis_url=nobody_listens))
    with app.app_context():
        a_site(db.session(), "blog", origins=BLOG_ORIGINS)
        db.session.commit()
    letter = {
        "article": {"url": "https://blog.example/a", "title": ""},
        "parent": None,
        "name": "Awa",
        "email": "awa@example.org",
        "body": "Bonjour",
    }
    answer = app.test_client().post("/api/v1/sites/blog/comments", json=letter)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert app.test_client().get("/t/blog/?article=/a").status_code == 200
