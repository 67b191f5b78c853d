from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from authenticators import an_authenticator, recovery_codes
from click.testing import CliRunner
from people import PASSWORD, Browser, a_member
from sqlalchemy import select

from moderation.database import db
from moderation.members import Role
from moderation.members.cli import commands
from moderation.members.models import Member, RecoveryCode, TotpFactor
from moderation.sentences import sentence_for
from moderation.sites.models import Event
from moderation.web import clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result
    from flask import Flask

    from moderation.config import Settings


def run(app: Flask, *arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(commands, arguments, input=typed, obj=lambda: app)


def said(result: Result) -> str | None:
    """The sentence that a failed command ends with."""
    if isinstance(result.exception, SystemExit):
        return result.output.removeprefix("Error: ").rstrip("\n")
    assert isinstance(result.exception, Exception)
    return sentence_for(result.exception)


def add(app: Flask, password: str = PASSWORD, *more: str) -> Result:
    options = ("add", "awa@example.org", "--role", "moderator", "--password-stdin", *more)
    return run(app, *options, typed=f"{password}\n")


def test_a_member_added_by_command_signs_in_with_that_password(app: Flask) -> None:
    assert add(app).exit_code == 0
    assert Browser(app).sign_in("awa@example.org").status_code == 303
    with app.app_context():
        assert db.session.query(Member.name).scalar() == "awa"


def test_a_member_added_by_command_may_have_a_name(app: Flask) -> None:
    add(app, PASSWORD, "--name", "Awa Diallo")
    with app.app_context():
        assert db.session.query(Member.name).scalar() == "Awa Diallo"


def test_a_poor_password_is_refused_in_one_sentence(app: Flask) -> None:
    result = add(app, "password1234")
    assert result.exit_code == 1
    assert said(result) == "This password is among the first to be guessed: choose another one."
    with app.app_context():
        assert db.session.query(Member).count() == 0


def test_the_list_says_who_may_do_what_where(app: Flask) -> None:
    a_member(app)
    run(app, "invite", "awa@example.org", "--role", "reader", "--site", "blog")
    rows = json.loads(run(app, "list", "--json").output)
    assert [(row["email"], row["state"], row["roles"]) for row in rows] == [
        ("camille@example.org", "active", [{"role": "owner", "site": None}]),
        ("awa@example.org", "invited", [{"role": "reader", "site": "blog"}]),
    ]
    text = run(app, "list").output.splitlines()
    assert text == [
        "camille@example.org  Camille Roux  active  owner on *",
        "awa@example.org  -  invited  reader on blog",
    ]


def test_a_revoked_member_is_listed_without_a_role(app: Flask) -> None:
    a_member(app)
    add(app)
    assert run(app, "revoke", "awa@example.org").exit_code == 0
    (_, row) = json.loads(run(app, "list", "--json").output)
    assert (row["state"], row["roles"]) == ("revoked", [])
    assert run(app, "list").output.splitlines()[1].endswith("revoked  -")


def test_inviting_a_member_gives_the_role_at_once(app: Flask) -> None:
    a_member(app)
    add(app)
    result = run(app, "invite", "awa@example.org", "--role", "administrator")
    assert result.output == "This member can sign in already, and has the role now.\n"
    (_, row) = json.loads(run(app, "list", "--json").output)
    assert row["roles"] == [{"role": "administrator", "site": None}]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ("revoke", "camille@example.org"),
            "This is the last owner: make somebody else one first.",
        ),
        (("revoke", "nobody@example.org"), "No member has that address."),
        (("reset", "nobody@example.org"), "No member has that address."),
        (
            ("invite", "x@example.org", "--role", "reader", "--site", "x"),
            "There is no site named “x”.",
        ),
        (
            ("reset", "invited@example.org"),
            "This member cannot sign in: send an invitation instead.",
        ),
    ],
)
def test_errors_are_one_sentence(app: Flask, arguments: tuple[str, ...], sentence: str) -> None:
    a_member(app)
    run(app, "invite", "invited@example.org", "--role", "reader")
    result = run(app, *arguments)
    assert result.exit_code == 1
    assert said(result) == sentence


def test_what_is_no_address_is_refused_in_one_sentence(app: Flask) -> None:
    result = run(app, "invite", "camille", "--role", "reader")
    assert result.exit_code == 1
    assert said(result).startswith("An email address must have an @-sign.")


def test_an_unknown_role_is_a_mistake_of_usage(app: Flask) -> None:
    assert run(app, "invite", "x@example.org", "--role", "king").exit_code == 2


def events(app: Flask) -> list[tuple[str, dict[str, object]]]:
    with app.app_context():
        return [(row.verb, row.facts) for row in db.session.scalars(select(Event))]


def test_O14_whoever_lost_telephone_and_codes_is_let_in_by_command(app: Flask) -> None:
    member_id = a_member(app)
    an_authenticator(app, member_id)
    recovery_codes(app, member_id)
    camille = Browser(app)
    camille.sign_in()
    link = run(app, "reset", "camille@example.org", "--factors").output.strip()
    assert camille.get("/account/sign-in/code").location == "/account/sign-in"
    path = link.partition("localhost")[2]
    answer = Browser(app).post(path, {"password": "quatre nouveaux mots choisis"})
    assert answer.location == "/dashboard/"
    with app.app_context():
        assert db.session.query(TotpFactor).count() == 0
        assert db.session.query(RecoveryCode).count() == 0
        public_id = db.session.get_one(Member, member_id).public_id
    assert events(app) == [("member.reset", {"member": public_id, "factors": True})]


def test_a_reset_takes_no_second_factor_away_unless_told_to(app: Flask) -> None:
    an_authenticator(app, a_member(app))
    run(app, "reset", "camille@example.org")
    assert Browser(app).sign_in().location == "/account/sign-in/code"
    assert [facts["factors"] for _, facts in events(app)] == [False]


def test_a_member_raised_to_administrator_has_a_week_from_then_on(
    make_app: Callable[[Settings], Flask], settings_on_sqlite: Settings
) -> None:
    app = make_app(replace(settings_on_sqlite, require_second_factor="administrators"))
    member_id = a_member(app, role=Role.MODERATOR)
    with time_machine.travel(clock.now(), tick=False):
        run(app, "invite", "camille@example.org", "--role", "administrator")
        with app.app_context():
            due = db.session.get_one(Member, member_id).factor_due_at
        assert due == clock.now() + timedelta(days=7)
