"""Links that work once: for the first account, an invitation, a new password."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Final, cast

from sqlalchemy import CursorResult, delete, select, update

from moderation.members.models import LinkPurpose, OneTimeLink

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

LIFETIME: Final = {
    LinkPurpose.SETUP: timedelta(hours=24),
    LinkPurpose.INVITATION: timedelta(hours=72),
    LinkPurpose.PASSWORD: timedelta(hours=24),
}
TOKEN_BYTES: Final = 32


class LinkDead(Exception):
    """The link was used, is too old, was replaced by a newer one, or never existed."""


def issue(session: Session, purpose: LinkPurpose, member_id: int | None, *, now: datetime) -> str:
    """Make a link, which kills the earlier ones for the same purpose and person.

    Links for the first account live side by side, since each process that serves prints one; the
    first account kills them all.

    Returns:
        The link's token, which exists nowhere else.
    """
    if member_id is not None:
        session.execute(
            delete(OneTimeLink).where(
                OneTimeLink.purpose == purpose, OneTimeLink.member_id == member_id
            )
        )
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session.add(
        OneTimeLink(
            purpose=purpose,
            token_hash=_hash(token),
            member_id=member_id,
            created_at=now,
            expires_at=now + LIFETIME[purpose],
        )
    )
    return token


def find(session: Session, purpose: LinkPurpose, token: str, *, now: datetime) -> OneTimeLink:
    """Look a living link up without using it.

    Raises:
        LinkDead: It does not work, or no longer.
    """
    link = session.scalars(
        select(OneTimeLink).where(
            OneTimeLink.token_hash == _hash(token),
            OneTimeLink.purpose == purpose,
            OneTimeLink.used_at.is_(None),
            OneTimeLink.expires_at > now,
        )
    ).one_or_none()
    if link is None:
        raise LinkDead
    return link


def use(session: Session, purpose: LinkPurpose, token: str, *, now: datetime) -> OneTimeLink:
    """Use a link up; of two people at once, one succeeds.

    Raises:
        LinkDead: It does not work, or no longer.
    """
    link = find(session, purpose, token, now=now)
    used = cast(
        "CursorResult[object]",
        session.execute(
            update(OneTimeLink)
            .where(OneTimeLink.id == link.id, OneTimeLink.used_at.is_(None))
            .values(used_at=now)
        ),
    )
    if used.rowcount != 1:
        raise LinkDead
    return link


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
