"""A member's authenticator: set up, confirmed by a first code, asked at sign-in, taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sqlalchemy import ColumnElement, CursorResult, delete, select, update

from moderation.members.factors import totp
from moderation.members.models import TotpFactor
from moderation.sealing import open_sealed, seal

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from moderation.members.models import Member
    from moderation.sealing import Keyring


def begin(session: Session, member: Member, keyring: Keyring, *, now: datetime) -> None:
    """Give a member a new secret, which counts for nothing before it is confirmed.

    It replaces one that was never confirmed; a confirmed one stays as it is.
    """
    session.execute(
        delete(TotpFactor).where(TotpFactor.member_id == member.id, _is(confirmed=False))
    )
    if session.get(TotpFactor, member.id) is None:
        sealed = seal(totp.new_secret(), _context(member), keyring.sealing)
        session.add(TotpFactor(member_id=member.id, secret_sealed=sealed, created_at=now))


def unconfirmed_secret(session: Session, member: Member, keyring: Keyring) -> str | None:
    """The secret that waits for its first code, to be shown to the member alone."""
    return _secret(session, member, keyring, confirmed=False)


def confirm(
    session: Session, member: Member, code: str, keyring: Keyring, *, now: datetime
) -> bool:
    """Whether the first code is right, so that the authenticator counts from now on."""
    return _take(session, member, code, keyring, now=now, confirmed=False)


def take(session: Session, member: Member, code: str, keyring: Keyring, *, now: datetime) -> bool:
    """Whether a code is right, and newer than any that was taken before; then it is used up."""
    return _take(session, member, code, keyring, now=now, confirmed=True)


def remove(session: Session, member_id: int) -> None:
    """Take the authenticator away."""
    session.execute(delete(TotpFactor).where(TotpFactor.member_id == member_id))


def _take(
    session: Session,
    member: Member,
    code: str,
    keyring: Keyring,
    *,
    now: datetime,
    confirmed: bool,
) -> bool:
    secret = _secret(session, member, keyring, confirmed=confirmed)
    if secret is None:
        return False
    return any(
        _use_up(session, member.id, step, now=now, confirmed=confirmed)
        for step in totp.steps_of(secret, code, now)
    )


def _use_up(session: Session, member_id: int, step: int, *, now: datetime, confirmed: bool) -> bool:
    """Take a step's code; of two browsers that send it at once, one succeeds."""
    taken = cast(
        "CursorResult[object]",
        session.execute(
            update(TotpFactor)
            .where(
                TotpFactor.member_id == member_id,
                TotpFactor.last_step < step,
                _is(confirmed=confirmed),
            )
            .values({"last_step": step} if confirmed else {"last_step": step, "confirmed_at": now})
        ),
    )
    return taken.rowcount == 1


def _secret(session: Session, member: Member, keyring: Keyring, *, confirmed: bool) -> str | None:
    sealed = session.scalars(
        select(TotpFactor.secret_sealed).where(
            TotpFactor.member_id == member.id, _is(confirmed=confirmed)
        )
    ).one_or_none()
    return open_sealed(sealed, _context(member), keyring.sealing) if sealed else None


def _is(*, confirmed: bool) -> ColumnElement[bool]:
    at = TotpFactor.confirmed_at
    return at.is_not(None) if confirmed else at.is_(None)


def _context(member: Member) -> str:
    return f"totp_factor|secret|{member.public_id}"
