from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moderation.members import passwords

if TYPE_CHECKING:
    from flask import Flask


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "PASSWORD-2026!",
        "motdepasse2026",
        "Azertyuiop123",
        "1234567890123",
        "aaaaaaaaaaaaaaaa",
        "abababababababab",
        "azertyazerty",
        "zxcvbnm,./12",
        "!!password!!",
        "letmeinletmeinletmein",
    ],
)
def test_what_everybody_tries_first_is_too_common(password: str) -> None:
    assert passwords.is_common(password)


@pytest.mark.parametrize(
    "password",
    [
        "quatre mots sans rapport",
        "Tr0ub4dor&3xyzw",
        "été à la plage",
        "8f3kq0zv7m2p",
        "正确的马电池订书钉确实很好",
    ],
)
def test_what_few_would_try_is_taken(app: Flask, password: str) -> None:
    with app.app_context():
        assert passwords.problem_with(password) is None


@pytest.mark.parametrize(("length", "taken"), [(11, False), (12, True), (128, True), (129, False)])
def test_length_is_counted_in_characters(app: Flask, length: int, *, taken: bool) -> None:
    password = ("éàüñ→mot " * 20)[:length]
    with app.app_context():
        assert (passwords.problem_with(password) is None) is taken


def test_hashes_are_argon2id_and_not_peppered_with_a_key_that_may_change(app: Flask) -> None:
    with app.app_context():
        stored = passwords.hashed("quatre mots sans rapport")
        app.config["SECRET_KEY"] = "another key " * 4
        known = passwords.Credentials(1, stored)
        assert passwords.matches(known, "quatre mots sans rapport") == (True, None)
    assert stored.startswith("$argon2id$v=19$m=19456,t=3,p=1$")


def test_the_same_letters_typed_on_another_system_are_the_same_password(app: Flask) -> None:
    with app.app_context():
        known = passwords.Credentials(1, passwords.hashed("caf\u00e9 cr\u00e8me sans sucre"))
        assert passwords.matches(known, "cafe\u0301 cre\u0300me sans sucre")[0]


def test_nobodys_hash_costs_what_a_real_one_does() -> None:
    assert passwords.NOBODYS_HASH.startswith("$argon2id$v=19$m=19456,t=3,p=1$")
