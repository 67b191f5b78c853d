"""Reports and change requests are open until somebody decides about their comment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import or_, select, update

from moderation.comments.models import ChangeRequest, Report

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from moderation.comments.models import Decision

KINDS: Final = (Report, ChangeRequest)


def has_open(session: Session, comment_id: int) -> bool:
    """Whether a comment has an open report or change request."""
    open_rows = (_open(kind, comment_id).exists() for kind in KINDS)
    return bool(session.scalar(select(or_(*open_rows))))


def settle(session: Session, decision: Decision, *, told_by: datetime) -> None:
    """Settle what had been told by then about the comment that was decided about."""
    for kind in KINDS:
        session.execute(
            update(kind)
            .where(
                kind.comment_id == decision.comment_id,
                kind.settled_at.is_(None),
                kind.created_at <= told_by,
            )
            .values(settled_at=decision.created_at, settled_by=decision.id)
            .execution_options(synchronize_session=False)
        )


def reopen(session: Session, undone: Decision) -> None:
    """Open what a decision settled again; a newer change request stands in place of its own."""
    newer = session.scalar(_open(ChangeRequest, undone.comment_id))
    for kind in (Report,) if newer else KINDS:
        session.execute(
            update(kind)
            .where(kind.comment_id == undone.comment_id, kind.settled_by == undone.id)
            .values(settled_at=None, settled_by=None)
            .execution_options(synchronize_session=False)
        )


def _open(kind: type[Report | ChangeRequest], comment_id: int) -> Select[int]:
    return select(kind.id).where(kind.comment_id == comment_id, kind.settled_at.is_(None))
