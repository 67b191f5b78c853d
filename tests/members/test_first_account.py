from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
import time_machine
from people import PASSWORD, Browser, a_member, words

from moderation.database import db
from moderation.members import setup_link
from moderation.members.models import Member, MemberSession
from moderation.members.roles import Role
from moderation.web import clock

if TYPE_CHECKING:
    from flask import Flask

NEW_OWNER = {
    "name": "Camille Roux",
    "email": "Camille@Example.org",
    "password": PASSWORD,
    "locale": "en",
}


def link_of(app: Flask) -> str:
    """The link that the terminal shows, without the host."""
    with app.app_context():
        link = setup_link(clock.now())
        db.session.commit()
    assert link is not None
    parts = urlsplit(link)
    assert f"{parts.scheme}://{parts.netloc}" == "http://localhost"
    return f"{parts.path}?{parts.query}"


def test_the_first_person_creates_an_owner_by_the_link_and_is_signed_in(app: Flask) -> None:
    camille, link = Browser(app), link_of(app)
    assert camille.get(link).status_code == 200
    assert camille.post(link, NEW_OWNER).status_code == 303
    assert camille.is_signed_in()
    with app.app_context():
        member = db.session.query(Member).one()
        assert (member.name, member.locale) == ("Camille Roux", "en")
        assert [(row.role, row.site_id) for row in member.memberships] == [(Role.OWNER, None)]


def test_O2_the_setup_link_is_dead_after_use(app: Flask) -> None:
    link = link_of(app)
    Browser(app).post(link, NEW_OWNER)
    latecomer = Browser(app)
    assert latecomer.get(link).status_code == 410
    answer = latecomer.post(link, NEW_OWNER, form="/account/sign-in")
    assert answer.status_code == 410
    with app.app_context():
        assert db.session.query(Member).count() == 1
        assert setup_link(clock.now()) is None


@pytest.mark.parametrize(("hours", "status"), [(23.9, 200), (24.0, 410)])
def test_the_setup_link_lives_for_24_hours(app: Flask, hours: float, status: int) -> None:
    link = link_of(app)
    with time_machine.travel(clock.now() + timedelta(hours=hours), tick=False):
        assert Browser(app).get(link).status_code == status


def test_every_process_prints_a_setup_link_and_the_first_account_kills_them_all(
    app: Flask,
) -> None:
    first, second = link_of(app), link_of(app)
    assert Browser(app).get(first).status_code == 200
    assert Browser(app).post(second, NEW_OWNER).status_code == 303
    assert Browser(app).get(first).status_code == 410


def test_a_link_that_somebody_made_up_is_dead(app: Flask) -> None:
    page = Browser(app).get("/account/setup?key=AAAA")
    assert page.status_code == 410
    assert "Ce lien ne fonctionne plus" in words(page)


@pytest.mark.parametrize("path", ["/account/sign-in", "/account/preferences"])
def test_O2_before_setup_every_other_page_says_where_the_link_is(app: Flask, path: str) -> None:
    page = Browser(app).get(path)
    assert page.status_code == 403
    assert "Ouvrez le lien d’installation" in words(page)


def test_a_setup_link_is_worth_nothing_once_an_account_exists_by_command(app: Flask) -> None:
    link = link_of(app)
    a_member(app, "awa@example.org")
    assert Browser(app).get(link).status_code == 410
    answer = Browser(app).post(link, NEW_OWNER, form="/account/sign-in")
    assert answer.status_code == 410
    with app.app_context():
        assert db.session.query(Member).count() == 1


def test_whoever_mistypes_keeps_what_they_typed_and_the_link(app: Flask) -> None:
    camille, link = Browser(app), link_of(app)
    page = camille.post(link, {**NEW_OWNER, "password": "court"})
    assert page.status_code == 422
    assert 'value="Camille Roux"' in page.text
    assert "court" not in page.text
    assert "<title>Erreur\u00a0: Le premier compte" in page.text
    assert "Utilisez au moins 12 caractères" in words(page)
    assert camille.post(link, NEW_OWNER).status_code == 303


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", " \u200f ", "Saisissez votre nom ou un pseudonyme"),
        ("name", "x" * 81, "Le nom doit compter 80 caractères au plus"),
        ("email", "", "Saisissez votre adresse e-mail"),
        ("email", "camille", "Saisissez une adresse e-mail complète, comme nom@exemple.fr"),
        ("password", "", "Saisissez un mot de passe"),
        ("password", "x" * 11, "Utilisez au moins 12 caractères"),
        ("password", "motdepasse123", "parmi les premiers que l’on devine"),
        ("password", "ab" * 65, "Utilisez 128 caractères au plus"),
    ],
)
def test_every_field_says_what_it_needs(app: Flask, field: str, value: str, sentence: str) -> None:
    page = Browser(app).post(link_of(app), {**NEW_OWNER, field: value})
    assert page.status_code == 422
    assert sentence in words(page)


def test_looking_at_the_setup_page_leaves_no_session_row(app: Flask) -> None:
    Browser(app).get(link_of(app))
    with app.app_context():
        assert db.session.query(MemberSession).count() == 0
