"""Recovery codes: ten at a time, each good once, shown once."""

from __future__ import annotations

import hashlib
import re
import secrets
from typing import TYPE_CHECKING, Final, cast

from sqlalchemy import CursorResult, delete, func, select, update

from moderation.members.models import RecoveryCode

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

NUMBER: Final = 10
# 118 random bits: a plain hash is enough for 112 and more (ASVS 6.5.2).
GROUPS: Final = 6
GROUP_LENGTH: Final = 4
# Without letters that are taken for digits or for each other.
ALPHABET: Final = "23456789abcdefghjkmnpqrstuvwxyz"
BETWEEN: Final = re.compile(r"[\s\-–]+")


def renew(session: Session, member_id: int) -> Sequence[str]:
    """Give a member new codes, which replace the old ones.

    Returns:
        The codes, which exist nowhere else.
    """
    codes = [_new_code() for _ in range(NUMBER)]
    session.execute(delete(RecoveryCode).where(RecoveryCode.member_id == member_id))
    session.add_all(RecoveryCode(member_id=member_id, code_hash=_hash(code)) for code in codes)
    return codes


def take(session: Session, member_id: int, code: str, *, now: datetime) -> bool:
    """Whether a code is one of the member's unused ones; then it is used up."""
    used = cast(
        "CursorResult[object]",
        session.execute(
            update(RecoveryCode)
            .where(
                RecoveryCode.member_id == member_id,
                RecoveryCode.code_hash == _hash(code),
                RecoveryCode.used_at.is_(None),
            )
            .values(used_at=now)
        ),
    )
    return used.rowcount == 1


def left(session: Session, member_id: int) -> int:
    """How many codes still work."""
    unused = RecoveryCode.member_id == member_id, RecoveryCode.used_at.is_(None)
    return session.scalars(select(func.count(RecoveryCode.id)).where(*unused)).one()


def _new_code() -> str:
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))
    return "-".join(groups)


def _hash(code: str) -> bytes:
    """The hash of a code, however its groups are set apart."""
    return hashlib.sha256(BETWEEN.sub("", code).lower().encode()).digest()
