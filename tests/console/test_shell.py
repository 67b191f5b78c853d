from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flask import render_template_string
from people import Browser, a_member, words
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from moderation.console import Action, Entry, navigation, say
from moderation.database import db
from moderation.members import Role, anyone, needs

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

PAGE = '{% extends "console/base.html" %}{% set title = "Page" %}'


def add(app: Flask, name: str, view: Callable[[], str], role: Role | None = Role.READER) -> None:
    declared = anyone(view) if role is None else needs(role)(view)
    app.add_url_rule(f"/account/{name}", endpoint=f"account.{name}", view_func=declared)


def signed_in(app: Flask, role: Role = Role.OWNER, locale: str = "fr") -> Browser:
    a_member(app, role=role, locale=locale)
    camille = Browser(app)
    camille.sign_in()
    return camille


@pytest.mark.parametrize(
    ("accepted", "language", "title"),
    [
        ("fr-CA,fr;q=0.9", "fr", "Se connecter"),
        ("en-GB", "en", "Sign in"),
        ("de, en;q=0.5", "en", "Sign in"),
        ("ja", "fr", "Se connecter"),
        ("", "fr", "Se connecter"),
    ],
)
def test_C20_a_stranger_is_spoken_to_in_the_language_asked_for(
    app: Flask, accepted: str, language: str, title: str
) -> None:
    a_member(app)
    page = app.test_client().get("/account/sign-in", headers={"Accept-Language": accepted})
    assert f'<html lang="{language}"' in page.text
    assert f"<h1>{title}</h1>" in page.text


@pytest.mark.parametrize(("locale", "title"), [("fr", "Préférences"), ("en", "Preferences")])
def test_a_member_is_spoken_to_in_their_own_language(app: Flask, locale: str, title: str) -> None:
    camille = signed_in(app, locale=locale)
    other = "en" if locale == "fr" else "fr"
    page = camille.client.get("/account/preferences", headers={"Accept-Language": other})
    assert f'<html lang="{locale}"' in page.text
    assert f"<title>{title} – " in page.text


def test_the_title_says_how_much_waits_and_whether_something_is_wrong(app: Flask) -> None:
    add(app, "page", lambda: render_template_string(PAGE + "{% set count = 50 %}{% set bad = 1 %}"))
    page = signed_in(app).get("/account/page")
    assert "<title>Erreur\u00a0: (50) Page – Commentaires</title>" in page.text


def test_the_navigation_shows_what_the_member_may_follow(app: Flask) -> None:
    app.extensions[navigation.KEY] = (
        Entry("account.preferences", "Queue", Role.READER, count=lambda: 50),
        Entry("account.sign_out", "Settings", Role.ADMINISTRATOR, group=1),
    )
    reader = words_of_navigation(signed_in(app, Role.READER))
    assert reader == "Queue 50"


def words_of_navigation(browser: Browser) -> str:
    page = browser.get("/account/preferences").text
    nav = page.partition("<nav")[2].partition(">")[2].partition("</nav>")[0]
    return words(type("Page", (), {"text": f"<main>{nav}"})()).removeprefix("> ")


def test_the_entry_of_the_page_shown_is_marked(app: Flask) -> None:
    app.extensions[navigation.KEY] = (
        Entry("account.preferences", "One", Role.READER, values=(("status", "pending"),)),
        Entry("account.preferences", "Two", Role.READER, values=(("status", "spam"),)),
    )
    page = signed_in(app).get("/account/preferences?status=spam").text
    assert 'href="/account/preferences?status=spam" aria-current="page"' in page
    assert 'href="/account/preferences?status=pending" aria-current' not in page


def test_a_notice_may_offer_to_undo_what_it_reports(app: Flask) -> None:
    def saying() -> str:
        say("Approved.", action=Action("/account/undo", "Undo", {"decision": "7"}))
        return ""

    add(app, "saying", saying)
    camille = signed_in(app)
    camille.get("/account/saying")
    page = camille.get("/account/preferences").text
    notice = page.partition('<div class="notice ok">')[2].partition("</div>")[0]
    assert "<p>Approved.</p>" in notice
    assert 'action="/account/undo"' in notice
    assert '<input type="hidden" name="decision" value="7">' in notice
    assert 'name="csrf_token"' in notice


def test_A7_the_place_where_notices_are_said_is_always_there(app: Flask) -> None:
    a_member(app)
    assert '<div class="notices" role="status">' in Browser(app).get("/account/sign-in").text


def test_a_page_that_does_not_exist_says_so_in_the_shell(app: Flask) -> None:
    page = signed_in(app).get("/account/nowhere")
    assert page.status_code == 404
    assert "Se déconnecter" in page.text
    assert "Aller au tableau de bord" in words(page)


def test_a_database_that_does_not_answer_gets_a_page_that_does_not_ask_it(app: Flask) -> None:
    camille = signed_in(app)
    with app.app_context():
        engine = db.engine

    def fail(*_: object) -> None:
        raise OperationalError("SELECT", {}, Exception("gone"))

    event.listen(engine, "before_cursor_execute", fail)
    page = camille.get("/account/preferences")
    event.remove(engine, "before_cursor_execute", fail)
    assert page.status_code == 503
    assert page.headers["Retry-After"]
    assert '<link rel="stylesheet"' in page.text
    assert camille.is_signed_in()


def test_a_notice_that_cannot_be_kept_does_not_spoil_the_page(app: Flask) -> None:
    camille = signed_in(app)
    with app.app_context():
        engine = db.engine

    def fail(_c: object, _k: object, statement: str, *_: object) -> None:
        if statement.startswith("UPDATE member_session"):
            raise OperationalError(statement, {}, Exception("locked"))

    event.listen(engine, "before_cursor_execute", fail)
    answer = camille.post("/account/preferences", {"name": "Camille R.", "locale": "fr"})
    event.remove(engine, "before_cursor_execute", fail)
    assert answer.status_code == 303
    assert "Camille R." in camille.get("/account/preferences").text


def test_pages_may_have_a_column_beside_them(app: Flask) -> None:
    add(app, "narrow", lambda: render_template_string(PAGE))
    with_aside = PAGE + "{% block aside %}<p>Beside</p>{% endblock %}"
    add(app, "wide", lambda: render_template_string(with_aside))
    camille = signed_in(app)
    assert "<aside" not in camille.get("/account/narrow").text
    assert camille.get("/account/wide").text.count("Beside") == 1


def test_a_stranger_sees_no_navigation(app: Flask) -> None:
    a_member(app)
    assert "<nav" not in Browser(app).get("/account/sign-in").text
