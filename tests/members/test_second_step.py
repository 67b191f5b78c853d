from __future__ import annotations

import threading
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from authenticators import WRONG, Authenticator, an_authenticator, recovery_codes
from people import OURS, PASSWORD, Browser, a_member, token_on, words

from moderation.database import db
from moderation.members import workflow
from moderation.members.access import permission_of
from moderation.members.factors import authenticator, totp
from moderation.members.models import Member, MemberSession
from moderation.web import clock
from moderation.web.instance import instance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from werkzeug.test import TestResponse

STEP = "/account/sign-in/code"
RECOVERY = "/account/sign-in/recovery"


@pytest.fixture(autouse=True)
def traveller() -> Iterator[time_machine.Traveller]:
    """The clock stands still, so that a code is the same when it is shown and when it is typed."""
    with time_machine.travel(clock.now(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def member_id(app: Flask) -> int:
    return a_member(app)


@pytest.fixture
def telephone(app: Flask, member_id: int) -> Authenticator:
    return an_authenticator(app, member_id)


def at_the_step(app: Flask, **more: str) -> Browser:
    """A browser in which the right password was typed."""
    camille = Browser(app)
    answer = camille.sign_in(**more)
    assert answer.status_code == 303
    assert answer.location.startswith(STEP)
    return camille


def send(camille: Browser, code: str, path: str = STEP, **more: str) -> TestResponse:
    return camille.post(path, {"code": code, **more})


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
    ],
)
def test_codes_are_those_of_RFC_6238(seconds: int, code: str) -> None:
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # 12345678901234567890
    assert totp.code_at(secret, seconds // 30) == code[-6:]


def test_O14_after_the_password_a_code_signs_in(app: Flask, telephone: Authenticator) -> None:
    camille = at_the_step(app)
    page = camille.get(STEP)
    assert "Code à 6 chiffres" in words(page)
    assert "Utiliser un code de secours" in words(page)
    assert not camille.is_signed_in()
    assert send(camille, telephone.code()).status_code == 303
    assert camille.is_signed_in()


def test_O14_browsers_and_managers_may_fill_the_code_in_and_spaces_do_not_matter(
    app: Flask, telephone: Authenticator
) -> None:
    camille = at_the_step(app)
    page = camille.get(STEP).text
    for attribute in ('autocomplete="one-time-code"', 'inputmode="numeric"'):
        assert attribute in page
    code = telephone.code()
    assert send(camille, f" {code[:3]}\u00a0{code[3:]} ").status_code == 303


def test_whoever_asked_for_a_page_lands_on_it_after_both_steps(
    app: Flask, telephone: Authenticator
) -> None:
    camille = at_the_step(app, next="/account/preferences?a=1")
    page = camille.get(f"{STEP}?next=/account/preferences?a%3D1")
    assert 'value="/account/preferences?a=1"' in page.text
    answer = send(camille, telephone.code(), next="/account/preferences?a=1")
    assert answer.location == "/account/preferences?a=1"
    evil = send(at_the_step(app), telephone.code(1), next="//evil.example")
    assert "evil" not in evil.location


def test_T26_after_the_password_alone_no_page_opens_by_its_address(
    app: Flask, member_id: int
) -> None:
    an_authenticator(app, member_id)
    camille = at_the_step(app)
    token = token_on(camille.get(STEP))
    values = {"site": "blog", "public_id": "c1", "filename": "x", "id": 1}
    urls, tried = app.url_map.bind("localhost"), 0
    for rule in app.url_map.iter_rules():
        permission = permission_of(app.view_functions[rule.endpoint])
        if permission is None or permission.role is None:
            continue
        address = urls.build(rule.endpoint, {n: values.get(n, "x") for n in rule.arguments})
        for method in (rule.methods or set()) & {"GET", "POST"}:
            answer = camille.client.open(
                address, method=method, data={"csrf_token": token}, headers=OURS
            )
            refused = answer.status_code == 401 or "/account/sign-in?" in answer.location
            assert refused, (method, address)
            tried += 1
    assert tried > 10
    assert not camille.is_signed_in()


def test_T21_the_second_step_gives_a_new_session_and_the_one_before_is_dead(
    app: Flask, telephone: Authenticator
) -> None:
    camille = at_the_step(app)
    before = str(camille.cookie("sid"))
    thief = Browser(app)
    thief.client.set_cookie("sid", before)
    send(camille, telephone.code())
    assert camille.cookie("sid") != before
    assert not thief.is_signed_in()
    assert thief.get(STEP).location == "/account/sign-in"


def test_the_page_for_the_code_stays_open_for_ten_minutes(
    app: Flask, member_id: int, traveller: time_machine.Traveller
) -> None:
    an_authenticator(app, member_id)
    camille = at_the_step(app)
    traveller.shift(timedelta(minutes=9, seconds=59))
    assert camille.get(STEP).status_code == 200
    traveller.shift(timedelta(seconds=1))
    assert camille.get(STEP).location == "/account/sign-in"


@pytest.mark.parametrize(
    ("later", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_T27_a_code_is_taken_one_step_before_and_after_its_own(
    app: Flask, telephone: Authenticator, later: int, *, taken: bool
) -> None:
    answer = send(at_the_step(app), telephone.code(later))
    assert (answer.status_code == 303) is taken


def test_T27_no_code_works_twice_nor_one_older_than_the_last(
    app: Flask, telephone: Authenticator
) -> None:
    assert send(at_the_step(app), telephone.code()).status_code == 303
    used = send(at_the_step(app), telephone.code())
    assert used.status_code == 422
    assert send(at_the_step(app), telephone.code(-1)).status_code == 422
    assert send(at_the_step(app), telephone.code(1)).status_code == 303


def test_T27_a_used_code_and_a_wrong_one_get_the_same_words(
    app: Flask, telephone: Authenticator
) -> None:
    send(at_the_step(app), telephone.code())
    used = words(send(at_the_step(app), telephone.code()))
    wrong = words(send(at_the_step(app), WRONG))
    assert "Ce code ne convient pas. Il change toutes les 30 secondes" in used
    assert used == wrong


def test_T27_of_eight_browsers_that_send_one_code_at_once_one_is_let_in(
    app: Flask, member_id: int, telephone: Authenticator
) -> None:
    start, taken = threading.Barrier(8), []
    code, now = telephone.code(), clock.now()

    def send_it() -> None:
        with app.app_context():
            member = db.session.get_one(Member, member_id)
            db.session.commit()
            start.wait(timeout=30)
            keyring = instance().keyring
            right = authenticator.take(db.session(), member, code, keyring, now=now)
            db.session.commit()
            taken.append(right)

    threads = [threading.Thread(target=send_it) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(taken) == [False] * 7 + [True]


def test_T30_codes_are_slowed_down_and_the_password_takes_no_guess_back(
    app: Flask, telephone: Authenticator, traveller: time_machine.Traveller
) -> None:
    answers = [send(at_the_step(app), WRONG).status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]
    page = send(at_the_step(app), telephone.code())
    assert (page.status_code, page.headers["Retry-After"]) == (429, "30")
    assert "Nouvel essai possible dans 30 secondes" in words(page)
    traveller.shift(timedelta(seconds=30))
    assert send(at_the_step(app), telephone.code()).status_code == 303


def test_T30_many_networks_together_guess_no_more_than_a_few_codes(
    app: Flask, telephone: Authenticator, traveller: time_machine.Traveller
) -> None:
    answers = []
    for number in range(21):
        attacker = Browser(app)
        attacker.client.environ_base["REMOTE_ADDR"] = f"203.0.{number}.9"
        attacker.sign_in()
        answers.append(send(attacker, WRONG).status_code)
    assert answers == [422] * 20 + [429]
    traveller.shift(timedelta(minutes=15, seconds=1))
    assert send(at_the_step(app), telephone.code()).status_code == 303


def test_O14_a_recovery_code_signs_in_once(app: Flask, member_id: int) -> None:
    an_authenticator(app, member_id)
    code, other, *_ = recovery_codes(app, member_id)
    camille = at_the_step(app)
    assert send(camille, f" {code.upper().replace('-', ' ')} ", RECOVERY).status_code == 303
    assert camille.is_signed_in()
    again = send(at_the_step(app), code, RECOVERY)
    assert again.status_code == 422
    assert "Ce code de secours ne convient pas" in words(again)
    assert send(at_the_step(app), other, RECOVERY).status_code == 303


def test_recovery_codes_are_those_of_one_member(app: Flask, member_id: int) -> None:
    an_authenticator(app, member_id)
    other = a_member(app, "awa@example.org")
    an_authenticator(app, other)
    assert send(at_the_step(app), recovery_codes(app, other)[0], RECOVERY).status_code == 422


@pytest.mark.parametrize("path", [STEP, RECOVERY])
def test_without_the_password_there_is_no_second_step(app: Flask, path: str) -> None:
    a_member(app)
    stranger = Browser(app)
    assert stranger.get(f"{path}?next=/dashboard/").location == "/account/sign-in?next=/dashboard/"
    token = token_on(stranger.get("/account/sign-in"))
    data = {"csrf_token": token, "code": "123456"}
    answer = stranger.client.post(path, data=data, headers=OURS)
    assert answer.location == "/account/sign-in"


@pytest.mark.parametrize("path", [STEP, RECOVERY])
def test_an_empty_code_is_asked_for_and_costs_no_attempt(
    app: Flask, telephone: Authenticator, path: str
) -> None:
    camille = at_the_step(app)
    assert [send(camille, " ", path).status_code for _ in range(7)] == [422] * 7
    assert send(camille, telephone.code()).status_code == 303


def test_a_new_password_by_link_does_not_skip_the_second_step(
    app: Flask, member_id: int, telephone: Authenticator
) -> None:
    with app.app_context():
        member = db.session.get_one(Member, member_id)
        key = workflow.offer_new_password(db.session(), member, now=clock.now())
        db.session.commit()
    camille = Browser(app)
    answer = camille.post(f"/account/new-password?key={key}", {"password": f"{PASSWORD} autre"})
    assert answer.location == STEP
    assert not camille.is_signed_in()
    assert send(camille, telephone.code()).status_code == 303


def test_a_member_revoked_between_the_steps_stays_outside(app: Flask, member_id: int) -> None:
    an_authenticator(app, member_id)
    a_member(app, "awa@example.org")
    camille = at_the_step(app)
    with app.app_context():
        workflow.revoke(db.session(), db.session.get_one(Member, member_id))
        db.session.commit()
        assert db.session.query(MemberSession).count() == 0
    assert camille.get(STEP).location == "/account/sign-in"
