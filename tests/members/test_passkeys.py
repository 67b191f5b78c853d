from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from authenticators import an_authenticator
from passkeys import SecurityKey, asked, make_passkey, send
from people import Browser, a_member, words

from moderation.database import db
from moderation.members.models import Passkey, RecoveryCode
from moderation.web import clock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask

    from moderation.config import Settings

SECURITY = "/account/security"


@pytest.fixture(autouse=True)
def traveller() -> Iterator[time_machine.Traveller]:
    """Time goes on only where a test says so, and by a second for each thing that is signed."""
    with time_machine.travel(clock.now(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def camille(app: Flask) -> Browser:
    """A member who is signed in."""
    a_member(app)
    camille = Browser(app)
    camille.sign_in()
    return camille


@pytest.fixture
def key(camille: Browser) -> SecurityKey:
    """Her security key, which holds a passkey."""
    key = SecurityKey()
    assert make_passkey(camille, key).status_code == 200
    return key


def test_O14_a_passkey_signs_in_by_itself(app: Flask, key: SecurityKey) -> None:
    elsewhere = Browser(app)
    assert send(elsewhere, key.sign(asked(elsewhere))).status_code == 303
    assert elsewhere.is_signed_in()


def test_O14_the_first_passkey_brings_recovery_codes(app: Flask, camille: Browser) -> None:
    assert "Vos codes de secours" in words(make_passkey(camille, SecurityKey()))
    assert make_passkey(camille, SecurityKey()).status_code == 303
    with app.app_context():
        assert db.session.query(RecoveryCode).count() == 10


def test_O14_a_passkey_that_verifies_nobody_is_a_second_step_only(
    app: Flask, key: SecurityKey
) -> None:
    key.verifies = False
    elsewhere = Browser(app)
    assert send(elsewhere, key.sign(asked(elsewhere))).location == "/account/sign-in"
    assert not elsewhere.is_signed_in()
    assert elsewhere.sign_in().location == "/account/sign-in/code"
    send(elsewhere, key.sign(asked(elsewhere)))
    assert elsewhere.is_signed_in()


def test_at_the_second_step_only_the_members_own_passkey_counts(
    app: Flask, key: SecurityKey
) -> None:
    an_authenticator(app, a_member(app, "awa@example.org"))
    awa = Browser(app)
    awa.sign_in("awa@example.org")
    assert send(awa, key.sign(asked(awa))).location == "/account/sign-in/code"
    assert not awa.is_signed_in()


def test_what_a_passkey_signed_opens_one_session_and_no_second(
    app: Flask, key: SecurityKey
) -> None:
    camille = Browser(app)
    signed = key.sign(asked(camille))
    seed = str(camille.cookie("seed"))
    assert send(camille, signed).location != "/account/sign-in"
    thief = Browser(app)
    thief.client.set_cookie("seed", seed)
    assert send(thief, signed).location == "/account/sign-in"
    assert not thief.is_signed_in()


def test_a_challenge_is_taken_once_even_where_authenticators_do_not_count(
    app: Flask, key: SecurityKey
) -> None:
    camille, other = Browser(app), Browser(app)
    key.count = -1
    options = asked(camille)
    seed = str(camille.cookie("seed"))
    send(camille, key.sign(options))
    assert camille.is_signed_in()
    other.client.set_cookie("seed", seed)
    key.count = -1
    send(other, key.sign(options))
    assert not other.is_signed_in()


def test_a_counter_that_went_back_is_refused(
    app: Flask, key: SecurityKey, traveller: time_machine.Traveller
) -> None:
    key.count = 41
    camille = Browser(app)
    send(camille, key.sign(asked(camille)))
    traveller.shift(timedelta(seconds=1))
    key.count = 40
    copy = Browser(app)
    send(copy, key.sign(asked(copy)))
    assert not copy.is_signed_in()


def test_a_challenge_is_good_for_five_minutes_in_one_browser(
    app: Flask, key: SecurityKey, traveller: time_machine.Traveller
) -> None:
    camille, thief = Browser(app), Browser(app)
    signed = key.sign(asked(camille))
    thief.get("/account/sign-in")
    send(thief, signed)
    assert not thief.is_signed_in()
    traveller.shift(timedelta(minutes=5))
    send(camille, signed)
    assert not camille.is_signed_in()


@pytest.mark.parametrize(
    ("origin", "party"),
    [("https://evil.example", "localhost"), ("http://localhost", "evil.example")],
)
def test_what_was_signed_for_another_site_is_refused(
    app: Flask, key: SecurityKey, origin: str, party: str
) -> None:
    key.origin, key.party = origin, party
    camille = Browser(app)
    send(camille, key.sign(asked(camille)))
    assert not camille.is_signed_in()


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "{",
        "[]",
        "null",
        '{"response": null}',
        '{"response": {"clientDataJSON": "e30"}}',
        "x" * 30_000,
    ],
)
def test_what_is_no_answer_of_a_passkey_is_refused_in_words(
    app: Flask, key: SecurityKey, sent: str
) -> None:
    stranger = Browser(app)
    answer = send(stranger, sent)
    assert answer.location == "/account/sign-in"
    assert key.count == 0
    assert not stranger.is_signed_in()


def test_a_passkey_of_a_security_key_is_made_once(camille: Browser, key: SecurityKey) -> None:
    page = make_passkey(camille, key)
    assert page.status_code == 422
    assert "La clé d’accès n’a pas été créée" in words(page)


def test_a_member_renames_and_removes_their_passkeys_alone(
    app: Flask, camille: Browser, key: SecurityKey
) -> None:
    a_member(app, "awa@example.org")
    awa = Browser(app)
    awa.sign_in("awa@example.org")
    with app.app_context():
        number = str(db.session.query(Passkey.id).scalar())
    for member, name in ((awa, "Awa"), (camille, "Clé rouge")):
        sent = {"passkey": number, "name": name}
        member.post("/account/passkeys/rename", sent, form=SECURITY)
    awa.post("/account/passkeys/remove", {"passkey": number}, form=SECURITY)
    assert 'value="Clé rouge"' in camille.get(SECURITY).text
    camille.post("/account/passkeys/remove", {"passkey": number}, form=SECURITY)
    with app.app_context():
        assert db.session.query(Passkey).count() == db.session.query(RecoveryCode).count() == 0
    stranger = Browser(app)
    send(stranger, key.sign(asked(stranger)))
    assert not stranger.is_signed_in()


def test_where_browsers_allow_no_passkeys_none_are_offered(
    make_app: Callable[[Settings], Flask], settings_on_sqlite: Settings
) -> None:
    address = "http://127.0.0.1"
    app = make_app(replace(settings_on_sqlite, public_url=address, dashboard_url=address))
    a_member(app)
    assert "clé d’accès" not in Browser(app).get("/account/sign-in").text


@pytest.mark.parametrize(("party", "done"), [("localhost", True), ("evil.example", False)])
def test_a_passkey_proves_again_who_somebody_is(
    camille: Browser,
    key: SecurityKey,
    traveller: time_machine.Traveller,
    party: str,
    *,
    done: bool,
) -> None:
    traveller.shift(timedelta(minutes=10))
    codes, key.party = f"{SECURITY}/recovery-codes", party
    assert "Utiliser une clé d’accès" in words(camille.post(codes, form=SECURITY))
    options = camille.post("/account/sign-in/challenge", form=SECURITY).get_json()
    proof = {"proof_password": "", "credential": key.sign(options)}
    page = camille.post(codes, proof, form=SECURITY)
    assert ("Vos codes de secours" in words(page)) is done
