"""What readers and authors tell, on the moderators' screens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from axe import faults
from dashboard.room import LINKS
from dashboard.told import ask_change, edit, report
from playwright.sync_api import expect

from moderation.comments.models import Comment
from moderation.database import db

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.room import Room
    from playwright.sync_api import Page
    from sqlalchemy.orm import Session

PHONE: dict[str, Any] = {"viewport": {"width": 320, "height": 640}, "has_touch": True}
LONG = "Ce commentaire n’a rien à faire ici, je vous l’assure. " * 5


def tell(room: Room, ids: list[str], how: Callable[[Session, Comment], None]) -> None:
    """Have something told about comments."""
    with room.app.app_context():
        session = db.session()
        for comment in session.query(Comment).where(Comment.public_id.in_(ids)):
            how(session, comment)


def reported(room: Room, count: int) -> list[str]:
    """Public comments that two readers have reported."""
    ids = room.comments(count, status="approved", findings=LINKS)
    tell(room, ids, lambda session, one: report(session, one, "abuse", "illegal", message=LONG))
    return ids


def at(room: Room, address: str, **context: object) -> Page:
    """A moderator's page whose keys work."""
    page = room.moderator(**context)
    page.goto(address)
    expect(page.locator(".live")).to_be_attached()
    return page


def counts(page: Page) -> Any:  # noqa: ANN401 - an assertion of Playwright's
    return expect(page.locator(".rail .count"))


def test_M10_one_key_keeps_a_reported_comment_online_and_one_takes_that_back(room: Room) -> None:
    ids = reported(room, 2)
    page = at(room, "/dashboard/queue?status=pending")
    page.keyboard.press("2")
    page.wait_for_url("**/queue?status=reported**")
    expect(page.locator(".live")).to_be_attached()
    counts(page).to_have_text(["0", "2", "2", "0", "0"])

    page.keyboard.press("a")
    expect(page.locator("#toast")).to_contain_text("laissé en ligne.")
    counts(page).to_have_text(["0", "1", "2", "0", "0"])
    expect(page.locator("#waiting")).to_have_text("1 commentaire")
    page.keyboard.press("d")
    expect(page.locator("#toast")).to_contain_text("refusé.")
    counts(page).to_have_text(["0", "0", "1", "0", "1"])
    page.keyboard.press("z")
    expect(page.locator("#toast")).to_contain_text("publié")
    page.keyboard.press("z")
    expect(page.locator("#queue .row")).to_have_count(2)

    expect(page.locator("#toast")).to_contain_text("attend de nouveau une décision")
    counts(page).to_have_text(["0", "2", "2", "0", "0"])
    assert room.statuses(ids) == ["approved", "approved"]
    assert room.complaints == []


def test_M2_all_reports_are_settled_by_two_keys(room: Room) -> None:
    reported(room, 3)
    page = at(room, "/dashboard/queue?status=reported")
    page.keyboard.press("Shift+X")
    page.keyboard.press("Shift+A")

    expect(page.locator("#toast")).to_contain_text("3 commentaires laissés en l’état.")
    counts(page).to_have_text(["0", "0", "3", "0", "0"])


def test_M24_a_report_that_was_not_settled_is_still_counted(room: Room) -> None:
    reported(room, 2)
    page = at(room, "/dashboard/queue?status=reported")
    page.context.set_offline(True)
    page.keyboard.press("s")

    expect(page.locator(".row .notice")).to_contain_text("Non enregistré.")
    counts(page).to_have_text(["0", "2", "2", "0", "0"])


def test_M6_who_has_read_the_old_text_is_led_to_the_new_one(room: Room) -> None:
    ids = room.comments(2)
    page = at(room, "/dashboard/queue?status=pending")
    tell(room, ids[:1], lambda session, one: edit(session, one, "Achetez ma paille."))

    page.keyboard.press("a")
    notice = page.locator(".row .notice")
    expect(notice).to_contain_text("Modifié par son auteur")
    page.keyboard.press("k")
    page.keyboard.press("a")
    expect(notice).to_contain_text("Modifié par son auteur")
    assert faults(page) == []
    notice.get_by_role("button", name="Lire ce qui a changé").click()

    expect(page.locator(".alone")).to_contain_text("Achetez ma paille.")
    assert room.statuses(ids) == ["pending", "pending"]


def test_M22_without_a_script_reports_are_settled_too(room: Room) -> None:
    ids = reported(room, 1)
    page = room.moderator(java_script_enabled=False)
    page.get_by_role("link", name="Signalés").click()
    page.locator(".row").get_by_role("button", name="Laisser en ligne").click()

    expect(page.locator(".notices")).to_contain_text("laissé en ligne.")
    counts(page).to_have_text(["0", "0", "1", "0", "0"])
    page.get_by_role("button", name="Annuler").click()
    counts(page).to_have_text(["0", "1", "1", "0", "0"])
    assert room.statuses(ids) == ["approved"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_A1_A2_what_was_told_breaks_no_rule_and_fits(room: Room, scheme: str) -> None:
    first, second = reported(room, 2)
    tell(room, [first], lambda session, one: edit(session, one, "Un autre texte."))
    tell(room, [first, second], lambda session, one: ask_change(session, one, LONG))
    page = room.moderator(color_scheme=scheme)
    for address in (
        "/dashboard/queue?status=reported",
        "/dashboard/queue?status=pending",
        "/dashboard/queue?status=pending&reason=change",
        f"/dashboard/sites/blog/comments/{first}",
    ):
        page.goto(address)
        for width in (320, 1024, 1440):
            page.set_viewport_size({"width": width, "height": 800})
            assert faults(page) == [], (address, width)
            assert page.evaluate("document.documentElement.scrollWidth") == width, address
    assert room.complaints == []


def test_M21_the_bottom_bar_keeps_a_comment_online(room: Room) -> None:
    ids = reported(room, 1)
    page = at(room, "/dashboard/queue?status=reported", **PHONE)
    page.locator("#bar").get_by_role("button", name="Laisser en ligne").tap()

    expect(page.locator("#toast")).to_contain_text("laissé en ligne.")
    assert room.statuses(ids) == ["approved"]
