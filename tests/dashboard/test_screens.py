from __future__ import annotations

import gzip
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe import faults
from dashboard.desk import Desk
from dashboard.room import LINKS
from factories import a_comment
from playwright.sync_api import expect

from moderation import dashboard
from moderation.members import Role

if TYPE_CHECKING:
    from dashboard.room import Room
    from flask import Flask
    from playwright.sync_api import Page
    from sqlalchemy.orm import Session

    from moderation.sites.models import Site

KIB = 1024
LONG = "Un commentaire qui n’en finit pas. " * 60
PHONE: dict[str, Any] = {"viewport": {"width": 320, "height": 640}, "has_touch": True}


def furnished(room: Room) -> list[str]:
    """Comments of every kind, and something to read in the log."""
    waiting = room.comments(6, findings=LINKS, body="Voir https://exemple.fr/a et la suite.")
    room.comments(1, body=LONG, website="https://exemple.fr/un-chemin-assez-long")
    room.comments(2, status="spam", email="awa@example.org")
    room.comments(1, status="refused")
    return waiting


def screens(room: Room, page: Page, waiting: list[str]) -> list[str]:
    """The address of every screen that has just been made ready to be looked at."""
    page.goto("/dashboard/queue?status=pending")
    expect(page.locator(".live")).to_be_attached()
    page.keyboard.press("a")
    expect(page.locator("#toast")).to_have_class("toast said")
    spam = room.first("spam")
    return [
        "/dashboard/queue?status=pending",
        "/dashboard/queue?status=spam",
        "/dashboard/queue?status=pending&reason=trap",
        f"/dashboard/sites/blog/comments/{waiting[1]}",
        *(
            f"/dashboard/sites/blog/comments/{waiting[1]}/{act}"
            for act in ("refusal", "reply", "edit", "author")
        ),
        f"/dashboard/sites/blog/deletion?comment={spam}",
        "/dashboard/log?site=blog",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_A1_A2_axe_finds_nothing_and_nothing_scrolls_sideways(room: Room, scheme: str) -> None:
    waiting = furnished(room)
    page = room.moderator(role=Role.OWNER, color_scheme=scheme)
    for address in screens(room, page, waiting):
        page.goto(address)
        for width in (320, 1024, 1440):
            page.set_viewport_size({"width": width, "height": 800})
            assert faults(page) == [], (address, width)
            assert page.evaluate("document.documentElement.scrollWidth") == width, address
    assert room.complaints == []


def test_A1_the_states_that_a_script_makes_are_clean_too(room: Room) -> None:
    room.comments(4)
    page = room.moderator()
    expect(page.locator(".live")).to_be_attached()
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.context.set_offline(True)
    page.keyboard.press("a")
    expect(page.locator(".row .notice")).to_be_visible()
    page.context.set_offline(False)
    assert faults(page) == []
    page.keyboard.press("?")
    assert faults(page) == []


def test_A4_targets_are_large_enough(room: Room) -> None:
    waiting = furnished(room)
    page = room.moderator(role=Role.OWNER, **PHONE)
    for address in screens(room, page, waiting):
        page.goto(address)
        small = page.locator(
            "button:not([aria-hidden]), summary, [type=checkbox], .links a, .open, nav a"
        )
        sizes = small.evaluate_all(
            """all => all.filter(one => one.checkVisibility()).map(one => {
                const box = (one.closest("label") ?? one).getBoundingClientRect();
                return [one.outerHTML.slice(0, 80), Math.min(box.width, box.height)];
            })"""
        )
        assert [told for told in sizes if told[1] < 24] == [], address


def test_A3_the_current_row_is_never_under_the_toast_or_a_bar(room: Room) -> None:
    room.comments(12)
    page = room.moderator(**PHONE)
    expect(page.locator(".live")).to_be_attached()
    page.keyboard.press("a")
    for _ in range(9):
        page.keyboard.press("j")
        row = page.locator(".row[aria-current=true] h2").bounding_box()
        bar = page.locator("#toast").bounding_box()
        assert row is not None
        assert bar is not None
        assert row["y"] >= 0
        assert row["y"] + row["height"] <= bar["y"]


def test_M21_one_thumb_clears_thirty_comments_from_the_bottom_bar(room: Room) -> None:
    ids = room.comments(30)
    page = room.moderator(**PHONE)
    expect(page.locator(".live")).to_be_attached()
    bar = page.locator("#bar")
    with page.expect_response(lambda answer: f"{ids[-1]}/decision" in answer.url):
        for _ in range(30):
            bar.get_by_role("button", name="Approuver").tap()
    assert set(room.statuses(ids)) == {"approved"}


def test_on_a_phone_the_bottom_bar_decides_about_what_is_selected(room: Room) -> None:
    ids = room.comments(3)
    page = room.moderator(**PHONE)
    expect(page.locator(".live")).to_be_attached()
    for number in (0, 2):
        page.locator(".pick").nth(number).tap()
    bar = page.locator("#bar")
    expect(bar.locator("output")).to_have_text("2 sélectionnés")
    bar.get_by_role("button", name="Refuser").tap()
    expect(page.locator("#toast")).to_contain_text("2 commentaires refusés.")
    assert room.statuses(ids) == ["refused", "pending", "refused"]


def test_M22_without_a_script_every_decision_bulk_undo_and_filter_works(room: Room) -> None:
    ids = room.comments(3, findings=LINKS)
    page = room.moderator(java_script_enabled=False)
    page.locator(".row").first.get_by_role("button", name="Approuver").click()
    notice = page.locator(".notices")
    expect(notice).to_contain_text("Commentaire de Awa Diallo 0 approuvé.")
    notice.get_by_role("button", name="Annuler").click()
    expect(notice).to_contain_text("Décision annulée.")
    page.get_by_role("link", name="Mot surveillé").click()
    page.get_by_role("link", name="Tout sélectionner").click()
    page.locator("#bulk").get_by_role("button", name="Indésirable").click()
    expect(notice).to_contain_text("3 commentaires marqués comme indésirables.")
    assert room.statuses(ids) == ["spam"] * 3
    notice.get_by_role("button", name="Annuler").click()
    assert room.statuses(ids) == ["pending"] * 3
    page.locator(".row").first.get_by_role("button", name="Refuser").click()
    page.goto("/dashboard/queue?status=refused")
    page.locator(".pick input").check()
    page.get_by_role("button", name="Supprimer définitivement…").click()
    page.get_by_role("button", name="Supprimer définitivement").click()
    expect(notice).to_contain_text("1 commentaire supprimé définitivement.")
    for name in ("Raccourcis clavier", "Réessayer"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)


@pytest.mark.parametrize("script", [True, False])
def test_enter_on_a_checkbox_decides_nothing(room: Room, script: bool) -> None:  # noqa: FBT001
    ids = room.comments(2)
    page = room.moderator(java_script_enabled=script)
    page.locator(".pick input").first.check()
    page.keyboard.press("Enter")
    page.locator(".pick input").first.uncheck()  # it is still here
    assert room.statuses(ids) == ["pending", "pending"]


def test_A9_with_reduced_motion_a_row_leaves_at_once(room: Room) -> None:
    room.comments(2)
    page = room.moderator(reduced_motion="reduce")
    duration = page.locator(".row").first.evaluate(
        "row => getComputedStyle(row).transitionDuration"
    )
    assert duration == "0s"


def test_A9_with_forced_colours_the_current_row_keeps_its_mark(room: Room) -> None:
    room.comments(2)
    page = room.moderator(forced_colors="active")
    expect(page.locator(".live")).to_be_attached()
    widths = page.locator(".row").evaluate_all(
        "rows => rows.map(row => getComputedStyle(row).borderInlineStartWidth)"
    )
    assert widths == ["6px", "0px"]


def test_M26_the_queue_is_light(app: Flask, session: Session, site: Site) -> None:
    for number in range(50):
        body = f"Commentaire {number}. " + "Des mots qui changent peu. " * 20
        a_comment(session, site, status="pending", name=f"Personne {number}", body=body)
    assert len(gzip.compress(Desk(app).queue().data)) <= 40 * KIB
    static = Path(dashboard.__file__).parent / "static"
    for kind, most in (("js", 10), ("css", 8)):
        files = b"".join(path.read_bytes() for path in sorted(static.glob(f"*.{kind}")))
        assert 0 < len(gzip.compress(files)) <= most * KIB
