"""An administrator sets a site up, with pages alone."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from axe import faults
from dashboard.desk import OURS, Desk
from factories import ARTICLE_URL, a_comment
from people import words
from playwright.sync_api import expect
from sqlalchemy import select

from moderation.comments.refusals import reasons_of
from moderation.comments.retention import purge_due
from moderation.comments.submission import Finding
from moderation.dashboard.settings.names import CHOICES, WORDS
from moderation.dashboard.settings.routes import TOPICS
from moderation.members import Role
from moderation.sites.models import Event, Site
from moderation.sites.settings import SETTINGS
from moderation.web.clock import now

if TYPE_CHECKING:
    from dashboard.room import Room
    from flask import Flask
    from sqlalchemy.orm import Session
    from werkzeug.test import TestResponse

HOME = "/dashboard/sites/blog/settings"
THREAD = {
    "comment_order": "oldest",
    "edit_minutes": 15,
    "email_required": "y",
    "website_field": "y",
    "policy_url": "",
    "language": "fr",
    "time_zone": "Europe/Paris",
}


def administrator(app: Flask, **more: str) -> Desk:
    return Desk(app, role=Role.ADMINISTRATOR, name="Nadia Benali", **more)


def seen(page: TestResponse) -> str:
    """The revision of the site that a page was made from."""
    found = re.search(r'name="seen" value="([0-9]+)"', page.text)
    assert found is not None
    return found[1]


def save(desk: Desk, topic: str, fields: dict[str, object]) -> TestResponse:
    """Open a page of settings, fill it in, and save it."""
    address = f"{HOME}/{topic}"
    return desk.send(address, {"seen": seen(desk.get(address)), **fields}, OURS)


def current(session: Session) -> Site:
    session.expire_all()
    return session.scalars(select(Site)).one()


def facts(session: Session) -> list[object]:
    session.rollback()
    return [event.facts for event in session.scalars(select(Event).order_by(Event.id))]


def test_O8_each_setting_says_what_it_does_and_whose_value_it_has(
    app: Flask,
) -> None:
    nadia = administrator(app)
    text = words(nadia.get(f"{HOME}/thread"))
    for explained in ("Elle n’est jamais publiée", "0 pour pas du tout", "Europe/Paris"):
        assert explained in text
    assert text.count("Par défaut.") == 7
    save(nadia, "thread", {**THREAD, "edit_minutes": 5})
    text = words(nadia.get(f"{HOME}/thread"))
    assert "Propre au site. Par défaut : 15." in text
    assert text.count("Par défaut.") == 6


def test_O8_one_setting_is_put_back_alone(app: Flask, session: Session) -> None:
    nadia = administrator(app)
    save(nadia, "thread", {**THREAD, "edit_minutes": 5, "comment_order": "newest"})
    answer = nadia.send(f"{HOME}/reset", {"setting": "edit_minutes"}, OURS)
    assert answer.location.endswith(f"{HOME}/thread")
    assert (current(session).edit_minutes, current(session).comment_order) == (15, "newest")
    assert nadia.send(f"{HOME}/reset", {"setting": "revision"}, OURS).status_code == 400


def test_O8_every_setting_has_the_default_of_its_column_and_words(site: Site) -> None:
    for name in (name for topic in TOPICS for name in topic.settings):
        setting = SETTINGS[name]
        assert getattr(site, name) == setting.default, name
        assert WORDS[name].hint
        assert set(CHOICES.get(name, ())) == set(setting.choices)


def test_O8_a_change_is_in_the_log_and_kept_answers_follow(app: Flask, session: Session) -> None:
    public = f"/api/v1/sites/blog/comments?article={ARTICLE_URL}"
    nadia = administrator(app)
    address = "https://blog.example/vie-privee"
    before = current(session).revision
    save(nadia, "thread", {**THREAD, "website_field": "", "policy_url": address})
    # What was kept is of another revision. (PostgreSQL is asked for it once a second.)
    assert current(session).revision > before
    assert app.test_client().get(public).json["form"]["policy_url"] == address
    assert facts(session) == [{"website_field": [True, False], "policy_url": None}]
    event = session.scalars(select(Event)).one()
    assert (event.means, event.member_id) == ("button", nadia.member_id)
    log = words(nadia.get("/dashboard/log?site=blog"))
    assert "a modifié les réglages" in log
    assert "champ du site web (oui → non)" in log


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("edit_minutes", "61", "est un nombre de 0 à 60"),
        ("edit_minutes", "", "est un nombre de 0 à 60"),
        ("time_zone", "Europe/Nulle-Part", "Écrivez le fuseau"),
        ("time_zone", "../../etc/passwd", "Écrivez le fuseau"),
        ("language", "français", "Écrivez la langue"),
        ("language", "f\x00r", "Écrivez la langue"),
        ("policy_url", "javascript:alert(1)", "une adresse entière"),
    ],
)
def test_O8_what_cannot_be_is_told_beside_its_field_and_nothing_is_saved(
    app: Flask, session: Session, field: str, value: str, told: str
) -> None:
    answer = save(administrator(app), "thread", {**THREAD, "comment_order": "newest", field: value})
    assert answer.status_code == 422
    assert told in words(answer)
    assert f'id="{field}-error"' in answer.text
    assert current(session).comment_order == "oldest"


def test_O8_two_administrators_do_not_overwrite_each_other_silently(
    app: Flask, session: Session
) -> None:
    nadia, ali = administrator(app), Desk(app, role=Role.ADMINISTRATOR, name="Ali Aziz")
    before = seen(nadia.get(f"{HOME}/thread"))
    save(ali, "thread", {**THREAD, "edit_minutes": 30})
    mine = {**THREAD, "edit_minutes": 5, "seen": before}
    answer = nadia.send(f"{HOME}/thread", mine, OURS)
    assert answer.status_code == 409
    assert "Quelqu’un a modifié les réglages" in words(answer)
    assert 'value="5"' in answer.text
    assert current(session).edit_minutes == 30
    again = {**mine, "seen": seen(answer)}
    assert nadia.send(f"{HOME}/thread", again, OURS).status_code == 303
    assert current(session).edit_minutes == 5


def test_the_rail_leads_administrators_to_the_settings_and_moderators_not(app: Flask) -> None:
    assert 'href="/dashboard/settings' in administrator(app).queue().text
    assert 'href="/dashboard/settings' not in Desk(app).queue().text


def test_O8_without_a_script_settings_are_saved_and_put_back(room: Room) -> None:
    page = room.moderator(role=Role.ADMINISTRATOR, java_script_enabled=False)
    page.get_by_role("link", name="Réglages").click()
    page.get_by_role("link", name="Fil", exact=True).click()
    page.get_by_label("Du plus récent au plus ancien").check()
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".notices")).to_contain_text("Réglages enregistrés.")
    page.get_by_role("button", name="Revenir à la valeur par défaut").click()
    expect(page.get_by_label("Du plus ancien au plus récent")).to_be_checked()


def test_O8_the_bar_to_save_comes_with_a_change_and_leaving_asks_first(room: Room) -> None:
    page = room.moderator(role=Role.ADMINISTRATOR)
    page.goto(f"{HOME}/thread")
    expect(page.locator("#save")).to_be_hidden()
    page.get_by_label("Minutes").fill("20")
    expect(page.locator("#save")).to_be_visible()
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_role("link", name="Journal").click()
    page.wait_for_url("**/dashboard/log**")
    assert asked == ["beforeunload"]
    assert room.complaints == []


def test_O6_each_policy_says_what_it_would_have_meant(
    app: Flask, session: Session, site: Site
) -> None:
    a_comment(session, site, email="awa@example.org")
    a_comment(session, site, email="awa@example.org")
    a_comment(session, site, email="ali@example.org", findings=[Finding("links", {"n": 3})])
    old = now() - timedelta(days=31)
    a_comment(session, site, email="vieux@example.org", created_at=old)
    nadia = administrator(app)
    text = words(nadia.get(f"{HOME}/moderation"))
    for waited in ("3 commentaires", "2 commentaires", "1 commentaire"):
        assert f"Avec ce réglage, {waited} sur les 3 des 30 derniers jours" in text
    chosen = {"policy": "review_first", "max_links": 2, "public_log": "off"}
    assert save(nadia, "moderation", chosen).status_code == 303
    assert current(session).policy == "review_first"


def test_O6_a_site_without_comments_says_so(app: Flask) -> None:
    text = words(administrator(app).get(f"{HOME}/moderation"))
    assert text.count("Aucun commentaire n’est arrivé ces 30 derniers jours.") == 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_A1_A2_the_settings_have_no_fault_and_fit_a_phone(room: Room, scheme: str) -> None:
    room.comments(2)
    page = room.moderator(role=Role.ADMINISTRATOR, color_scheme=scheme)
    topics = ("thread", "moderation", "words", "origins", "retention", "reasons")
    for address in ("/dashboard/settings", *(f"{HOME}/{topic}" for topic in topics)):
        page.goto(address)
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert faults(page) == [], (address, width)
            assert page.evaluate("document.documentElement.scrollWidth") == width, address
    assert room.complaints == []


def test_O7_the_lists_are_tried_on_the_last_comments_before_they_are_saved(
    app: Flask, session: Session, site: Site
) -> None:
    a_comment(session, site, body="Venez au CASINOS **gratuit** !", name="Bonimenteur")
    a_comment(session, site, body="Un été à la mer.")
    nadia = administrator(app)
    lists = {"held_words": "ete", "spam_words": "casino*\nloterie", "refused_words": "merd"}
    answer = save(nadia, "words", {**lists, "test": "y"})
    text = words(answer)
    assert "Sur les 2 derniers commentaires Rien n’a été enregistré." in text
    assert "Bonimenteur casino* Venez au CASINOS gratuit" in text
    assert text.count("1 commentaire contient un de ces mots.") == 2
    assert "0 commentaire contient un de ces mots." in text
    assert "casino*\nloterie</textarea>" in answer.text.replace("\r", "")
    assert current(session).spam_words == ""
    assert save(nadia, "words", lists).status_code == 303
    assert current(session).spam_words == "casino*\nloterie"
    assert facts(session)[-1] == {"held_words": None, "spam_words": None, "refused_words": None}


def test_O7_a_list_that_is_too_long_is_not_kept(app: Flask, session: Session) -> None:
    lists = {"held_words": "x" * 20_001, "spam_words": "", "refused_words": ""}
    answer = save(administrator(app), "words", {**lists, "test": "y"})
    assert answer.status_code == 422
    assert "Ce texte est trop long" in words(answer)
    assert current(session).held_words == ""


def test_O5_an_origin_is_added_and_removed_and_its_pages_with_it(
    app: Flask, session: Session
) -> None:
    nadia, address = administrator(app), f"{HOME}/origins"

    def allowed() -> bool:
        ticket = f"/api/v1/sites/blog/ticket?article={ARTICLE_URL}"
        told = app.test_client().get(ticket, headers={"Origin": "https://neuf.example"})
        return told.status_code == 200

    assert not allowed()
    assert nadia.send(address, {"origin": " https://NEUF.example/ "}, OURS).status_code == 303
    assert allowed()
    page = nadia.get(address)
    assert "Les pages de https://neuf.example peuvent envoyer" in words(page)
    assert "script-src http://localhost; connect-src http://localhost" in words(page)
    nadia.send(f"{address}/removal", {"origin": "https://neuf.example"}, OURS)
    assert not allowed()
    assert facts(session) == [{"origins": 3}, {"origins": 2}]


@pytest.mark.parametrize(
    "origin",
    ["", "blog", "https://a.example/chemin", "javascript:alert(1)", f"https://{'a' * 300}.example"],
)
def test_O5_what_is_no_origin_is_not_added(app: Flask, session: Session, origin: str) -> None:
    answer = administrator(app).send(f"{HOME}/origins", {"origin": origin}, OURS)
    assert answer.status_code == 422
    assert 'id="origin-error"' in answer.text
    assert len(current(session).addresses) == 2


def test_O5_the_last_origin_stays(app: Flask, session: Session) -> None:
    nadia = administrator(app)
    for origin in ("https://blog.example", "https://www.blog.example"):
        nadia.send(f"{HOME}/origins/removal", {"origin": origin}, OURS)
    assert "Un site a besoin d’au moins une origine." in words(nadia.get(f"{HOME}/origins"))
    assert list(current(session).addresses) == ["https://www.blog.example"]
    unknown = nadia.send(f"{HOME}/origins/removal", {"origin": "https://x.example"}, OURS)
    assert unknown.status_code == 404


def test_O10_the_page_says_what_is_deleted_next_and_the_log_that_it_was(
    app: Flask, session: Session, site: Site
) -> None:
    moment = now()
    for days in (20, 20, 89):
        a_comment(session, site, status="refused", created_at=moment - timedelta(days=days))
    nadia = administrator(app)
    text = words(nadia.get(f"{HOME}/retention"))
    assert re.search(r"Prochaine suppression\s: .+?, 1 commentaire\.", text)
    assert text.count("Rien n’attend d’être supprimé.") == 2
    days = {"refused_days": 10, "spam_days": 30, "withdrawn_days": 30}
    assert save(nadia, "retention", days).status_code == 303
    assert "dans quelques minutes" in words(nadia.get(f"{HOME}/retention"))
    assert purge_due(session, now()) == 3
    session.commit()
    assert facts(session)[-1] == {"refused": 3}
    log = words(nadia.get("/dashboard/log?site=blog"))
    assert "a supprimé 3 commentaires dont le délai était passé" in log


def test_M17_a_site_changes_the_reasons_that_moderators_are_offered(
    app: Flask, session: Session, site: Site
) -> None:
    nadia, address = administrator(app), f"{HOME}/reasons"
    nadia.send(f"{address}/removal", {"reason": "hate"}, OURS)
    nadia.send(address, {"label": "Trop long", "message": "Il est trop long."}, OURS)
    labels = [reason.label for reason in reasons_of(session, site)]
    assert labels == [
        "Hors sujet", "Attaque personnelle", "Publicité", "Doublon", "Trop long"
    ]  # fmt: skip
    comment = a_comment(session, site, status="pending")
    offered = words(nadia.get(f"/dashboard/sites/blog/comments/{comment.public_id}/refusal"))
    assert "Trop long 5" in offered
    assert facts(session) == [{"refusal_reasons": None}] * 2
    for reason in reasons_of(session, site):
        nadia.send(f"{address}/removal", {"reason": reason.code}, OURS)
    session.rollback()
    assert reasons_of(session, site)[0].code == "off_topic"
    assert nadia.send(f"{address}/removal", {"reason": "none"}, OURS).status_code == 404


def test_M17_there_is_a_key_for_each_reason(app: Flask, session: Session, site: Site) -> None:
    nadia, address = administrator(app), f"{HOME}/reasons"
    answers = [
        nadia.send(address, {"label": f"Motif {number}"}, OURS).status_code for number in range(5)
    ]
    assert answers == [303, 303, 303, 303, 422]
    assert len(reasons_of(session, site)) == 9


@pytest.mark.parametrize("label", ["", "x" * 81, "a\x00b"])
def test_M17_a_reason_that_cannot_be_kept_is_not(
    app: Flask, session: Session, site: Site, label: str
) -> None:
    answer = administrator(app).send(f"{HOME}/reasons", {"label": label}, OURS)
    assert answer.status_code == 422
    assert 'id="label-error"' in answer.text
    assert len(reasons_of(session, site)) == 5
