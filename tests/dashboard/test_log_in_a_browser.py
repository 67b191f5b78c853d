"""The log at a browser: the members' one and the one for everybody."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from axe import faults

from moderation.database import db
from moderation.members import Role
from moderation.sites import events
from moderation.sites.events import By, Deed
from moderation.sites.models.site import PublicLog
from moderation.sites.queries import site_named

if TYPE_CHECKING:
    from dashboard.room import Room

WIDTHS = (320, 1024, 1440)


def busy(room: Room) -> None:
    """Decisions and an event, and a log that everybody may read."""
    room.comments(2, status="refused", body="Un-mot-sans-espaces" * 8)
    room.comments(1)
    with room.app.app_context():
        site = site_named(db.session(), "blog")
        assert site is not None
        site.public_log = PublicLog.ROLE
        facts = {"max_links": [2, 3], "held_words": None}
        by, now = By("command"), datetime.now(UTC)
        events.record(db.session(), Deed.SITE_SET, site_id=site.id, by=by, now=now, facts=facts)
        db.session.commit()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_A1_M19_the_log_is_clean_and_narrow_enough(room: Room, scheme: str) -> None:
    busy(room)
    page = room.moderator(role=Role.OWNER, color_scheme=scheme)
    for address in (
        "/dashboard/log?site=blog",
        "/dashboard/log?site=blog&who=policy",
        "/log/blog/",
    ):
        page.goto(address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            assert faults(page) == [], (address, width)
            assert page.evaluate("document.documentElement.scrollWidth") == width, address
    assert room.complaints == []


def test_M22_without_a_script_the_log_is_filtered_and_exported(room: Room) -> None:
    busy(room)
    page = room.moderator(java_script_enabled=False)
    page.goto("/dashboard/log?site=blog")
    page.select_option("[name=action]", "refuse")
    page.click("text=Filtrer")
    assert "action=refuse" in page.url
    assert page.locator(".entry").count() == 2
    with page.expect_download() as file:
        page.click("text=CSV")
    lines = file.value.path().read_text("utf-8-sig").splitlines()
    assert len(lines) == 3
