"""Which passwords are taken, and how they are verified."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final, Protocol, cast

from flask import current_app
from flask_babel import gettext as _
from flask_security.utils import hash_password
from sqlalchemy import select

from moderation.members.models import Member

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

SHORTEST: Final = 12
LONGEST: Final = 128
FEWEST_CHARACTERS: Final = 5
# argon2id with the parameters of OWASP's password storage cheat sheet, one pass more.
HASHING: Final = {
    "argon2__type": "ID",
    "argon2__memory_cost": 19_456,
    "argon2__time_cost": 3,
    "argon2__parallelism": 1,
}
# The hash of a random text that was thrown away: an unknown address costs what a known one does.
NOBODYS_HASH: Final = (
    "$argon2id$v=19$m=19456,t=3,p=1"
    "$qiwErQhTZy0bfSWr0Ciegg$sLjI29y+dV4b9fCeOyfbSfj5B1UGDx3gpGMa0BGUoPU"
)
EDGES: Final = re.compile(r"^[\W\d_]+|[\W\d_]+$")
REPEATED: Final = re.compile(r"(.+?)\1+")


def problem_with(password: str) -> str | None:
    """What is wrong with a new password, in words."""
    if len(password) < SHORTEST:
        return str(_("Use at least %(number)d characters, such as a few words", number=SHORTEST))
    if len(password) > LONGEST:
        return str(_("Use %(number)d characters at most", number=LONGEST))
    if is_common(password):
        return str(_("This password is among the first to be guessed: choose another one"))
    return None


def is_common(password: str) -> bool:
    """Whether a password is, or merely decorates or repeats, one that everybody tries."""
    folded = password.casefold()
    core = _unit(EDGES.sub("", folded))
    return len(set(folded)) < FEWEST_CHARACTERS or folded in _list() or core in _list()


class Hashing(Protocol):
    """What we use of Flask-Security's password context."""

    def verify_and_update(self, secret: str, hash: str) -> tuple[bool, str | None]:  # noqa: A002 - its name
        """Whether the secret has this hash, and a better hash if there is one."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """What is needed to verify a password after the transaction has ended.

    Attributes:
        member_id: Whose they are; None for an address nobody can sign in with.
        stored: The hash of the password.
    """

    member_id: int | None
    stored: str = field(repr=False)


def credentials(session: Session, email_index: bytes) -> Credentials:
    """The credentials of the active member with an address, or somebody's who does not exist."""
    row = session.execute(
        select(Member.id, Member.password).where(
            Member.email_index == email_index, Member.active, Member.password.is_not(None)
        )
    ).one_or_none()
    return Credentials(row.id, row.password) if row else Credentials(None, NOBODYS_HASH)


def matches(known: Credentials, password: str) -> tuple[bool, str | None]:
    """Verify a password; takes as long for an address that nobody has.

    Call it outside a transaction: it is slow on purpose, and others would wait for the lock.

    Returns:
        Whether it is the right one, and the hash to store instead when the rules have changed.
    """
    right, replacement = _context().verify_and_update(_normal(password), known.stored)
    return right and known.member_id is not None, replacement


def hashed(password: str) -> str:
    """The hash of a new password; slow on purpose, as :func:`matches` is."""
    return str(hash_password(_normal(password)))


def _normal(password: str) -> str:
    return str(current_app.extensions["security"].password_util.normalize(password))


def _context() -> Hashing:
    return cast("Hashing", current_app.extensions["security"].pwd_context)


def _unit(text: str) -> str:
    repeated = REPEATED.fullmatch(text)
    return repeated[1] if repeated else text


@cache
def _list() -> frozenset[str]:
    text = files("moderation.members").joinpath("common_passwords.txt").read_text("ascii")
    return frozenset(text.split())
