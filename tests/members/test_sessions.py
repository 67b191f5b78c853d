from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from people import Browser, a_member
from sqlalchemy import event, select

from moderation.database import db
from moderation.members.models import MemberSession
from moderation.members.session_rows import key_of
from moderation.members.sessions import NEVER_KEPT
from moderation.web import clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from moderation.config import Settings


def signed_in(app: Flask) -> Browser:
    a_member(app)
    camille = Browser(app)
    camille.sign_in()
    return camille


@pytest.mark.parametrize(("minutes", "open_"), [(29, True), (30, False)])
def test_T24_a_session_ends_after_half_an_hour_without_use(
    app: Flask, minutes: int, *, open_: bool
) -> None:
    start = clock.now()
    with time_machine.travel(start, tick=False) as traveller:
        camille = signed_in(app)
        traveller.move_to(start + timedelta(minutes=minutes))
        assert camille.is_signed_in() is open_


def test_T24_a_session_that_is_used_ends_after_twelve_hours(app: Flask) -> None:
    start = clock.now()
    with time_machine.travel(start, tick=False) as traveller:
        camille = signed_in(app)
        for minutes in range(20, 12 * 60, 20):
            traveller.move_to(start + timedelta(minutes=minutes))
            assert camille.is_signed_in()
        traveller.move_to(start + timedelta(hours=12))
        assert not camille.is_signed_in()


def test_a_session_that_ran_out_loses_its_cookie_and_later_its_row(app: Flask) -> None:
    start = clock.now()
    with time_machine.travel(start, tick=False) as traveller:
        camille = signed_in(app)
        traveller.move_to(start + timedelta(minutes=31))
        assert not camille.is_signed_in()
        assert camille.cookie("sid") is None
        camille.sign_in()
    with app.app_context():
        assert db.session.query(MemberSession).count() == 1


def test_reading_pages_writes_at_most_once_a_minute(app: Flask) -> None:
    start = clock.now()
    with time_machine.travel(start, tick=False) as traveller:
        camille = signed_in(app)
        seen = []
        for second in (10, 59, 60, 90, 119, 120):
            traveller.move_to(start + timedelta(seconds=second))
            camille.get("/account/preferences")
            with app.app_context():
                seen.append(db.session.scalars(select(MemberSession.last_seen_at)).one() - start)
    assert [moment.total_seconds() for moment in seen] == [0, 0, 60, 60, 60, 120]


def test_T25_cookies_are_for_the_service_alone(app: Flask) -> None:
    a_member(app)
    answer = Browser(app).sign_in()
    sid = answer.headers.getlist("Set-Cookie")[0]
    assert sid.startswith("sid=")
    assert sid.split("; ")[1:] == ["HttpOnly", "Path=/", "SameSite=Lax"]


def test_T25_over_https_the_cookie_belongs_to_the_host(
    make_app: Callable[[Settings], Flask], settings: Settings
) -> None:
    app = make_app(
        replace(settings, public_url="https://c.example.org", dashboard_url="https://c.example.org")
    )
    answer = app.test_client().get("/account/setup?key=x", base_url="https://c.example.org")
    (seed,) = answer.headers.getlist("Set-Cookie")
    assert seed.startswith("__Host-seed=")
    assert seed.split("; ")[1:] == ["Secure", "HttpOnly", "Path=/", "SameSite=Lax"]


def test_T25_under_a_path_the_cookie_stays_there(
    make_app: Callable[[Settings], Flask], settings: Settings
) -> None:
    address = "https://example.org/comments"
    app = make_app(replace(settings, public_url=address, dashboard_url=address))
    answer = app.test_client().get("/account/setup?key=x", base_url=address)
    (seed,) = answer.headers.getlist("Set-Cookie")
    assert seed.startswith("seed=")
    assert "Path=/comments" in seed.split("; ")
    assert "Secure" in seed.split("; ")


def test_the_database_holds_no_token_that_opens_a_session(app: Flask) -> None:
    camille = signed_in(app)
    token = str(camille.cookie("sid"))
    with app.app_context():
        row = db.session.query(MemberSession).one()
        assert row.id == key_of(token)
        assert token not in str(row.data)


def test_a_session_keeps_nothing_about_address_or_browser(app: Flask) -> None:
    signed_in(app)
    with app.app_context():
        data = db.session.query(MemberSession).one().data
    assert not NEVER_KEPT & set(data)
    assert set(data) == {"_user_id", "_fresh", "fs_paa", "csrf_token"}


def test_strangers_create_no_rows_and_carry_nothing_but_a_seed(app: Flask) -> None:
    a_member(app)
    stranger = Browser(app)
    stranger.get("/account/sign-in")
    stranger.sign_in(password="un mot de passe faux")
    assert stranger.cookie("sid") is None
    assert stranger.cookie("seed") is not None
    with app.app_context():
        assert db.session.query(MemberSession).count() == 0


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/nothing", "/console/console.css"])
def test_public_doors_set_no_cookie_and_do_not_look_at_one(app: Flask, path: str) -> None:
    camille = signed_in(app)
    statements: list[str] = []
    with app.app_context():
        engine = db.engine

    def note(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    answer = camille.get(path)
    answer.close()
    event.remove(engine, "before_cursor_execute", note)
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert not [statement for statement in statements if "member" in statement]


def test_a_notice_is_kept_for_the_next_page_and_said_once(app: Flask) -> None:
    camille = signed_in(app)
    camille.post("/account/preferences", {"name": "Camille R.", "locale": "fr"})
    assert "Vos préférences sont enregistrées." in camille.get("/account/preferences").text
    assert "Vos préférences sont enregistrées." not in camille.get("/account/preferences").text
