"""Finding the first place where the log is not what was sealed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select

from moderation.comments.chain.entries import (
    BEFORE_THE_FIRST,
    DECISIONS,
    EVENTS,
    KINDS,
    digest,
    take_time,
)
from moderation.comments.models import Decision, LogLink
from moderation.sites.models import Event

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection, Row

    from moderation.comments.chain.entries import Kind

PAGE: Final = 1_000


class Fault(StrEnum):
    """What was done to the log."""

    CHANGED = "changed"
    TAKEN_OUT = "taken out"
    LINK_CHANGED = "link changed"
    LINK_TAKEN_OUT = "link taken out"


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where the chain does not hold.

    Attributes:
        fault: What was done there.
        kind: ``decision`` or ``event``; for a link that is gone, ``link``.
        number: The entry's own number, or the link's.
    """

    fault: Fault
    kind: str
    number: int


@dataclass(frozen=True, slots=True)
class Report:
    """What verifying found.

    Attributes:
        sealed: How many entries hold, up to the break if there is one.
        unsealed: How many have no link yet.
        last: The hash of the last link that holds.
        broken: The first place where the chain does not hold.
    """

    sealed: int
    unsealed: int
    last: bytes
    broken: Break | None


def verify(connection: Connection) -> Report:
    """Go through the whole chain, a page at a time, up to the first place where it breaks."""
    take_time(connection)
    sealed, last, broken = 0, BEFORE_THE_FIRST, None
    links = _links(connection)
    for link in links:
        broken = link.break_after(sealed, last, links)
        if broken is not None:
            break
        sealed, last = link.number, link.hash
    return Report(sealed, _count_unsealed(connection), last, broken)


@dataclass(frozen=True, slots=True)
class _Link:
    """A link as it is stored, with the entry it is about; empty where that is gone."""

    number: int
    hash: bytes
    kind: Kind
    entry_id: int
    entry: Sequence[Any]

    def break_after(self, number: int, last: bytes, following: Iterator[_Link]) -> Break | None:
        """What is wrong with this link, after the one of that number and hash; None if nothing."""
        if self.number != number + 1:
            return Break(Fault.LINK_TAKEN_OUT, "link", number + 1)
        if not self.entry:
            return Break(Fault.TAKEN_OUT, self.kind.name, self.entry_id)
        computed = digest(last, self.kind, self.entry)
        if computed == self.hash:
            return None
        # The next link was made from the hash that this one had: it tells which of the two differs.
        after = next(following, None)
        fault = Fault.LINK_CHANGED if after and after.follows(computed) else Fault.CHANGED
        return Break(fault, self.kind.name, self.entry_id)

    def follows(self, last: bytes) -> bool:
        """Whether this link was made from that hash."""
        return bool(self.entry) and digest(last, self.kind, self.entry) == self.hash


_WIDTH: Final = len(DECISIONS.columns)
_PAGE: Final = (
    select(LogLink.id, LogLink.hash, LogLink.decision_id, LogLink.event_id)
    .add_columns(*(column.label(f"d_{column.key}") for column in DECISIONS.columns))
    .add_columns(*(column.label(f"e_{column.key}") for column in EVENTS.columns))
    .outerjoin(Decision, Decision.id == LogLink.decision_id)
    .outerjoin(Event, Event.id == LogLink.event_id)
    .order_by(LogLink.id)
    .limit(PAGE)
)


def _links(connection: Connection) -> Iterator[_Link]:
    after = 0
    while page := connection.execute(_PAGE.where(LogLink.id > after)).all():
        yield from map(_link, page)
        after = page[-1].id


def _link(row: Row[*tuple[Any, ...]]) -> _Link:
    number, stored, decision_id, event_id, *entries = row
    if decision_id is not None:
        kind, entry_id, entry = DECISIONS, decision_id, entries[:_WIDTH]
    else:
        kind, entry_id, entry = EVENTS, event_id, entries[_WIDTH:]
    return _Link(number, stored, kind, entry_id, entry if entry[0] is not None else ())


def _count_unsealed(connection: Connection) -> int:
    counts = (
        select(func.count()).select_from(kind.id.class_).where(kind.unsealed) for kind in KINDS
    )
    return sum(connection.scalar(count) or 0 for count in counts)
