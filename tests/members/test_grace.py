from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from authenticators import Authenticator, an_authenticator
from people import OURS, PASSWORD, Browser, a_member, token_on, words

from moderation.database import db
from moderation.members import Role
from moderation.members.models import Member
from moderation.web import clock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask

    from moderation.config import Settings

PAGE = "/account/security"
CODE = "/account/sign-in/code"
WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def traveller() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def service(
    make_app: Callable[[Settings], Flask], settings_on_sqlite: Settings
) -> Callable[[str], Flask]:
    """The service under a rule."""
    return lambda rule: make_app(replace(settings_on_sqlite, require_second_factor=rule))


@pytest.fixture
def app(service: Callable[[str], Flask]) -> Flask:
    """The service as it is unless told otherwise."""
    return service("administrators")


def due_in(app: Flask, member_id: int) -> timedelta | None:
    with app.app_context():
        due = db.session.get_one(Member, member_id).factor_due_at
        return due - clock.now() if due else None


def signed_in(app: Flask) -> Browser:
    camille = Browser(app)
    assert camille.sign_in().status_code == 303
    return camille


@pytest.mark.parametrize(
    ("rule", "least"), [("everyone", Role.READER), ("administrators", Role.ADMINISTRATOR)]
)
@pytest.mark.parametrize("role", Role)
def test_O14_the_rule_gives_those_it_concerns_a_week(
    service: Callable[[str], Flask], rule: str, least: Role, role: Role
) -> None:
    app = service(rule)
    member_id = a_member(app, role=role)
    page = signed_in(app).get("/account/preferences")
    concerned = role >= least
    assert due_in(app, member_id) == (WEEK if concerned else None)
    assert ("Dans 7 jours, la connexion demandera" in words(page)) is concerned


def test_where_nobody_must_nobody_is_told(service: Callable[[str], Flask]) -> None:
    app = service("nobody")
    member_id = a_member(app)
    page = signed_in(app).get("/account/preferences")
    assert due_in(app, member_id) is None
    assert "seconde étape" not in words(page)


def test_the_days_that_are_left_are_said_once_at_each_sign_in(
    app: Flask, traveller: time_machine.Traveller
) -> None:
    a_member(app)
    signed_in(app)
    traveller.shift(timedelta(days=5, hours=1))
    camille = signed_in(app)
    assert "Dans 2 jours, la connexion" in words(camille.get("/account/preferences"))
    assert "seconde étape" not in words(camille.get("/account/preferences"))


def test_the_week_begins_once(app: Flask, traveller: time_machine.Traveller) -> None:
    member_id = a_member(app)
    signed_in(app)
    traveller.shift(timedelta(days=3))
    signed_in(app)
    assert due_in(app, member_id) == timedelta(days=4)


def test_O14_after_the_week_signing_in_leads_to_the_security_page_alone(
    app: Flask, traveller: time_machine.Traveller
) -> None:
    a_member(app)
    signed_in(app)
    traveller.shift(WEEK)
    camille = Browser(app)
    assert camille.sign_in(next="/account/preferences").location == PAGE
    page = camille.get(PAGE)
    assert "Protégez votre compte" in words(page)
    assert "/dashboard/" not in page.text
    for path in ("/dashboard/", "/account/preferences"):
        assert camille.get(path).location == PAGE
    data = {"csrf_token": token_on(page), "name": "Changed", "locale": "fr"}
    answer = camille.client.post("/account/preferences", data=data, headers=OURS)
    assert answer.status_code == 403
    assert "Rien n’a été modifié" in words(answer)


def test_O14_a_factor_opens_the_other_pages_at_once(
    app: Flask, traveller: time_machine.Traveller
) -> None:
    a_member(app)
    signed_in(app)
    traveller.shift(WEEK)
    camille = signed_in(app)
    camille.post(f"{PAGE}/authenticator", form=PAGE)
    key = camille.get(f"{PAGE}/authenticator").text.partition("<code>")[2].partition("</code>")[0]
    telephone = Authenticator("".join(key.split()))
    sent = {"code": telephone.code()}
    assert camille.post(f"{PAGE}/authenticator/confirm", sent, form=PAGE).status_code == 200
    assert camille.is_signed_in()


def test_a_locked_member_can_change_the_password_and_stays_locked(
    app: Flask, traveller: time_machine.Traveller
) -> None:
    a_member(app)
    signed_in(app)
    traveller.shift(WEEK)
    camille = signed_in(app)
    sent = {"current": PASSWORD, "password": "quatre nouveaux mots choisis"}
    assert camille.post("/account/password", sent, form=PAGE).status_code == 303
    assert not camille.is_signed_in()


def test_whoever_has_a_factor_already_is_told_nothing(app: Flask) -> None:
    member_id = a_member(app)
    telephone = an_authenticator(app, member_id)
    camille = signed_in(app)
    camille.post(CODE, {"code": telephone.code()})
    assert "seconde étape" not in words(camille.get("/account/preferences"))
    assert due_in(app, member_id) is None


def test_a_factor_taken_away_after_the_week_is_missed_at_the_next_sign_in(
    app: Flask, traveller: time_machine.Traveller
) -> None:
    member_id = a_member(app)
    signed_in(app)
    telephone = an_authenticator(app, member_id)
    traveller.shift(WEEK)
    camille = signed_in(app)
    camille.post(CODE, {"code": telephone.code()})
    camille.post(f"{PAGE}/authenticator/remove", form=PAGE)
    assert Browser(app).sign_in().location == PAGE


def test_a_lower_role_ends_the_term(app: Flask) -> None:
    member_id = a_member(app)
    a_member(app, "awa@example.org")
    signed_in(app)
    with app.app_context():
        db.session.get_one(Member, member_id).memberships[0].role = Role.MODERATOR
        db.session.commit()
    signed_in(app)
    assert due_in(app, member_id) is None
