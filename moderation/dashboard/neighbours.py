"""The comments before and after one in the queue that it was opened from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from moderation.comments.cursors import Cursor
from moderation.comments.queues import queue
from moderation.database import db

if TYPE_CHECKING:
    from moderation.comments.models import Comment
    from moderation.comments.queues import QueueFilter
    from moderation.dashboard.addresses import QueueAddress


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Public ids, None where the queue ends."""

    previous: str | None = None
    next: str | None = None


def neighbours(comment: Comment, address: QueueAddress | None) -> Neighbours:
    """Where the keys for the previous and the next comment lead; nowhere without a queue.

    A comment that has left the queue keeps its place in it for that.
    """
    if address is None:
        return Neighbours()
    wanted = address.wanted
    turned = replace(wanted, newest_first=not wanted.newest_first)
    return Neighbours(_first_after(comment, turned), _first_after(comment, wanted))


def _first_after(comment: Comment, wanted: QueueFilter) -> str | None:
    place = Cursor(comment.created_at, comment.id)
    found = queue(db.session(), [comment.site_id], wanted, after=place, limit=0)
    return found[0].public_id if found else None
