"""How often something may happen, for all processes together."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine

from moderation.database import db
from moderation.web.limit_storage import forget_ended_windows
from moderation.web.limits import TooMany, spend

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from moderation.config import Settings

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def spent(app: Flask, who: str, limits: str = "2 per minute") -> bool:
    with app.app_context():
        try:
            spend(limits, "posts", who)
        except TooMany:
            return False
        db.session.commit()
        return True


def test_a_limit_is_used_up_and_comes_back(app: Flask) -> None:
    with time_machine.travel(NOON, tick=False):
        assert [spent(app, "a"), spent(app, "a"), spent(app, "a")] == [True, True, False]
        assert spent(app, "b")
    with time_machine.travel(NOON + timedelta(seconds=61), tick=False):
        assert spent(app, "a")


def test_whoever_is_too_fast_is_told_how_long_to_wait(app: Flask) -> None:
    with time_machine.travel(NOON, tick=False):
        spent(app, "a", "1 per minute")
    with (
        time_machine.travel(NOON + timedelta(seconds=20), tick=False),
        app.app_context(),
        pytest.raises(TooMany) as refused,
    ):
        spend("1 per minute", "posts", "a")
    assert refused.value.retry_after == 40


def test_two_processes_count_together(
    make_app: Callable[[Settings], Flask], settings: Settings
) -> None:
    one, other = make_app(settings), make_app(settings)
    with time_machine.travel(NOON, tick=False):
        assert [spent(one, "a"), spent(other, "a"), spent(one, "a")] == [True, True, False]


def test_ended_windows_are_forgotten(app: Flask) -> None:
    with time_machine.travel(NOON, tick=False):
        spent(app, "a")
    with time_machine.travel(NOON + timedelta(minutes=2), tick=False), app.app_context():
        assert forget_ended_windows() == 1
        db.session.commit()
