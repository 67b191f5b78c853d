"""The log in words: who did what, to which comment, and whether it still holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from flask_babel import gettext

from moderation.comments import workflow
from moderation.comments.models import Decision
from moderation.comments.refusals import reasons_of
from moderation.dashboard import journal_words, moments, texts
from moderation.dashboard.actors import Actors
from moderation.dashboard.log.event_words import EventWords
from moderation.dashboard.queries import comments_with_ids, edited, latest_decisions, undoings
from moderation.dashboard.wording import STATUS_NAMES, reason
from moderation.database import db

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from moderation.comments.models import Comment
    from moderation.dashboard.log.found import Item
    from moderation.dashboard.moments import Moment
    from moderation.sites.models import Event, Site

EXCERPT: Final = 60


@dataclass(frozen=True, slots=True)
class Line:
    """One comment of an entry: what it says, while it is still there."""

    public_id: str
    excerpt: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was done: to one comment, to a batch, or to the site.

    Attributes:
        anchor: Where it stands on its page.
        who: Who did it.
        what: What was done, in words, without who.
        when: When.
        means: How it was done, in words.
        why: The reasons, in words.
        before: The status before, in words; None for a new comment.
        after: The status after, in words; None once deleted.
        batch: The name of the bulk action it belongs to, if it does.
        lines: The comments it was done to.
        undone_by: The number of the decision that took it back, if one did.
        undo: What the form that takes it back says; None when it cannot be.
    """

    anchor: str
    who: str
    what: str
    when: Moment
    means: str
    why: Sequence[str] = ()
    before: str | None = None
    after: str | None = None
    batch: str | None = None
    lines: Sequence[Line] = field(default_factory=tuple)
    undone_by: int | None = None
    undo: Mapping[str, str] | None = None


def journal(
    site: Site, items: Sequence[Item], now: datetime, *, apart: bool = False
) -> list[Entry]:
    """The entries of decisions and events, which come newest first.

    A batch is one entry, unless its decisions are to be told ``apart``.
    """
    facts = _Facts(site, items, now)
    return [facts.entry(list(group)) for _key, group in _batches(items, apart=apart)]


class _Facts:
    """What the words of some entries need, looked up at once."""

    def __init__(self, site: Site, items: Sequence[Item], now: datetime) -> None:
        session = db.session()
        decisions = [item for item in items if isinstance(item, Decision)]
        ids = [decision.comment_id for decision in decisions]
        self._zone, self._now = site.time_zone, now
        self._actors = Actors(items)
        self._events = EventWords(site, (item for item in items if not isinstance(item, Decision)))
        self._comments = comments_with_ids(session, site.id, ids)
        self._reasons = {offered.code: offered.label for offered in reasons_of(session, site)}
        self._edited = edited(session, site.id, ids)
        self._latest = latest_decisions(session, site.id, ids)
        self._undoings = undoings(session, site.id, [decision.id for decision in decisions])

    def entry(self, group: Sequence[Item]) -> Entry:
        decisions = [item for item in group if isinstance(item, Decision)]
        if decisions:
            return self._of_decisions(decisions)
        return next(self._of_event(item) for item in group if not isinstance(item, Decision))

    def _of_event(self, event: Event) -> Entry:
        return Entry(
            anchor=f"e{event.id}",
            who=self._actors.subject(event),
            what=self._events.sentence(event),
            when=moments.moment(event.created_at, self._zone, self._now),
            means=journal_words.means(event),
        )

    def _of_decisions(self, group: Sequence[Decision]) -> Entry:
        first = group[0]
        return Entry(
            anchor=f"d{first.id}",
            who=self._actors.subject(first),
            what=self._what(group),
            when=moments.moment(first.created_at, self._zone, self._now),
            means=journal_words.means(first),
            why=self._why(first),
            before=str(STATUS_NAMES[first.before]) if first.before else None,
            after=str(STATUS_NAMES[first.after]) if first.after else None,
            batch=first.batch,
            lines=[self._line(decision) for decision in group],
            undone_by=self._undone_by(group),
            undo=self._undo(group),
        )

    def _why(self, decision: Decision) -> Sequence[str]:
        """What the rules had found in a comment that came in; else the reason that was given.

        An edited comment has other findings than those that it came in with.
        """
        comment = self._words_of(decision)
        if decision.before is None and comment is not None and comment.id not in self._edited:
            return [reason(finding) for finding in comment.findings]
        return [self._reasons.get(decision.reason, decision.reason)] if decision.reason else []

    def _what(self, group: Sequence[Decision]) -> str:
        first = group[0]
        if len(group) > 1:
            return journal_words.many(group)
        comment = self._words_of(first)
        name = comment.author_name if comment else ""
        about = gettext("the comment by {name}") if name else gettext("a comment deleted since")
        return str(journal_words.one(first)).format(comment=about.format(name=name))

    def _line(self, decision: Decision) -> Line:
        comment = self._words_of(decision)
        words = texts.excerpt(texts.plain(comment.html), EXCERPT) if comment else None
        return Line(decision.comment_public_id, words)

    def _words_of(self, decision: Decision) -> Comment | None:
        comment = self._comments.get(decision.comment_id)
        return comment if comment and comment.erased_at is None else None

    def _undone_by(self, group: Sequence[Decision]) -> int | None:
        """A batch is undone once each of its decisions is."""
        undos = [self._undoings.get(decision.id) for decision in group]
        known = [number for number in undos if number is not None]
        return max(known) if len(known) == len(group) else None

    def _undo(self, group: Sequence[Decision]) -> Mapping[str, str] | None:
        if not any(self._can_undo(decision) for decision in group):
            return None
        first = group[0]
        if len(group) > 1 and first.batch is not None:
            return {"batch": first.batch}
        return {"decision": str(first.id)}

    def _can_undo(self, decision: Decision) -> bool:
        changed = workflow.can_be_undone(decision)
        return changed and decision.id in self._latest and bool(self._words_of(decision))


def _batches(items: Sequence[Item], *, apart: bool) -> Iterator[tuple[Any, Iterator[Item]]]:
    def key(item: Item) -> Any:  # noqa: ANN401 - compared with nothing but itself
        if not isinstance(item, Decision):
            return ("event", item.id)
        return item.id if apart or item.batch is None else item.batch

    return groupby(items, key)
