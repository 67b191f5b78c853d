"""What comments must not remember for long."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import CursorResult, update

from moderation.comments.models import Comment, Report

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

NETWORK_KEPT: Final = timedelta(hours=48)


def forget_networks(session: Session, now: datetime) -> int:
    """Remove network pseudonyms older than 48 hours.

    Returns:
        How many comments and reports had one.
    """
    return sum(_forget_networks_of(kind, session, now) for kind in (Comment, Report))


def _forget_networks_of(kind: type[Comment | Report], session: Session, now: datetime) -> int:
    result = session.execute(
        update(kind)
        .where(kind.network.is_not(None), kind.created_at < now - NETWORK_KEPT)
        .values(network=None)
        .execution_options(synchronize_session=False)
    )
    return result.rowcount if isinstance(result, CursorResult) else 0
