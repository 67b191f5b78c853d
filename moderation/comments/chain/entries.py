"""What is sealed of an entry, byte for byte."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ColumnElement, exists, text

from moderation.comments.models import Decision, LogLink
from moderation.sites.models import Event

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection
    from sqlalchemy.orm import InstrumentedAttribute

BEFORE_THE_FIRST: Final = bytes(32)
# Stands before each entry; another list of columns would be another version.
VERSION: Final = b"\x01"


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the two tables of the log.

    Attributes:
        name: How its entries are called.
        columns: What is sealed of each, its number first.
        link: The column of a link that names the entry.
    """

    name: str
    columns: tuple[InstrumentedAttribute[Any], ...]
    link: InstrumentedAttribute[int | None]

    @property
    def id(self) -> InstrumentedAttribute[Any]:
        """The number of an entry."""
        return self.columns[0]

    @property
    def unsealed(self) -> ColumnElement[bool]:
        """Whether an entry has no link yet."""
        return ~exists().where(self.link == self.id)


DECISIONS: Final = Kind(
    "decision",
    (
        *(Decision.id, Decision.site_id, Decision.article_id, Decision.comment_id),
        *(Decision.comment_public_id, Decision.verb, Decision.before, Decision.after),
        *(Decision.actor_kind, Decision.member_id, Decision.means, Decision.reason),
        *(Decision.batch, Decision.undoes_id, Decision.created_at),
    ),
    LogLink.decision_id,
)
EVENTS: Final = Kind(
    "event",
    (
        *(Event.id, Event.site_id, Event.verb, Event.facts),
        *(Event.member_id, Event.means, Event.created_at),
    ),
    LogLink.event_id,
)
KINDS: Final = (DECISIONS, EVENTS)


def take_time(connection: Connection) -> None:
    """Let the statements of this transaction look through a long log; nobody waits for them."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL statement_timeout = '5min'"))


def digest(previous: bytes, kind: Kind, entry: Iterable[Any]) -> bytes:
    """The hash of an entry's link, after the hash of the link before it."""
    text = json.dumps([kind.name, *entry], default=_instant, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(previous + VERSION + text.encode()).digest()


def _instant(value: object) -> str:
    """Always in UTC and to the microsecond, as both databases give it."""
    if not isinstance(value, datetime):
        raise TypeError(value)
    return value.isoformat(timespec="microseconds")
