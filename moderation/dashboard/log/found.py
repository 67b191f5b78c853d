"""Decisions and events in one order, newest first, a page at a time.

Both tables are read by their numbers, which grow with time; a page takes from each what is newest
by the clock, and the next one begins where both were left.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ColumnElement, false, select

from moderation.comments.models import ActorKind, Decision
from moderation.comments.queries import NARROWED
from moderation.dashboard.log.address import Before
from moderation.dashboard.log.names import SUBJECTS
from moderation.members.models import Member, Membership
from moderation.sites.models import Event
from moderation.sites.queries import find_article

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from sqlalchemy.orm import InstrumentedAttribute, Session

    from moderation.dashboard.log.address import LogAddress
    from moderation.sites.models import Site

Item = Decision | Event
# Above every number that the databases give.
NEWEST: Final = Before(10**18 - 1, 10**18 - 1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a page of the log is asked for, in the databases' terms."""

    site_id: int
    decisions: Sequence[ColumnElement[bool]]
    events: Sequence[ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Found:
    """A page of the log.

    Attributes:
        items: Newest first.
        next: Where the next page begins; None after the last one.
    """

    items: Sequence[Item]
    next: Before | None


def wanted(session: Session, site: Site, address: LogAddress) -> Wanted:
    """What an address asks for; somebody or something unknown has done nothing."""
    place = Decision.site_id if address.batch is None else Decision.site_id + NARROWED
    decisions: list[ColumnElement[bool]] = [place == site.id]
    events: list[ColumnElement[bool]] = []
    for condition in (
        _who(session, address.who),
        _action(address.action),
        _article(session, site, address),
        _span(address.begins(site), address.ends(site)),
    ):
        decisions += condition[0]
        events += condition[1]
    if address.means is not None:
        decisions.append(Decision.means == address.means)
        events.append(Event.means == address.means)
    if address.batch is not None:
        decisions.append(Decision.batch == address.batch)
        events.append(false())
    return Wanted(site.id, decisions, events)


def page(session: Session, asked: Wanted, before: Before | None, size: int) -> Found:
    """The newest entries before a place."""
    start = _whole(session, asked, before) if before else NEWEST
    decisions = session.scalars(
        select(Decision)
        .where(*asked.decisions, Decision.id < start.decision)
        .order_by(Decision.id.desc())
        .limit(size + 1)
    ).all()
    events = _events(session, asked, start.event or 0, size + 1)
    items = list(_merged(decisions, events))
    if len(items) <= size:
        return Found(items, None)
    return Found(items[:size], _after(items[:size], start))


def people_of(session: Session, site: Site) -> dict[str, str]:
    """Who has a role on a site: public id to name, by name."""
    here = (Membership.site_id == site.id) | Membership.site_id.is_(None)
    rows = session.execute(
        select(Member.public_id, Member.name)
        .where(Member.name != "", Member.memberships.any(here))
        .order_by(Member.name, Member.id)
    )
    return {row.public_id: row.name for row in rows}


def _merged(decisions: Sequence[Decision], events: Sequence[Event]) -> Iterator[Item]:
    """Each in its own order; which of the two comes next, the clock says."""
    left, right = list(decisions[::-1]), list(events[::-1])
    while left and right:
        yield (left if left[-1].created_at >= right[-1].created_at else right).pop()
    yield from left[::-1]
    yield from right[::-1]


def _after(items: Sequence[Item], start: Before) -> Before:
    decisions = (item.id for item in items if isinstance(item, Decision))
    events = (item.id for item in items if isinstance(item, Event))
    return Before(min(decisions, default=start.decision), min(events, default=start.event))


def _events(session: Session, asked: Wanted, below: int, limit: int) -> Sequence[Event]:
    """Those about the site, and those about the whole service; each kind has its index."""
    found: list[Event] = []
    for here in (Event.site_id == asked.site_id, Event.site_id.is_(None)):
        query = select(Event).where(here, *asked.events, Event.id < below)
        found += session.scalars(query.order_by(Event.id.desc()).limit(limit))
    return sorted(found, key=lambda event: event.id, reverse=True)[:limit]


def _whole(session: Session, asked: Wanted, before: Before) -> Before:
    """A place that names a decision alone has the events that are not newer after it."""
    if before.event is not None:
        return before
    first = select(Decision.created_at).where(
        Decision.site_id == asked.site_id, Decision.id < before.decision
    )
    instant = session.scalar(first.order_by(Decision.id.desc()).limit(1))
    newest = 0
    for here in (Event.site_id == asked.site_id, Event.site_id.is_(None)):
        query = select(Event.id).where(here, Event.created_at <= instant)
        newest = max(newest, session.scalar(query.order_by(Event.id.desc()).limit(1)) or 0)
    return Before(before.decision, newest + 1)


Conditions = tuple[list[ColumnElement[bool]], list[ColumnElement[bool]]]


def _who(session: Session, who: str | None) -> Conditions:
    if who is None:
        return [], []
    if who in set(ActorKind):
        by_command = Event.member_id.is_(None) & (Event.means == who)
        return [Decision.actor_kind == who], [by_command]
    member_id = session.scalar(select(Member.id).where(Member.public_id == who)) or 0
    return [Decision.member_id == member_id], [Event.member_id == member_id]


def _action(action: str | None) -> Conditions:
    if action is None:
        return [], []
    if action in SUBJECTS:
        return [false()], [Event.verb.startswith(f"{action}.")]
    return [Decision.verb == action], [false()]


def _article(session: Session, site: Site, address: LogAddress) -> Conditions:
    if address.article is None:
        return [], []
    number = address.article_id
    if number is None:
        article = find_article(session, site, address.article)
        number = article.id if article else 0
    named: Any = Event.facts["article"].as_integer() == number
    return [Decision.article_id == number], [named]


def _span(begins: datetime | None, ends: datetime | None) -> Conditions:
    return _between(Decision.created_at, begins, ends), _between(Event.created_at, begins, ends)


def _between(
    when: InstrumentedAttribute[datetime], begins: datetime | None, ends: datetime | None
) -> list[ColumnElement[bool]]:
    first = [] if begins is None else [when >= begins]
    return first if ends is None else [*first, when < ends]
