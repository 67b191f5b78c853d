"""Sessions as rows: whoever holds the token whose hash is here is signed in."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ColumnElement, delete, select, update

from moderation.members.models import MemberSession

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection
    from sqlalchemy.orm import Session

IDLE: Final = timedelta(minutes=30)
ABSOLUTE: Final = timedelta(hours=12)
# Being seen is written down this often at most, so that reading pages hardly ever writes.
SEEN_EVERY: Final = timedelta(minutes=1)
TOKEN_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """What a living row said when it was read."""

    key: bytes
    member_id: int
    last_seen_at: datetime
    expires_at: datetime
    data: Mapping[str, Any]


def begin(
    session: Session,
    member_id: int,
    data: Mapping[str, Any],
    *,
    now: datetime,
    lifetime: timedelta = ABSOLUTE,
) -> tuple[str, SessionFacts]:
    """Add a session, and clear away those that have run out.

    Returns:
        Its token of 256 random bits, which exists nowhere else, and what its row says.
    """
    session.execute(
        delete(MemberSession).where(
            (MemberSession.expires_at <= now) | (MemberSession.last_seen_at <= now - IDLE)
        )
    )
    token, expires_at = secrets.token_urlsafe(TOKEN_BYTES), now + lifetime
    session.add(
        MemberSession(
            id=key_of(token),
            member_id=member_id,
            created_at=now,
            last_seen_at=now,
            expires_at=expires_at,
            data=dict(data),
        )
    )
    return token, SessionFacts(key_of(token), member_id, now, expires_at, data)


def find(session: Session, token: str, *, now: datetime) -> SessionFacts | None:
    """Read the session of a token, unless it has been idle or open for too long."""
    row = session.execute(
        select(
            MemberSession.id,
            MemberSession.member_id,
            MemberSession.last_seen_at,
            MemberSession.expires_at,
            MemberSession.data,
        ).where(MemberSession.id == key_of(token), *_alive(now))
    ).one_or_none()
    return SessionFacts(*row) if row else None


def all_of(session: Session, member_id: int, *, now: datetime) -> Sequence[MemberSession]:
    """The living sessions of a member, the one that was used last first."""
    return session.scalars(
        select(MemberSession)
        .where(MemberSession.member_id == member_id, *_alive(now))
        .order_by(MemberSession.last_seen_at.desc(), MemberSession.created_at.desc())
    ).all()


def end_one(session: Session, member_id: int, key: bytes) -> None:
    """Sign one of a member's browsers out; a key of somebody else's session does nothing."""
    session.execute(
        delete(MemberSession).where(MemberSession.id == key, MemberSession.member_id == member_id)
    )


def end(session: Session, key: bytes) -> None:
    """Sign one browser out."""
    session.execute(delete(MemberSession).where(MemberSession.id == key))


def end_all(session: Session, member_id: int, *, but: bytes | None = None) -> None:
    """Sign a member out everywhere, or everywhere else."""
    gone = delete(MemberSession).where(MemberSession.member_id == member_id)
    session.execute(gone if but is None else gone.where(MemberSession.id != but))


def write(connection: Connection, key: bytes, data: Mapping[str, Any], *, now: datetime) -> None:
    """Keep a session's values, and that it was used."""
    connection.execute(
        update(MemberSession)
        .where(MemberSession.id == key)
        .values(data=dict(data), last_seen_at=now)
    )


def _alive(now: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return MemberSession.expires_at > now, MemberSession.last_seen_at > now - IDLE


def key_of(token: str) -> bytes:
    """The key of the row that a token opens."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()
