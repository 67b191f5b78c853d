"""Who must have a second factor, and from when on."""

from __future__ import annotations

from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING, Final

from moderation.members import factors
from moderation.members.queries import highest_role
from moderation.members.roles import Role

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from moderation.members.models import Member

GRACE: Final = timedelta(days=7)
DAY: Final = timedelta(days=1)
#: The least role that each value of ``MODERATION_REQUIRE_SECOND_FACTOR`` is about.
LEAST: Final = {"everyone": Role.READER, "administrators": Role.ADMINISTRATOR, "nobody": None}


def set_term(session: Session, member: Member, rule: str, *, now: datetime) -> None:
    """Begin the days of grace of a member whom the rule concerns from now on, or end them.

    Call it whenever a member signs in or gets another role; the caller commits.

    Args:
        session: Where the member is.
        member: Who.
        rule: The setting: ``administrators``, ``everyone`` or ``nobody``.
        now: The present instant.
    """
    least, role = LEAST[rule], highest_role(session, member.id)
    if least is None or role is None or role < least:
        member.factor_due_at = None
    elif member.factor_due_at is None and not factors.has_any(session, member.id):
        member.factor_due_at = now + GRACE


def days_left(session: Session, member: Member, *, now: datetime) -> int | None:
    """The begun days until a second factor is required; 0 afterwards, None if none is missing."""
    if member.factor_due_at is None or factors.has_any(session, member.id):
        return None
    return max(0, ceil((member.factor_due_at - now) / DAY))
