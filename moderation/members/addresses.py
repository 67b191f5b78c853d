"""A member's e-mail address: sealed in its row, found by its blind index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select

from moderation.members.errors import EmailRefused
from moderation.members.models import Member
from moderation.sealing import blind_index, open_sealed, seal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from moderation.sealing import Keyring


def normalised(email: str) -> str:
    """The one form in which an address is kept: lower case, international domains readable.

    Raises:
        EmailRefused: It is no address.
    """
    try:
        checked = validate_email(email.strip(), check_deliverability=False)
    except EmailNotValidError as error:
        raise EmailRefused(str(error)) from error
    return checked.normalized.lower()


def index_of(email: str, keyring: Keyring) -> bytes:
    """The blind index under which a normalised address is found."""
    return blind_index(email, keyring.index)


def seal_address(member: Member, email: str, keyring: Keyring) -> None:
    """Write a normalised address into a member's row."""
    member.email_index = index_of(email, keyring)
    member.email_sealed = seal(email, _context(member.public_id), keyring.sealing)


def open_address(session: Session, member: Member, keyring: Keyring) -> str:
    """Read a member's address: a deliberate act, for the command line and for letters.

    Raises:
        SealBroken: No key of this instance opens it.
    """
    sealed = session.scalars(select(Member.email_sealed).where(Member.id == member.id)).one()
    return _opened(sealed, member.public_id, keyring.sealing)


def _opened(sealed: bytes, public_id: str, keys: Mapping[str, bytes]) -> str:
    return open_sealed(sealed, _context(public_id), keys)


def _context(public_id: str) -> str:
    return f"member|email|{public_id}"
