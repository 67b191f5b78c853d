from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from people import OURS, Browser, a_member, token_on, words

from moderation.database import db
from moderation.members import Role, anyone, current_member, needs
from moderation.members.models import Member

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from werkzeug.test import TestResponse

    from moderation.config import Settings

ROLES = ["reader", "moderator", "administrator", "owner"]


def add_page(app: Flask, name: str, view: Callable[..., Any], rule: str = "") -> str:
    """One more page in a private room, such as a careless developer might add."""
    path = f"/account/{rule or name}"
    app.add_url_rule(path, endpoint=f"account.{name}", view_func=view, methods=["GET", "POST"])
    return f"/account/{name}"


@pytest.fixture
def pages(app: Flask) -> Flask:
    """The service with some pages more: undeclared, for strangers, and one for each role."""

    def page(**_: str) -> str:
        return "<main>shown"

    def greeting() -> str:
        return f"<main>{current_member().name}"

    add_page(app, "undeclared", page)
    add_page(app, "open", anyone(lambda: "<main>shown"))
    add_page(app, "greeting", needs(Role.READER)(greeting))
    for role in Role:
        add_page(app, role.word, needs(role)(lambda: "<main>shown"))
        add_page(
            app,
            f"site-{role.word}",
            needs(role)(lambda site: f"<main>{site}"),
            rule=f"on/<site>/{role.word}",
        )
    return app


def signed_in(app: Flask, role: Role = Role.OWNER, site: str | None = None) -> Browser:
    a_member(app, role=role, site=site)
    camille = Browser(app)
    camille.sign_in()
    return camille


def test_a_page_that_declares_nothing_is_shut_even_for_the_owner(pages: Flask) -> None:
    page = signed_in(pages).get("/account/undeclared")
    assert page.status_code == 403
    assert "shown" not in page.text


def test_a_stranger_is_shown_the_door_and_comes_back(pages: Flask) -> None:
    a_member(pages)
    answer = Browser(pages).get("/account/owner?x=1")
    assert answer.status_code == 303
    assert answer.location == "/account/sign-in?next=/account/owner?x%3D1"


def test_a_stranger_sees_what_is_open_to_anyone(pages: Flask) -> None:
    a_member(pages)
    assert "shown" in Browser(pages).get("/account/open").text


def test_a_page_knows_who_is_asking(pages: Flask) -> None:
    assert words(signed_in(pages).get("/account/greeting")).endswith("Camille Roux")


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("needed", ROLES)
def test_T16_each_role_opens_its_own_pages_and_those_below(
    pages: Flask, role: Role, needed: str
) -> None:
    status = signed_in(pages, role).get(f"/account/{needed}").status_code
    assert status == (200 if Role.named(needed) <= role else 403)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/account/on/blog/moderator", 200),
        ("/account/on/blog/administrator", 403),
        ("/account/on/garden/reader", 404),
        ("/account/on/nowhere/reader", 404),
        ("/account/on/%00/reader", 404),
    ],
)
def test_a_role_counts_on_the_site_that_the_address_names(
    pages: Flask, path: str, status: int
) -> None:
    assert signed_in(pages, Role.MODERATOR, "blog").get(path).status_code == status


def test_a_site_that_is_not_mine_looks_like_one_that_does_not_exist(pages: Flask) -> None:
    awa = signed_in(pages, Role.OWNER, "blog")
    foreign, missing = (awa.get(f"/account/on/{name}/reader") for name in ("garden", "nowhere"))
    assert words(foreign) == words(missing)


def test_a_member_without_any_role_sees_nothing(pages: Flask) -> None:
    camille = signed_in(pages)
    with pages.app_context():
        member = db.session.query(Member).one()
        member.memberships.clear()
        db.session.commit()
    assert camille.get("/account/reader").status_code == 403


def send(camille: Browser, **headers: str) -> TestResponse:
    token = token_on(camille.get("/account/preferences"))
    data = {"csrf_token": token, "name": "Changed", "locale": "fr"}
    return camille.client.post("/account/preferences", data=data, headers=headers)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"}, 303),
        ({"Origin": "http://localhost"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "https://localhost"}, 403),
        ({"Origin": "http://localhost:81"}, 403),
        ({"Origin": "http://localhost.evil.example"}, 403),
        ({"Referer": "http://localhost/account/preferences"}, 403),
        ({}, 403),
    ],
)
def test_T33_only_our_own_pages_change_anything(
    app: Flask, headers: dict[str, str], status: int
) -> None:
    camille = signed_in(app)
    assert send(camille, **headers).status_code == status
    with app.app_context():
        assert (db.session.query(Member.name).scalar() == "Changed") is (status == 303)


@pytest.mark.parametrize("case", ["none", "empty", "wrong", "of another session", "of a stranger"])
def test_T33_a_form_without_this_sessions_token_changes_nothing(app: Flask, case: str) -> None:
    camille, awa, stranger = signed_in(app), Browser(app), Browser(app)
    a_member(app, "awa@example.org")
    awa.sign_in("awa@example.org")
    tokens = {
        "none": None,
        "empty": "",
        "wrong": token_on(camille.get("/account/preferences"))[:-4] + "AAAA",
        "of another session": token_on(awa.get("/account/preferences")),
        "of a stranger": token_on(stranger.get("/account/sign-in")),
    }
    data = {"name": "Changed", "locale": "fr"}
    if tokens[case] is not None:
        data["csrf_token"] = str(tokens[case])
    answer = camille.client.post("/account/preferences", data=data, headers=OURS)
    assert answer.status_code == 400
    assert "Rien n’a été modifié" in words(answer)
    with app.app_context():
        assert "Changed" not in {name for (name,) in db.session.query(Member.name)}


def test_a_script_may_send_the_token_as_a_header(app: Flask) -> None:
    camille = signed_in(app)
    token = token_on(camille.get("/account/preferences"))
    answer = camille.client.post(
        "/account/preferences",
        data={"name": "Changed", "locale": "fr"},
        headers={**OURS, "X-CSRFToken": token},
    )
    assert answer.status_code == 303


def test_a_token_of_the_page_is_good_for_the_whole_session(app: Flask) -> None:
    assert app.config["WTF_CSRF_TIME_LIMIT"] is None


def test_signing_in_from_another_site_is_refused(app: Flask) -> None:
    a_member(app)
    stranger = Browser(app)
    data = {
        "csrf_token": token_on(stranger.get("/account/sign-in")),
        "email": "camille@example.org",
        "password": "x",
    }
    answer = stranger.client.post(
        "/account/sign-in", data=data, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status_code == 403
    assert "Cette demande vient d’une autre page" in words(answer)


def test_a_form_sent_after_the_session_ended_says_so(app: Flask) -> None:
    camille = signed_in(app)
    token = token_on(camille.get("/account/preferences"))
    camille.client.delete_cookie("sid")
    answer = camille.client.post(
        "/account/preferences",
        data={"csrf_token": token, "name": "Changed", "locale": "fr"},
        headers=OURS,
    )
    assert answer.status_code == 401
    assert "La session est fermée Rien n’a été modifié" in words(answer)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "POST"])
def test_every_unsafe_method_is_checked(pages: Flask, method: str) -> None:
    camille = signed_in(pages)
    answer = camille.client.open("/account/owner", method=method)
    assert answer.status_code in ({403} if method == "POST" else {405})


def test_the_dashboards_address_decides_which_origin_is_ours(
    make_app: Callable[[Settings], Flask], settings: Settings
) -> None:
    desk = "http://127.0.0.1:8000"
    client = make_app(replace(settings, dashboard_url=desk)).test_client()
    for origin, status in [(desk, 400), ("http://localhost", 403)]:
        answer = client.post("/account/setup", base_url=desk, headers={"Origin": origin})
        assert answer.status_code == status
