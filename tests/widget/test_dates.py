"""Everybody reads when a comment was written in their own time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.widget.reader import Garden

WRITTEN = datetime(2025, 3, 31, 22, 30, tzinfo=UTC)
PARIS, TOKYO = "1er avril 2025 à 0\u00a0h\u00a030", "1er avril 2025 à 7\u00a0h\u00a030"
QUEBEC = "31 mars 2025 à 18\u00a0h\u00a030"


@pytest.mark.parametrize(
    ("zone", "moment"),
    [("Europe/Paris", PARIS), ("Asia/Tokyo", TOKYO), ("America/Toronto", QUEBEC)],
)
def test_R12_the_full_moment_is_that_of_the_reader_and_machines_get_one_for_all(
    garden: Garden, visit: Callable[..., Page], zone: str, moment: str
) -> None:
    garden.comment("Merci.", created_at=WRITTEN)

    time = visit(timezone_id=zone).locator("article-comments time")

    expect(time).to_have_text(moment)
    expect(time).to_have_attribute("title", moment)
    expect(time).to_have_attribute("datetime", "2025-03-31T22:30:00Z")


def test_R12_under_a_day_it_says_how_long_ago_and_the_title_says_when(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comment("Merci.", created_at=WRITTEN)
    page = visit("about:blank")
    page.clock.install(time=WRITTEN + timedelta(hours=23, minutes=59))

    page.goto(garden.host.page())

    time = page.locator("article-comments time")
    expect(time).to_have_text("il y a 23 heures")
    expect(time).to_have_attribute("title", PARIS)
    expect(time).to_have_attribute("datetime", "2025-03-31T22:30:00Z")
