from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import argon2
import pytest
import structlog
from argon2 import PasswordHasher
from authenticators import an_authenticator
from flask_login.utils import encode_cookie
from people import OURS, PASSWORD, Browser, a_member, token_on, words
from structlog.testing import capture_logs

from moderation.database import db
from moderation.members import passwords
from moderation.members.models import Member, MemberSession

if TYPE_CHECKING:
    from collections.abc import Iterator, MutableMapping

    from flask import Flask

CAMILLE = "camille@example.org"


def test_a_member_signs_in_and_out(app: Flask) -> None:
    a_member(app)
    camille = Browser(app)
    assert camille.sign_in().status_code == 303
    assert camille.is_signed_in()
    answer = camille.post("/account/sign-out", form="/account/preferences")
    assert answer.status_code == 303
    assert "La session est fermée" in words(camille.get(answer.location))
    assert not camille.is_signed_in()


def test_the_address_is_found_in_any_letter_case(app: Flask) -> None:
    a_member(app)
    assert Browser(app).sign_in(" Camille@EXAMPLE.org ").status_code == 303


def test_signing_in_is_remembered_for_the_list_of_members(app: Flask) -> None:
    member_id = a_member(app)
    Browser(app).sign_in()
    with app.app_context():
        assert db.session.get_one(Member, member_id).last_sign_in_at is not None


def test_T21_signing_in_gives_a_new_session_and_the_old_one_is_dead(app: Flask) -> None:
    a_member(app)
    camille = Browser(app)
    camille.sign_in()
    old = camille.cookie("sid")
    csrf = token_on(camille.get("/account/preferences"))
    data = {"csrf_token": csrf, "email": CAMILLE, "password": PASSWORD}
    assert camille.client.post("/account/sign-in", data=data, headers=OURS).status_code == 303
    assert camille.cookie("sid") != old
    thief = Browser(app)
    thief.client.set_cookie("sid", str(old))
    assert not thief.is_signed_in()


@pytest.mark.parametrize("planted", ["", "planted", "é" * 50, "a" * 4_000])
def test_a_planted_session_id_is_not_taken_over(app: Flask, planted: str) -> None:
    a_member(app)
    camille = Browser(app)
    camille.client.set_cookie("sid", planted)
    camille.sign_in()
    assert camille.is_signed_in()
    assert camille.cookie("sid") != planted


def test_a_csrf_seed_planted_before_signing_in_is_worth_nothing_after(app: Flask) -> None:
    a_member(app)
    camille = Browser(app)
    before = token_on(camille.get("/account/sign-in"))
    camille.sign_in()
    answer = camille.client.post("/account/sign-out", data={"csrf_token": before}, headers=OURS)
    assert answer.status_code == 400
    assert camille.is_signed_in()


def test_T22_signing_out_kills_the_row_and_clears_the_browser(app: Flask) -> None:
    a_member(app)
    camille = Browser(app)
    camille.sign_in()
    kept = str(camille.cookie("sid"))
    answer = camille.post("/account/sign-out", form="/account/preferences")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert camille.cookie("sid") is None
    thief = Browser(app)
    thief.client.set_cookie("sid", kept)
    assert not thief.is_signed_in()
    with app.app_context():
        assert db.session.query(MemberSession).count() == 0


def test_T29_an_unknown_address_and_a_wrong_password_get_the_same_answer(app: Flask) -> None:
    a_member(app)
    unknown = Browser(app).sign_in("nobody@example.org", "quatre autres mots choisis")
    wrong = Browser(app).sign_in(CAMILLE, "quatre autres mots choisis")
    assert unknown.status_code == wrong.status_code == 422
    sentence = "L’adresse ou le mot de passe ne correspondent pas"
    assert sentence in words(unknown)
    assert words(unknown) == words(wrong)


@pytest.fixture
def verifications(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The hashes that passwords are compared with; the comparing itself is the real one."""
    seen: list[bytes] = []
    verify = argon2.low_level.verify_secret

    def note(hash_: bytes, secret: bytes, kind: argon2.Type) -> bool:
        seen.append(hash_)
        return verify(hash_, secret, kind)

    monkeypatch.setattr(argon2.low_level, "verify_secret", note)
    return seen


def test_T28_an_unknown_address_costs_one_verification_of_the_same_kind_as_a_wrong_password(
    app: Flask, verifications: list[bytes]
) -> None:
    a_member(app)
    costs = []
    for email in (CAMILLE, "nobody@example.org"):
        Browser(app).sign_in(email, "quatre autres mots choisis")
        costs.append([hash_.rsplit(b"$", 2)[0] for hash_ in verifications])
        verifications.clear()
    assert costs == [[b"$argon2id$v=19$m=19456,t=3,p=1"]] * 2


def test_T28_a_wrong_password_costs_the_same_with_a_second_factor(
    app: Flask, verifications: list[bytes]
) -> None:
    an_authenticator(app, a_member(app))
    answer = Browser(app).sign_in(CAMILLE, "quatre autres mots choisis")
    assert (answer.status_code, len(verifications)) == (422, 1)


def test_T29_a_second_factor_shows_only_after_the_right_password(app: Flask) -> None:
    an_authenticator(app, a_member(app))
    a_member(app, "awa@example.org")
    with_factor = Browser(app).sign_in(CAMILLE, "quatre autres mots choisis")
    without = Browser(app).sign_in("awa@example.org", "quatre autres mots choisis")
    assert words(with_factor) == words(without)
    assert with_factor.status_code == without.status_code == 422


def test_nobodys_password_opens_nothing(app: Flask) -> None:
    with app.app_context():
        nobody = passwords.Credentials(None, passwords.hashed(PASSWORD))
        assert passwords.matches(nobody, PASSWORD)[0] is False


def test_a_revoked_member_cannot_sign_in(app: Flask) -> None:
    a_member(app)
    member_id = a_member(app, "awa@example.org")
    with app.app_context():
        db.session.get_one(Member, member_id).active = False
        db.session.commit()
    assert Browser(app).sign_in("awa@example.org").status_code == 422


def test_a_hash_with_older_parameters_is_replaced_at_sign_in(app: Flask) -> None:
    member_id = a_member(app)
    with app.app_context():
        db.session.get_one(Member, member_id).password = PasswordHasher(1, 8, 1).hash(PASSWORD)
        db.session.commit()
    assert Browser(app).sign_in().status_code == 303
    with app.app_context():
        stored = db.session.get_one(Member, member_id).password
        assert stored is not None
        assert stored.startswith("$argon2id$v=19$m=19456,t=3,p=1$")


def test_remember_me_is_neither_offered_nor_heard(app: Flask) -> None:
    a_member(app)
    camille = Browser(app)
    answer = camille.sign_in(remember="y")
    assert answer.status_code == 303
    names = [header.partition("=")[0] for header in answer.headers.getlist("Set-Cookie")]
    assert names == ["sid", "seed"]


def test_a_remember_cookie_opens_nothing(app: Flask) -> None:
    member_id = a_member(app)
    with app.app_context():
        signed = encode_cookie(db.session.get_one(Member, member_id).fs_uniquifier)
    stranger = Browser(app)
    stranger.client.set_cookie("remember_token", signed)
    assert not stranger.is_signed_in()


@pytest.mark.parametrize("where", ["query", "header", "body"])
def test_a_token_of_the_library_opens_nothing(app: Flask, where: str) -> None:
    member_id = a_member(app)
    with app.test_request_context():
        token = str(db.session.get_one(Member, member_id).get_auth_token())
    client = app.test_client()
    if where == "query":
        answer = client.get(f"/account/preferences?auth_token={token}")
    elif where == "header":
        answer = client.get("/account/preferences", headers={"Authentication-Token": token})
    else:
        answer = client.get("/account/preferences", json={"auth_token": token})
    assert answer.status_code == 303


def test_a_member_who_is_signed_in_does_not_see_the_door_again(app: Flask) -> None:
    a_member(app)
    camille = Browser(app)
    camille.sign_in()
    answer = camille.get("/account/sign-in?next=/account/preferences?tab=1")
    assert (answer.status_code, answer.location) == (303, "/account/preferences?tab=1")


FOREIGN = [
    "https://evil.example/",
    "//evil.example/account/preferences",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "\x00//evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "http:/evil.example",
    "https:evil.example",
    "/account/preferences@evil.example",
    "/account/sign-out",
    "/account/sign-in",
    "/console/console.css",
    "/nowhere",
    "account/preferences",
    "?next=//evil.example",
    "http://[::1",
    "/account/preferences?_external=1&_scheme=https&_anchor=x",
]


def test_open_redirects_lead_home(app: Flask) -> None:
    a_member(app)
    camille = Browser(app)
    home = camille.sign_in().location
    for wanted in FOREIGN:
        answer = camille.client.get("/account/sign-in", query_string={"next": wanted})
        assert answer.status_code == 303
        assert answer.location in {home, "/account/preferences"}, wanted


def test_an_open_redirect_in_the_form_leads_home(app: Flask) -> None:
    a_member(app)
    home = Browser(app).sign_in().location
    assert Browser(app).sign_in(next="//evil.example").location == home


def test_whoever_asked_for_a_page_lands_on_it_after_signing_in(app: Flask) -> None:
    a_member(app)
    camille = Browser(app)
    asked = camille.get("/account/preferences?a=1&a=2&b=%C3%A9")
    assert asked.status_code == 303
    door = camille.get(asked.location)
    assert "/account/preferences?a=1&amp;a=2&amp;b=%C3%A9" in door.text
    answer = camille.sign_in(next="/account/preferences?a=1&a=2&b=%C3%A9")
    assert answer.location == "/account/preferences?a=1&a=2&b=%C3%A9"


@pytest.fixture
def log_lines() -> Iterator[list[MutableMapping[str, Any]]]:
    """What is logged; the other tests are silent."""
    silent = structlog.get_config()["wrapper_class"]
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.INFO))
    with capture_logs() as lines:
        yield lines
    structlog.configure(wrapper_class=silent)


def test_what_is_logged_about_signing_in_names_nobody(
    app: Flask, log_lines: list[MutableMapping[str, Any]]
) -> None:
    a_member(app)
    Browser(app).sign_in(password="un mot de passe faux")
    Browser(app).sign_in()
    ours = [line for line in log_lines if line["event"] == "password"]
    assert [line["outcome"] for line in ours] == ["wrong", "right"]
    assert not [line for line in log_lines if "camille" in str(line).casefold()]
