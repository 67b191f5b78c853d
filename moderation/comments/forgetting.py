"""What comments must not remember for long."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import CursorResult, update

from moderation.comments.models import Comment

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

NETWORK_KEPT: Final = timedelta(hours=48)


def forget_networks(session: Session, now: datetime) -> int:
    """Remove network pseudonyms older than 48 hours.

    Returns:
        How many comments had one.
    """
    result = session.execute(
        update(Comment)
        .where(Comment.network.is_not(None), Comment.created_at < now - NETWORK_KEPT)
        .values(network=None)
        .execution_options(synchronize_session=False)
    )
    return result.rowcount if isinstance(result, CursorResult) else 0
