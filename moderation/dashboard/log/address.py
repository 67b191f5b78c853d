"""The log's address holds all that filters it, so that every state of it can be linked to."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from flask import abort, url_for

from moderation.comments.models import ActorKind
from moderation.dashboard.addresses import NUMBER
from moderation.dashboard.log.names import ACTIONS, MEANS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moderation.sites.models import Site

MEMBER: Final = re.compile(r"m[0-9a-f]{1,19}")
BATCH: Final = re.compile(r"[0-9a-f]{1,32}")
CURSOR: Final = re.compile(r"d([0-9]{1,18})(?:e([0-9]{1,18}))?")
DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Whoever acted without being a member.
KINDS: Final = frozenset(ActorKind) - {ActorKind.MEMBER}
REFERENCE_LENGTH: Final = 2100


@dataclass(frozen=True, slots=True)
class Before:
    """Where a page begins: decisions and events below these numbers.

    Attributes:
        decision: Below this one.
        event: Below this one; None for those that are not newer than the decision.
    """

    decision: int
    event: int | None

    def __str__(self) -> str:
        """As it stands in an address."""
        return f"d{self.decision}" if self.event is None else f"d{self.decision}e{self.event}"


@dataclass(frozen=True, slots=True)
class LogAddress:
    """One page of the log, as its address says it; None where it asks for nothing.

    Attributes:
        who: A member's public id, or a kind of actor.
        action: A verb, or a kind of event.
        article: An article's number, address or key.
        since: The first day, in the site's zone.
        until: The last day.
        means: How it was done.
        batch: One bulk action.
        before: Where the page begins.
    """

    who: str | None = None
    action: str | None = None
    article: str | None = None
    since: date | None = None
    until: date | None = None
    means: str | None = None
    batch: str | None = None
    before: Before | None = None

    @classmethod
    def read(cls, values: Mapping[str, str]) -> LogAddress:
        """Understand a query; what it cannot mean leads nowhere (404)."""
        said = {name: value for name, value in values.items() if value}
        who, action, means = said.get("who"), said.get("action"), said.get("means")
        known = (
            (who is None or who in KINDS or MEMBER.fullmatch(who))
            and (action is None or action in ACTIONS)
            and (means is None or means in MEANS)
            and ("batch" not in said or BATCH.fullmatch(said["batch"]))
            and len(said.get("article", "")) <= REFERENCE_LENGTH
        )
        if not known:
            abort(404)
        return cls(
            who=who,
            action=action,
            article=said.get("article"),
            since=_day(said.get("since")),
            until=_day(said.get("until")),
            means=means,
            batch=said.get("batch"),
            before=_before(said.get("before")),
        )

    @property
    def values(self) -> dict[str, Any]:
        """All that filters, as an address says it."""
        return {
            "who": self.who,
            "action": self.action,
            "article": self.article,
            "since": self.since,
            "until": self.until,
            "means": self.means,
            "batch": self.batch,
        }

    @property
    def is_filtered(self) -> bool:
        """Whether anything is asked for."""
        return any(value is not None for value in self.values.values())

    @property
    def article_id(self) -> int | None:
        """The article's number, if it is named by one."""
        return int(self.article) if self.article and NUMBER.fullmatch(self.article) else None

    def begins(self, site: Site) -> datetime | None:
        """The first instant asked for."""
        return None if self.since is None else _midnight(self.since, site)

    def ends(self, site: Site) -> datetime | None:
        """The first instant that is not asked for any more."""
        return None if self.until is None else _midnight(self.until + timedelta(days=1), site)

    def url(self, **changes: Any) -> str:  # noqa: ANN401 - any field of this class
        """This address, or one that differs in some fields."""
        page = replace(self, **changes)
        return url_for("dashboard.log", **page.values, before=page.before)


def _midnight(day: date, site: Site) -> datetime:
    return datetime.combine(day, time.min, ZoneInfo(site.time_zone))


def _day(word: str | None) -> date | None:
    if word is None:
        return None
    try:
        day = date.fromisoformat(word) if DAY.fullmatch(word) else abort(404)
    except ValueError:
        abort(404)
    return day if date.min < day < date.max else abort(404)


def _before(word: str | None) -> Before | None:
    if word is None:
        return None
    found = CURSOR.fullmatch(word) or abort(404)
    return Before(int(found[1]), int(found[2]) if found[2] else None)
