from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from moderation import dashboard
from moderation.comments.models import Verb

if TYPE_CHECKING:
    from dashboard.room import Room
    from playwright.sync_api import Page, Route

CURRENT = ".row[aria-current='true'] h2"


def at_the_desk(room: Room) -> Page:
    page = room.moderator()
    expect(page.locator(".live")).to_be_attached()
    return page


def saved(page: Page, count: int) -> None:
    """Wait until the page has said of its last decision that it is saved."""
    expect(page.locator("#queue .row")).to_have_count(count)
    expect(page.locator("#toast")).to_have_class("toast said")


def focus(page: Page) -> str:
    return str(page.evaluate("document.activeElement.tagName"))


def test_M1_fifty_comments_are_cleared_with_one_key_each(room: Room) -> None:
    ids = room.comments(50)
    page = at_the_desk(room)
    keys = "aasda" * 10
    with page.expect_response(lambda answer: f"{ids[-1]}/decision" in answer.url):
        for key in keys:
            page.keyboard.press(key)
    outcome = {"a": "approved", "s": "spam", "d": "refused"}
    assert room.statuses(ids) == [outcome[key] for key in keys]
    assert {decision.means for decision in room.decisions()} == {"key"}
    expect(page.get_by_text("Plus rien sur cette page.")).to_be_visible()
    expect(page).to_have_title(re.compile("^À modérer"))
    assert room.complaints == []


def test_M3_ten_decisions_in_a_breath_arrive_in_order(room: Room) -> None:
    ids = room.comments(10)
    page = at_the_desk(room)
    with page.expect_response(lambda answer: f"{ids[-1]}/decision" in answer.url):
        page.evaluate(
            "for (let i = 0; i < 10; i++)"
            " document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'a', bubbles: true}))"
        )
    with room.app.app_context():
        assert [decision.comment_public_id for decision in room.decisions()] == ids


def test_M2_all_of_them_at_once_are_two_keys_one_batch_and_one_undo(room: Room) -> None:
    ids = room.comments(50)
    page = at_the_desk(room)
    page.keyboard.press("Shift+X")
    expect(page.locator("#bulk output")).to_have_text("50 sélectionnés")
    page.keyboard.press("Shift+A")
    expect(page.get_by_role("status").filter(has_text="50 commentaires approuvés.")).to_be_visible()
    assert set(room.statuses(ids)) == {"approved"}
    assert len({decision.batch for decision in room.decisions()}) == 1
    page.keyboard.press("z")
    expect(page.locator("#queue .row")).to_have_count(50)
    assert set(room.statuses(ids)) == {"pending"}
    assert room.complaints == []


def test_the_cursor_follows_the_keys_and_the_focus_follows_the_cursor(room: Room) -> None:
    room.comments(3)
    page = at_the_desk(room)
    expect(page.locator(CURRENT)).to_have_text("Awa Diallo 0")
    page.keyboard.press("j")
    expect(page.locator(CURRENT)).to_have_text("Pierre Lefèvre 1")
    assert focus(page) == "ARTICLE"
    page.keyboard.press("k")
    page.keyboard.press("k")
    expect(page.locator(CURRENT)).to_have_text("Awa Diallo 0")
    page.keyboard.press("a")
    expect(page.locator(CURRENT)).to_have_text("Pierre Lefèvre 1")
    expect(page.locator("#waiting")).to_have_text("2 commentaires")
    assert focus(page) == "ARTICLE"


@pytest.mark.parametrize("way", ["z", "the toast", "the log"])
def test_M4_every_decision_can_be_undone_three_ways(room: Room, way: str) -> None:
    ids = room.comments(3)
    page = at_the_desk(room)
    for key in "asd":
        page.keyboard.press("j")
        page.keyboard.press(key)
        saved(page, 2)
        if way == "z":
            page.keyboard.press("z")
        elif way == "the toast":
            page.locator("#toast button").click()
        else:
            page.goto("/dashboard/log?site=blog")
            page.locator(".log button").first.click()
            page.goto("/dashboard/queue?status=pending")
            expect(page.locator(".live")).to_be_attached()
        expect(page.locator("#queue h2")).to_have_text(
            ["Awa Diallo 0", "Pierre Lefèvre 1", "Søren Ångström 2"]
        )
        expect(page.locator(".rail .count").first).to_have_text("3")
        assert room.statuses(ids) == ["pending"] * 3
        assert room.decisions()[-1].verb == Verb.UNDO
        if way != "the log":
            expect(page.locator(CURRENT)).to_have_text("Pierre Lefèvre 1")
            assert focus(page) == "ARTICLE"
            page.keyboard.press("k")


def test_z_right_after_a_key_takes_that_decision_back(room: Room) -> None:
    ids = room.comments(2)
    page = at_the_desk(room)
    page.evaluate(
        "for (const key of ['a', 'z'])"
        " document.body.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}))"
    )
    expect(page.locator("#toast")).to_contain_text("Décision annulée.")
    expect(page.locator("#queue .row")).to_have_count(2)
    assert room.statuses(ids) == ["pending", "pending"]


def test_z_takes_back_what_an_earlier_page_did(room: Room) -> None:
    ids = room.comments(2)
    page = at_the_desk(room)
    page.keyboard.press("s")
    saved(page, 1)
    page.reload()
    expect(page.locator(".live")).to_be_attached()
    page.keyboard.press("z")
    expect(page.locator(".notices")).to_contain_text("Décision annulée.")
    assert room.statuses(ids) == ["pending", "pending"]


def test_M6_two_moderators_meet_over_one_comment(room: Room) -> None:
    ids = room.comments(2)
    camille, dominique = at_the_desk(room), room.moderator("Dominique Petit")
    expect(dominique.locator(".live")).to_be_attached()
    camille.keyboard.press("a")
    saved(camille, 1)
    dominique.keyboard.press("d")
    notice = dominique.locator(".row .notice")
    expect(notice).to_contain_text("Déjà approuvé par Camille Roux il y a")
    expect(dominique.locator(CURRENT)).to_have_text("Pierre Lefèvre 1")
    assert room.statuses(ids)[0] == "approved"
    notice.get_by_role("button", name="Remplacer").click()
    saved(dominique, 1)
    assert room.statuses(ids)[0] == "refused"


def test_M6_the_second_one_may_keep_what_the_first_one_decided(room: Room) -> None:
    ids = room.comments(2)
    camille, dominique = at_the_desk(room), room.moderator("Dominique Petit")
    expect(dominique.locator(".live")).to_be_attached()
    camille.keyboard.press("a")
    saved(camille, 1)
    dominique.keyboard.press("d")
    dominique.locator(".row .notice").get_by_role("button", name="Garder").click()
    expect(dominique.locator("#queue .row")).to_have_count(1)
    assert focus(dominique) == "ARTICLE"
    assert room.statuses(ids) == ["approved", "pending"]


def test_a_bulk_action_says_on_each_row_who_was_first(room: Room) -> None:
    ids = room.comments(3)
    camille, dominique = at_the_desk(room), room.moderator("Dominique Petit")
    expect(dominique.locator(".live")).to_be_attached()
    camille.keyboard.press("d")
    saved(camille, 2)
    dominique.keyboard.press("Shift+X")
    dominique.keyboard.press("Shift+A")
    expect(dominique.locator("#toast")).to_contain_text("2 commentaires approuvés. 1 avait changé")
    expect(dominique.locator(".row .notice")).to_contain_text("Déjà refusé par Camille Roux")
    expect(dominique.locator(".rail .count")).to_have_text(["0", "0", "2", "0", "1"])
    assert room.statuses(ids) == ["refused", "approved", "approved"]


def test_M24_what_was_not_saved_comes_back_and_can_be_tried_again(room: Room) -> None:
    ids = room.comments(3)
    page = at_the_desk(room)
    page.context.set_offline(True)
    page.keyboard.press("a")
    notice = page.locator(".row .notice")
    expect(notice).to_contain_text("Non enregistré.")
    expect(page.locator("#queue h2").first).to_have_text("Awa Diallo 0")
    expect(page.locator(".rail .count").first).to_have_text("3")
    expect(page.locator(CURRENT)).to_have_text("Pierre Lefèvre 1")
    page.context.set_offline(False)
    notice.get_by_role("button", name="Réessayer").click()
    saved(page, 2)
    assert room.statuses(ids) == ["approved", "pending", "pending"]


def test_M24_an_answer_that_is_not_ours_counts_as_not_saved(room: Room) -> None:
    ids = room.comments(1)
    page = at_the_desk(room)

    def fail(route: Route) -> None:
        route.fulfill(status=502, body="<html>bad gateway</html>", content_type="text/html")

    page.route("**/decision", fail)
    page.keyboard.press("a")
    expect(page.locator(".row .notice")).to_contain_text("Non enregistré.")
    assert focus(page) == "ARTICLE"
    assert room.statuses(ids) == ["pending"]


def test_a_comment_deleted_meanwhile_says_so(room: Room) -> None:
    room.comments(1, status="spam")
    page = at_the_desk(room)
    page.goto("/dashboard/queue?status=spam")
    other = page.context.new_page()
    other.goto("/dashboard/queue?status=spam")
    other.keyboard.press("x")
    other.get_by_role("button", name="Supprimer définitivement…").click()
    other.get_by_role("button", name="Supprimer définitivement").click()
    expect(other.get_by_text("1 commentaire supprimé définitivement.")).to_be_visible()
    page.keyboard.press("a")
    expect(page.locator(".row .notice")).to_contain_text("a été supprimé définitivement")
    page.get_by_role("button", name="Garder").click()
    expect(page.locator("#queue .row")).to_have_count(0)


def test_M12_keys_with_modifiers_and_in_the_dialog_do_nothing(room: Room) -> None:
    ids = room.comments(2)
    page = at_the_desk(room)
    for key in ("Control+a", "Alt+s", "Meta+d"):
        page.keyboard.press(key)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Raccourcis clavier")).to_be_visible()
    for key in "asdujk":
        page.keyboard.press(key)
    page.keyboard.press("Escape")
    expect(page.locator(CURRENT)).to_have_text("Awa Diallo 0")
    assert room.statuses(ids) == ["pending", "pending"]
    assert room.decisions() == []


def test_M11_the_help_and_the_script_know_the_same_actions(room: Room) -> None:
    script = (Path(dashboard.__file__).parent / "static" / "queue.js").read_text("utf-8")
    table = script.partition("const ACTIONS = {")[2].partition("\n};")[0]
    known = set(re.findall(r"^  (\w+):", table, re.MULTILINE))
    page = at_the_desk(room)
    printed = page.locator("#help [data-action]")
    actions = printed.evaluate_all("all => all.map(one => one.dataset.action.split(':')[0])")
    assert set(actions) == known
    keys = page.locator("#help kbd").all_text_contents()
    assert len(keys) == len(set(keys)) > len(known)


def test_the_keys_of_queues_and_of_a_comment_lead_there(room: Room) -> None:
    ids = room.comments(1)
    page = at_the_desk(room)
    queues = ["reported", "approved", "spam", "refused"]
    for key, status in {**dict(zip("2345", queues, strict=True)), "1": "pending"}.items():
        page.keyboard.press(key)
        page.wait_for_url(f"**/queue?status={status}**")
        expect(page.locator(".live")).to_be_attached()
    page.keyboard.press("o")
    page.wait_for_url(f"**/comments/{ids[0]}?**")
    expect(page.locator(".live")).to_be_attached()
    page.keyboard.press("a")
    expect(page.locator(".notices")).to_contain_text("approuvé.")
    assert room.statuses(ids) == ["approved"]


def test_buttons_do_what_keys_do_without_leaving_the_page(room: Room) -> None:
    ids = room.comments(3)
    page = at_the_desk(room)
    page.locator(".row").nth(1).get_by_role("button", name="Indésirable").click()
    saved(page, 2)
    assert room.statuses(ids) == ["pending", "spam", "pending"]
    assert room.decisions()[0].means == "button"
    expect(page.locator(CURRENT)).to_have_text("Søren Ångström 2")
    assert focus(page) == "ARTICLE"
    page.locator(".pick input").first.check()
    page.locator("#bulk").get_by_role("button", name="Approuver").click()
    saved(page, 1)
    assert room.statuses(ids) == ["approved", "spam", "pending"]


def test_the_toast_waits_while_somebody_is_on_it(room: Room) -> None:
    room.comments(2)
    page = room.moderator()
    page.clock.install()
    page.reload()
    expect(page.locator(".live")).to_be_attached()
    page.keyboard.press("a")
    page.clock.run_for(1_000)
    expect(page.locator("#toast")).to_have_class("toast said")
    page.locator("#toast button").focus()
    page.clock.run_for(60_000)
    expect(page.locator("#toast")).to_have_class("toast said")
    page.locator(".row").first.focus()
    page.clock.run_for(11_000)
    expect(page.locator("#toast")).to_have_class("toast")
