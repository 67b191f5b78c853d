from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import time_machine
from authenticators import an_authenticator
from people import Browser, a_member, words

from moderation.web import clock

if TYPE_CHECKING:
    from flask import Flask

PAGE = "/account/sessions"
END = f"{PAGE}/end"


def signed_in(app: Flask, email: str = "camille@example.org") -> Browser:
    browser = Browser(app)
    browser.sign_in(email)
    return browser


def keys_on(browser: Browser) -> list[str]:
    """The sessions that the page lists, the one that was used last first."""
    return re.findall(r'name="session" value="(\w+)"', browser.get(PAGE).text)


def test_O13_a_member_sees_where_they_are_signed_in(app: Flask) -> None:
    a_member(app)
    a_member(app, "awa@example.org")
    signed_in(app, "awa@example.org")
    start = clock.now()
    with time_machine.travel(start, tick=False) as traveller:
        signed_in(app)
        traveller.shift(timedelta(minutes=25))
        page = words(signed_in(app).get(PAGE))
    assert page.count("Connexion") == 2
    assert page.count("Ce navigateur") == 1
    assert "Ce navigateur Connexion à l’instant , dernière activité à l’instant" in page
    assert "Connexion il y a 25 minutes , dernière activité il y a 25 minutes" in page


def test_O13_a_browser_that_is_signed_out_notices_with_its_next_request(app: Flask) -> None:
    a_member(app)
    lost = signed_in(app)
    camille = signed_in(app)
    assert lost.is_signed_in()
    (other,) = set(keys_on(camille)) - {keys_on(camille)[0]}
    camille.post(END, {"session": other}, form=PAGE)
    assert not lost.is_signed_in()
    assert camille.is_signed_in()
    assert len(keys_on(camille)) == 1


def test_signing_this_browser_out_from_the_list_leads_outside(app: Flask) -> None:
    a_member(app)
    camille = signed_in(app)
    answer = camille.post(END, {"session": keys_on(camille)[0]}, form=PAGE)
    assert answer.location == "/account/signed-out"
    assert answer.headers["Clear-Site-Data"]
    assert not camille.is_signed_in()


def test_O13_signing_out_everywhere_ends_every_session(app: Flask) -> None:
    a_member(app)
    a_member(app, "awa@example.org")
    camille, elsewhere, awa = (
        signed_in(app),
        signed_in(app),
        signed_in(app, "awa@example.org"),
    )
    answer = camille.post(f"{PAGE}/end-all", form=PAGE)
    assert answer.location == "/account/signed-out"
    assert not camille.is_signed_in()
    assert not elsewhere.is_signed_in()
    assert awa.is_signed_in()


def test_nobody_ends_the_session_of_somebody_else(app: Flask) -> None:
    a_member(app)
    a_member(app, "awa@example.org")
    awa, camille = signed_in(app, "awa@example.org"), signed_in(app)
    (foreign,) = keys_on(awa)
    for key in (foreign, "", "no key", "00" * 32):
        assert camille.post(END, {"session": key}, form=PAGE).status_code == 303
    assert awa.is_signed_in()
    assert camille.is_signed_in()


def test_a_browser_between_the_two_steps_is_not_listed(app: Flask) -> None:
    member_id = a_member(app)
    camille = signed_in(app)
    an_authenticator(app, member_id)
    signed_in(app)
    assert len(keys_on(camille)) == 1


def test_A10_staying_keeps_a_session_open_that_is_not_used_otherwise(app: Flask) -> None:
    a_member(app)
    start = clock.now()
    with time_machine.travel(start, tick=False) as traveller:
        camille = signed_in(app)
        traveller.shift(timedelta(minutes=28))
        assert camille.get(f"{PAGE}/stay").status_code == 204
        traveller.shift(timedelta(minutes=28))
        assert camille.is_signed_in()


def test_A10_the_script_that_warns_is_small(app: Flask) -> None:
    with app.test_client().get("/console/expiry.js") as script:
        assert len(script.data) <= 1024
