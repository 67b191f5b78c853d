from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
import time_machine
from click.testing import CliRunner
from people import PASSWORD, Browser, a_member, words

from moderation.database import db
from moderation.members import links, queries
from moderation.members.cli import commands
from moderation.members.models import LinkPurpose, Member, OneTimeLink
from moderation.members.roles import Role
from moderation.web import clock
from moderation.web.instance import instance

if TYPE_CHECKING:
    from flask import Flask

ANSWER = {"name": "Awa Diallo", "password": PASSWORD, "locale": "en"}


def invited(app: Flask, *options: str, email: str = "awa@example.org") -> str:
    """The link that ``members invite`` prints, without the host."""
    return printed(app, "invite", email, *(options or ("--role", "moderator")))


def printed(app: Flask, *arguments: str) -> str:
    result = CliRunner().invoke(commands, arguments, obj=lambda: app)
    assert result.exit_code == 0, result.output
    parts = urlsplit(result.output.strip())
    return f"{parts.path}?{parts.query}"


def test_an_invited_person_sees_the_role_before_accepting_it(app: Flask) -> None:
    page = Browser(app).get(invited(app))
    assert page.status_code == 200
    assert "awa@example.org" in words(page)
    assert "Rôle Modérateur Vous pouvez tout voir, décider des commentaires" in words(page)


def test_an_invited_person_accepts_and_is_signed_in_with_that_role(app: Flask) -> None:
    awa = Browser(app)
    assert awa.post(invited(app, "--role", "reader", "--site", "blog"), ANSWER).status_code == 303
    assert awa.is_signed_in()
    with app.app_context():
        member = db.session.query(Member).one()
        assert (member.name, member.locale, member.active) == ("Awa Diallo", "en", True)
        (site,) = queries.sites_of(db.session(), member)
        assert site.name == "blog"
        assert queries.role_of(db.session(), member.id, site.id) is Role.READER
    assert Browser(app).sign_in("awa@example.org").status_code == 303


def test_an_invitation_works_once(app: Flask) -> None:
    link = invited(app)
    Browser(app).post(link, ANSWER)
    assert Browser(app).get(link).status_code == 410
    assert Browser(app).post(link, ANSWER, form="/account/sign-in").status_code == 410


@pytest.mark.parametrize(("hours", "status"), [(71.9, 200), (72.0, 410)])
def test_an_invitation_lives_for_72_hours(app: Flask, hours: float, status: int) -> None:
    link = invited(app)
    with time_machine.travel(clock.now() + timedelta(hours=hours), tick=False):
        assert Browser(app).get(link).status_code == status


def test_an_invitation_may_come_before_the_first_account(app: Flask) -> None:
    assert Browser(app).get("/account/sign-in").status_code == 403
    assert Browser(app).post(invited(app, "--role", "owner"), ANSWER).status_code == 303


def test_whoever_is_invited_cannot_sign_in_before_accepting(app: Flask) -> None:
    a_member(app)
    invited(app)
    assert Browser(app).sign_in("awa@example.org").status_code == 422


def test_a_second_invitation_replaces_the_first(app: Flask) -> None:
    first = invited(app)
    second = invited(app, "--role", "reader")
    assert Browser(app).get(first).status_code == 410
    assert "Lecteur" in words(Browser(app).get(second))


def test_a_mistyped_acceptance_keeps_the_invitation(app: Flask) -> None:
    awa, link = Browser(app), invited(app)
    assert awa.post(link, {**ANSWER, "name": ""}).status_code == 422
    assert awa.post(link, ANSWER).status_code == 303


def test_links_are_good_only_for_what_they_were_made_for(app: Flask) -> None:
    key = invited(app).partition("?")[2]
    for page in ("setup", "new-password"):
        assert Browser(app).get(f"/account/{page}?{key}").status_code == 410


def test_of_two_people_with_one_link_the_first_wins(app: Flask) -> None:
    token = invited(app).partition("=")[2]
    with app.app_context():
        link = links.use(db.session(), LinkPurpose.INVITATION, token, now=clock.now())
        assert link.used_at is None or link.used_at <= clock.now()
        with pytest.raises(links.LinkDead):
            links.use(db.session(), LinkPurpose.INVITATION, token, now=clock.now())


def test_the_database_holds_no_token_that_opens_a_link(app: Flask) -> None:
    token = invited(app).partition("=")[2]
    with app.app_context():
        link = db.session.query(OneTimeLink).one()
        assert len(link.token_hash) == 32
        assert token.encode() not in link.token_hash


def test_a_forgotten_password_is_replaced_by_a_link_which_signs_out_everywhere(app: Flask) -> None:
    a_member(app)
    elsewhere, here = Browser(app), Browser(app)
    elsewhere.sign_in()
    link = printed(app, "reset", "camille@example.org")
    assert "camille@example.org" in words(here.get(link))
    assert here.post(link, {"password": "court"}).status_code == 422
    assert here.post(link, {"password": "quatre nouveaux mots choisis"}).status_code == 303
    assert here.is_signed_in()
    assert not elsewhere.is_signed_in()
    assert here.get(link).status_code == 410
    assert Browser(app).sign_in().status_code == 422
    assert Browser(app).sign_in(password="quatre nouveaux mots choisis").status_code == 303


def test_a_link_for_a_password_dies_when_the_password_changes_otherwise(app: Flask) -> None:
    a_member(app)
    link = printed(app, "reset", "camille@example.org")
    camille = Browser(app)
    camille.sign_in()
    camille.post(
        "/account/password",
        {"current": PASSWORD, "password": "quatre nouveaux mots choisis"},
        form="/account/preferences",
    )
    assert Browser(app).get(link).status_code == 410


def test_the_address_of_a_member_is_found_in_no_column(app: Flask) -> None:
    invited(app)
    with app.app_context():
        member = db.session.query(Member).one()
        sealed = db.session.query(Member.email_sealed).scalar()
        assert b"awa" not in sealed
        assert b"awa" not in member.email_index
        found = queries.member_with_email(db.session(), "awa@example.org", instance().keyring)
        assert found is member
