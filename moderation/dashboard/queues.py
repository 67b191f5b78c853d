"""The queues of the rail, in its order."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from flask_babel import lazy_pgettext

from moderation.comments.models import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask_babel import LazyString


class Queue(StrEnum):
    """A queue, as its address names it."""

    PENDING = "pending"
    REPORTED = "reported"
    APPROVED = "approved"
    SPAM = "spam"
    REFUSED = "refused"

    @property
    def status(self) -> Status | None:
        """Where its comments stand; None for wherever they do."""
        return None if self is Queue.REPORTED else Status(self.value)


QUEUE_NAMES: Final[Mapping[Queue, LazyString]] = {
    Queue.PENDING: lazy_pgettext("queue", "To review"),
    Queue.REPORTED: lazy_pgettext("queue", "Reported"),
    Queue.APPROVED: lazy_pgettext("queue", "Approved"),
    Queue.SPAM: lazy_pgettext("queue", "Spam"),
    Queue.REFUSED: lazy_pgettext("queue", "Refused"),
}
