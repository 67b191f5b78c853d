"""Second factors: authenticators, passkeys, and the recovery codes that stand in for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, exists, or_, select

from moderation.members.models import Passkey, RecoveryCode, TotpFactor

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def has_authenticator(session: Session, member_id: int) -> bool:
    """Whether a member has confirmed an authenticator."""
    confirmed = exists().where(
        TotpFactor.member_id == member_id, TotpFactor.confirmed_at.is_not(None)
    )
    return bool(session.scalar(select(confirmed)))


def has_any(session: Session, member_id: int) -> bool:
    """Whether signing in with a password asks this member for a second step."""
    confirmed = exists().where(
        TotpFactor.member_id == member_id, TotpFactor.confirmed_at.is_not(None)
    )
    passkey = exists().where(Passkey.member_id == member_id)
    return bool(session.scalar(select(or_(confirmed, passkey))))


def remove_all(session: Session, member_id: int) -> None:
    """Take every factor and every recovery code away."""
    for kind in (TotpFactor, Passkey, RecoveryCode):
        session.execute(delete(kind).where(kind.member_id == member_id))


def forget_unused_codes(session: Session, member_id: int) -> None:
    """Drop the recovery codes of a member who has nothing left that they could stand in for."""
    if not has_any(session, member_id):
        session.execute(delete(RecoveryCode).where(RecoveryCode.member_id == member_id))
