from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
import time_machine
from authenticators import WRONG, Authenticator, an_authenticator, recovery_codes
from people import PASSWORD, Browser, a_member, words

from moderation.database import db
from moderation.members.factors.qr import picture
from moderation.members.models import RecoveryCode, TotpFactor
from moderation.web import clock

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flask import Flask
    from werkzeug.test import TestResponse

PAGE = "/account/security"
BEGIN = f"{PAGE}/authenticator"
CONFIRM = f"{PAGE}/authenticator/confirm"
REMOVE = f"{PAGE}/authenticator/remove"
CODES = f"{PAGE}/recovery-codes"
CODE = re.compile(r"\b(?:[a-z2-9]{4}-){5}[a-z2-9]{4}\b")


@pytest.fixture(autouse=True)
def traveller() -> Iterator[time_machine.Traveller]:
    """The clock stands still, so that a code is the same when it is shown and when it is typed."""
    with time_machine.travel(clock.now(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def camille(app: Flask) -> Browser:
    """A member who has just signed in with a password."""
    a_member(app)
    camille = Browser(app)
    camille.sign_in()
    return camille


def begin(camille: Browser) -> Authenticator:
    """Scan the picture: the page shows the key in letters, too."""
    assert camille.post(BEGIN, form=PAGE).location == BEGIN
    key = re.search(r"<code>([A-Z2-7 ]+)</code>", camille.get(BEGIN).text)
    assert key is not None
    return Authenticator(key[1].replace(" ", ""))


def confirm(camille: Browser, code: str) -> TestResponse:
    return camille.post(CONFIRM, {"code": code}, form=BEGIN)


def codes_on(page: TestResponse) -> Sequence[str]:
    return list(dict.fromkeys(CODE.findall(words(page))))


def test_O14_an_authenticator_counts_from_its_first_code_on(app: Flask, camille: Browser) -> None:
    telephone = begin(camille)
    assert Browser(app).sign_in().location != "/account/sign-in/code"
    page = confirm(camille, telephone.code())
    assert page.status_code == 200
    assert Browser(app).sign_in().location == "/account/sign-in/code"
    assert "demande un code de votre application" in words(camille.get(PAGE))


def test_the_picture_says_what_the_letters_say(camille: Browser) -> None:
    telephone = begin(camille)
    address = (
        f"otpauth://totp/localhost:camille@example.org?secret={telephone.secret}&issuer=localhost"
    )
    assert f'src="{picture(address)}"' in camille.get(BEGIN).text


def test_a_wrong_first_code_confirms_nothing(app: Flask, camille: Browser) -> None:
    telephone = begin(camille)
    page = confirm(camille, WRONG)
    assert page.status_code == 422
    assert "Ce code ne convient pas" in words(page)
    assert Browser(app).sign_in().location != "/account/sign-in/code"
    assert confirm(camille, telephone.code()).status_code == 200


def test_the_first_code_is_used_up_by_confirming(app: Flask, camille: Browser) -> None:
    telephone = begin(camille)
    confirm(camille, telephone.code())
    elsewhere = Browser(app)
    elsewhere.sign_in()
    assert elsewhere.post("/account/sign-in/code", {"code": telephone.code()}).status_code == 422


def test_a_confirmed_authenticator_is_not_replaced_by_beginning_again(
    app: Flask, camille: Browser
) -> None:
    telephone = begin(camille)
    confirm(camille, telephone.code())
    camille.post(BEGIN, form=PAGE)
    assert camille.get(BEGIN).location == PAGE
    elsewhere = Browser(app)
    elsewhere.sign_in()
    answer = elsewhere.post("/account/sign-in/code", {"code": telephone.code(1)})
    assert answer.status_code == 303


def test_the_database_holds_no_secret_of_an_authenticator_and_no_recovery_code(
    app: Flask, camille: Browser
) -> None:
    telephone = begin(camille)
    codes = codes_on(confirm(camille, telephone.code()))
    with app.app_context():
        kept = db.session.query(TotpFactor.secret_sealed).scalar()
        hashes = [row.code_hash for row in db.session.query(RecoveryCode)]
    assert telephone.secret.encode() not in kept
    assert len(hashes) == len(codes) == 10
    assert not {code.encode() for code in codes} & set(hashes)


def test_O14_recovery_codes_are_shown_once_and_downloadable(camille: Browser) -> None:
    page = confirm(camille, begin(camille).code())
    codes = codes_on(page)
    assert len(codes) == 10
    link = re.search(r'download="codes-de-secours.txt" href="(data:text/plain[^"]+)"', page.text)
    assert link is not None
    assert CODE.findall(unquote(link[1])) == codes
    assert not codes_on(camille.get(PAGE))


def test_O14_new_recovery_codes_replace_the_old_ones(app: Flask, camille: Browser) -> None:
    old = codes_on(confirm(camille, begin(camille).code()))
    new = codes_on(camille.post(CODES, form=PAGE))
    assert len(new) == 10
    assert not set(old) & set(new)
    elsewhere = Browser(app)
    elsewhere.sign_in()
    path = "/account/sign-in/recovery"
    assert elsewhere.post(path, {"code": old[0]}).status_code == 422
    assert elsewhere.post(path, {"code": new[0]}).status_code == 303
    assert "Il reste 9 codes." in words(camille.get(PAGE))


def test_recovery_codes_are_for_members_with_a_factor(camille: Browser) -> None:
    assert camille.post(CODES, form=PAGE).location == PAGE


def test_a_removed_authenticator_is_not_asked_for_and_its_recovery_codes_go(
    app: Flask, camille: Browser
) -> None:
    confirm(camille, begin(camille).code())
    assert camille.post(REMOVE, form=PAGE).status_code == 303
    assert Browser(app).sign_in().location != "/account/sign-in/code"
    with app.app_context():
        assert db.session.query(RecoveryCode).count() == 0
        assert db.session.query(TotpFactor).count() == 0


def test_confirming_a_factor_gives_this_browser_a_new_token(app: Flask, camille: Browser) -> None:
    telephone = begin(camille)
    thief = Browser(app)
    thief.client.set_cookie("sid", str(camille.cookie("sid")))
    confirm(camille, telephone.code())
    assert camille.is_signed_in()
    assert not thief.is_signed_in()


@pytest.mark.parametrize("path", [BEGIN, REMOVE, CODES])
def test_ten_minutes_after_the_proof_an_act_is_asked_for_again(
    app: Flask, path: str, traveller: time_machine.Traveller
) -> None:
    member_id = a_member(app)
    camille = Browser(app)
    camille.sign_in()
    an_authenticator(app, member_id)
    traveller.shift(timedelta(minutes=9, seconds=59))
    assert "Confirmez que c’est vous" not in words(camille.post(path, form=PAGE))
    traveller.shift(timedelta(seconds=1))
    page = camille.post(path, form=PAGE)
    assert page.status_code == 403
    assert "Confirmez que c’est vous" in words(page)


def late(app: Flask, traveller: time_machine.Traveller) -> tuple[Browser, Authenticator]:
    """A member who signed in with an authenticator, ten minutes ago."""
    member_id = a_member(app)
    camille = Browser(app)
    camille.sign_in()
    telephone = an_authenticator(app, member_id)
    recovery_codes(app, member_id)
    traveller.shift(timedelta(minutes=10))
    return camille, telephone


def test_the_proof_and_the_act_are_sent_together(
    app: Flask, traveller: time_machine.Traveller
) -> None:
    camille, _ = late(app, traveller)
    before = str(camille.cookie("sid"))
    page = camille.post(CODES, {"proof_password": PASSWORD}, form=PAGE)
    assert len(codes_on(page)) == 10
    assert camille.cookie("sid") != before
    assert len(codes_on(camille.post(CODES, form=PAGE))) == 10


def test_a_code_proves_as_well_and_is_used_up(
    app: Flask, traveller: time_machine.Traveller
) -> None:
    camille, telephone = late(app, traveller)
    code = telephone.code()
    sent = {"proof_password": "", "proof_code": code}
    assert camille.post(REMOVE, sent, form=PAGE).status_code == 303
    with app.app_context():
        assert db.session.query(TotpFactor).count() == 0


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"proof_password": ""}, "Saisissez votre mot de passe"),
        ({"proof_password": "un mot de passe faux"}, "n’est pas votre mot de passe actuel"),
        ({"proof_password": "", "proof_code": WRONG}, "Ce code ne convient pas"),
    ],
)
def test_without_the_right_proof_nothing_is_done(
    app: Flask, traveller: time_machine.Traveller, sent: dict[str, str], sentence: str
) -> None:
    camille, _ = late(app, traveller)
    page = camille.post(REMOVE, sent, form=PAGE)
    assert page.status_code == 422
    assert sentence in words(page)
    with app.app_context():
        assert db.session.query(TotpFactor).count() == 1


def test_guessing_the_proof_is_slowed_down(app: Flask, traveller: time_machine.Traveller) -> None:
    camille, _ = late(app, traveller)
    wrong = {"proof_password": "un mot de passe faux"}
    answers = [camille.post(REMOVE, wrong, form=PAGE).status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]


def test_what_was_sent_is_kept_for_after_the_proof_but_no_password(
    app: Flask, traveller: time_machine.Traveller
) -> None:
    camille, _ = late(app, traveller)
    page = camille.post(REMOVE, {"x": '"é"', "password": "geheim"}, form=PAGE)
    assert '<input type="hidden" name="x" value="&#34;é&#34;">' in page.text
    assert "geheim" not in page.text


def test_a_page_that_asks_for_a_proof_is_shown_after_it(
    app: Flask, traveller: time_machine.Traveller
) -> None:
    camille, _ = late(app, traveller)
    asked = camille.get(f"{BEGIN}?a=1")
    assert asked.location == f"/account/confirm?next={BEGIN}?a%3D1"
    answer = camille.post(asked.location, {"proof_password": PASSWORD})
    assert answer.location == f"{BEGIN}?a=1"


def test_proving_again_leads_to_no_foreign_page(
    app: Flask, traveller: time_machine.Traveller
) -> None:
    camille, _ = late(app, traveller)
    path = "/account/confirm?next=//evil.example"
    answer = camille.post(path, {"proof_password": PASSWORD})
    assert answer.status_code == 303
    assert "evil" not in answer.location
