from __future__ import annotations

import threading
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from people import PASSWORD, Browser, a_member, words

from moderation.database import db
from moderation.members import throttle
from moderation.members.models import SignInThrottle
from moderation.web import clock

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Flask

ACCOUNT, OTHER_ACCOUNT, NETWORK = b"a" * 16, b"b" * 16, b"n" * 16


def waiting(now: datetime) -> timedelta:
    try:
        throttle.count_attempt(db.session(), ACCOUNT, NETWORK, now=now)
    except throttle.TooManyAttempts as error:
        return error.wait
    finally:
        db.session.rollback()
    return timedelta(0)


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(0, 0), (4, 0), (5, 30), (6, 60), (7, 120), (8, 240), (9, 480), (10, 900)],
)
def test_each_failure_after_the_fourth_doubles_the_wait(
    app: Flask, failures: int, seconds: int
) -> None:
    now = clock.now()
    with app.app_context():
        for _ in range(failures):
            now += waiting(now)
            throttle.count_attempt(db.session(), ACCOUNT, NETWORK, now=now)
            db.session.commit()
        assert waiting(now) == timedelta(seconds=seconds)


def test_T30_after_five_failures_the_page_says_how_long_to_wait(app: Flask) -> None:
    a_member(app)
    guesser = Browser(app)
    with time_machine.travel(clock.now(), tick=False) as traveller:
        for _ in range(5):
            assert guesser.sign_in(password="un mot de passe faux").status_code == 422
        page = guesser.sign_in(password="un mot de passe faux")
        assert (page.status_code, page.headers["Retry-After"]) == (429, "30")
        assert "Trop d’essais. Nouvel essai possible dans 30 secondes." in words(page)
        assert guesser.sign_in().status_code == 429
        traveller.shift(timedelta(seconds=30))
        assert guesser.sign_in().status_code == 303


def test_T30_nobody_is_locked_out_for_good(app: Flask) -> None:
    a_member(app)
    guesser = Browser(app)
    with time_machine.travel(clock.now(), tick=False) as traveller:
        for _ in range(60):
            guesser.sign_in(password="un mot de passe faux")
            traveller.shift(timedelta(seconds=20))
        traveller.shift(timedelta(minutes=15))
        assert guesser.sign_in().status_code == 303


def test_T30_an_attack_from_elsewhere_does_not_keep_the_member_out(app: Flask) -> None:
    a_member(app)
    attacker = Browser(app)
    attacker.client.environ_base["REMOTE_ADDR"] = "203.0.113.9"
    for _ in range(6):
        attacker.sign_in(password="un mot de passe faux")
    assert attacker.sign_in().status_code == 429
    assert Browser(app).sign_in().status_code == 303


def test_T30_one_password_tried_on_many_accounts_is_slowed_down_too(app: Flask) -> None:
    a_member(app)
    attacker = Browser(app)
    answers = [attacker.sign_in(f"person{number}@example.org").status_code for number in range(21)]
    assert answers == [422] * 20 + [429]


def test_an_unknown_address_is_slowed_down_like_a_known_one(app: Flask) -> None:
    a_member(app)
    guesser = Browser(app)
    answers = [guesser.sign_in("nobody@example.org", PASSWORD).status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]


def test_success_forgets_the_failures_before_it(app: Flask) -> None:
    a_member(app)
    for _ in range(3):
        forgetful = Browser(app)
        for _ in range(4):
            assert forgetful.sign_in(password="un mot de passe faux").status_code == 422
        assert forgetful.sign_in().status_code == 303


def test_a_quarter_of_an_hour_without_attempts_leaves_no_row(app: Flask) -> None:
    now = clock.now()
    with app.app_context():
        throttle.count_attempt(db.session(), OTHER_ACCOUNT, NETWORK, now=now)
        later = now + timedelta(minutes=16)
        throttle.count_attempt(db.session(), ACCOUNT, b"m" * 16, now=later)
        db.session.commit()
        assert {row.last_at for row in db.session.query(SignInThrottle)} == {later}


def test_attempts_at_the_same_moment_are_all_counted(app: Flask) -> None:
    now, passed = clock.now(), []
    start = threading.Barrier(8)

    def attempt() -> None:
        with app.app_context():
            start.wait(timeout=30)
            try:
                throttle.count_attempt(db.session(), ACCOUNT, NETWORK, now=now)
            except throttle.TooManyAttempts:
                db.session.rollback()
            else:
                db.session.commit()
                passed.append(True)

    threads = [threading.Thread(target=attempt) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(passed) == 5
