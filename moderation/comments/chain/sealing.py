"""Sealing what has been committed since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import func, insert, select

from moderation.comments.chain.entries import BEFORE_THE_FIRST, KINDS, Kind, digest, take_time
from moderation.comments.models import LogLink

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

BATCH: Final = 1_000
# How many entries behind the newest sealed one may still have been on their way when it was.
LOOK_BACK: Final = 10_000
# A number of our own among PostgreSQL's advisory locks.
LOCK: Final = 0x6C6F67


def seal(session: Session, *, look_back: int | None = LOOK_BACK) -> int:
    """Seal what is committed and not sealed yet. Commits after each batch, which is short.

    Args:
        session: Holds nothing that is not to be committed.
        look_back: How far behind the newest sealed entry to look for late ones; None for all.

    Returns:
        How many entries were sealed.
    """
    return sum(_seal_kind(session, kind, look_back) for kind in KINDS)


def _seal_kind(session: Session, kind: Kind, look_back: int | None) -> int:
    newest = session.scalar(select(func.max(kind.link))) or 0
    after = 0 if look_back is None else max(newest - look_back, 0)
    sealed = 0
    while numbers := _seal_some(session, kind, after):
        session.commit()
        after, sealed = numbers[-1], sealed + len(numbers)
    return sealed


def _seal_some(session: Session, kind: Kind, after: int) -> Sequence[int]:
    """Seal one batch. SQLite has one writer; on PostgreSQL whoever else seals waits.

    Links are numbered here and not by the database: two cannot follow the same one.
    """
    take_time(session.connection())
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(LOCK)))
    entries = session.execute(
        select(*kind.columns).where(kind.id > after, kind.unsealed).order_by(kind.id).limit(BATCH)
    ).all()
    newest = select(LogLink.id, LogLink.hash).order_by(LogLink.id.desc()).limit(1)
    last, previous = session.execute(newest).one_or_none() or (0, BEFORE_THE_FIRST)
    links = []
    for number, entry in enumerate(entries, start=last + 1):
        previous = digest(previous, kind, entry)
        links.append({"id": number, kind.link.key: entry[0], "hash": previous})
    if links:
        session.execute(insert(LogLink), links)
    return [entry[0] for entry in entries]
