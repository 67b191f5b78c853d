from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from people import PASSWORD, Browser, a_member, words

from moderation.database import db
from moderation.members.models import Member

if TYPE_CHECKING:
    from flask import Flask

NEW_PASSWORD = "quatre nouveaux mots choisis"


def signed_in(app: Flask) -> Browser:
    a_member(app)
    camille = Browser(app)
    camille.sign_in()
    return camille


def change(camille: Browser, **data: str) -> int:
    answer = camille.post("/account/password", data, form="/account/preferences")
    return answer.status_code


def test_a_member_chooses_the_language_of_their_pages(app: Flask) -> None:
    camille = signed_in(app)
    camille.post("/account/preferences", {"name": "Camille", "locale": "en"})
    page = camille.get("/account/preferences")
    assert '<html lang="en"' in page.text
    assert "Your preferences are saved." in words(page)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Camille   R. ", "Camille R."),
        ("Cami\u0308lle\u202e\x00", "Cam\u00eflle"),
        ("É" * 80, "É" * 80),
    ],
)
def test_a_name_is_kept_as_one_printable_line(app: Flask, typed: str, kept: str) -> None:
    camille = signed_in(app)
    camille.post("/account/preferences", {"name": typed, "locale": "fr"})
    with app.app_context():
        assert db.session.query(Member.name).scalar() == kept


@pytest.mark.parametrize("data", [{"name": "", "locale": "fr"}, {"name": "x", "locale": "de"}])
def test_preferences_that_cannot_be_are_not_kept(app: Flask, data: dict[str, str]) -> None:
    camille = signed_in(app)
    assert camille.post("/account/preferences", data).status_code == 422
    with app.app_context():
        member = db.session.query(Member).one()
        assert (member.name, member.locale) == ("Camille Roux", "fr")


def test_T23_a_new_password_signs_out_every_other_browser(app: Flask) -> None:
    camille, elsewhere = signed_in(app), Browser(app)
    elsewhere.sign_in()
    before = camille.cookie("sid")
    assert change(camille, current=PASSWORD, password=NEW_PASSWORD) == 303
    assert camille.is_signed_in()
    assert camille.cookie("sid") != before
    assert not elsewhere.is_signed_in()
    assert Browser(app).sign_in().status_code == 422
    assert Browser(app).sign_in(password=NEW_PASSWORD).status_code == 303


def test_the_session_before_a_new_password_is_dead_too(app: Flask) -> None:
    camille, thief = signed_in(app), Browser(app)
    thief.client.set_cookie("sid", str(camille.cookie("sid")))
    assert thief.is_signed_in()
    change(camille, current=PASSWORD, password=NEW_PASSWORD)
    assert not thief.is_signed_in()


@pytest.mark.parametrize(
    "data",
    [
        {"current": "un mot de passe faux", "password": NEW_PASSWORD},
        {"current": PASSWORD, "password": "court"},
        {"current": "", "password": NEW_PASSWORD},
    ],
)
def test_a_password_is_changed_only_by_whoever_knows_it(app: Flask, data: dict[str, str]) -> None:
    assert change(signed_in(app), **data) == 422
    assert Browser(app).sign_in().status_code == 303


def test_guessing_the_current_password_is_slowed_down(app: Flask) -> None:
    camille = signed_in(app)
    wrong = {"current": "un mot de passe faux", "password": NEW_PASSWORD}
    assert [change(camille, **wrong) for _ in range(6)] == [422] * 5 + [429]
