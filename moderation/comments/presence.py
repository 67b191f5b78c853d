"""Which comments members are looking at, as long as their pages say so again and again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import CursorResult, select, update
from sqlalchemy.exc import IntegrityError

from moderation.comments.models import Comment, Presence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

# Two times as long as pages take to say it again.
SEEN_WITHIN: Final = timedelta(seconds=40)


def look(session: Session, member_id: int, comment: Comment, now: datetime) -> None:
    """A member looks at a comment, and no more at the one before."""
    seen = {"comment_id": comment.id, "seen_at": now}
    moved = session.execute(update(Presence).where(Presence.member_id == member_id).values(**seen))
    if isinstance(moved, CursorResult) and moved.rowcount:
        return
    try:
        with session.begin_nested():
            session.add(Presence(member_id=member_id, **seen))
    except IntegrityError:
        return  # another page of the same member was first, at this very moment


def lookers(
    session: Session, site_id: int, now: datetime, *, apart_from: int
) -> Mapping[str, Sequence[int]]:
    """The members who look at comments of a site, by public id; without the one who asks."""
    rows = session.execute(
        select(Comment.public_id, Presence.member_id)
        .join(Comment, Comment.id == Presence.comment_id)
        .where(
            Comment.site_id == site_id,
            Presence.seen_at > now - SEEN_WITHIN,
            Presence.member_id != apart_from,
        )
        .order_by(Presence.member_id)
    )
    found: dict[str, list[int]] = {}
    for public_id, member_id in rows:
        found.setdefault(public_id, []).append(member_id)
    return found
