"""The log in words: who did what to which comment, and whether it still holds."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from flask_babel import gettext

from moderation.comments import workflow
from moderation.dashboard import journal_words, moments, texts
from moderation.dashboard.actors import Actors
from moderation.dashboard.queries import comments_with_ids, latest_decisions, undoings
from moderation.dashboard.wording import STATUS_NAMES
from moderation.database import db

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from moderation.comments.models import Comment, Decision
    from moderation.dashboard.moments import Moment
    from moderation.sites.models import Site

EXCERPT: Final = 60


@dataclass(frozen=True, slots=True)
class Line:
    """One comment of an entry: what it says, while it is still there."""

    public_id: str
    excerpt: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was done, to one comment or to a batch.

    Attributes:
        id: The number of its last decision.
        who: Who did it.
        what: What was done, in words, without who.
        when: When.
        before: The status before, in words; None for a new comment.
        after: The status after, in words; None once deleted.
        means: How it was done, in words.
        lines: The comments it was done to.
        undone_by: The number of the decision that took it back, if one did.
        undo: What the form that takes it back says; None when it cannot be.
    """

    id: int
    who: str
    what: str
    when: Moment
    before: str | None
    after: str | None
    means: str
    lines: Sequence[Line]
    undone_by: int | None
    undo: Mapping[str, str] | None


def journal(site: Site, decisions: Sequence[Decision], now: datetime) -> list[Entry]:
    """The entries of these decisions, which come newest first; a batch is one entry."""
    facts = _Facts(site, decisions, now)
    return [facts.entry(list(group)) for _key, group in _batches(decisions)]


class _Facts:
    """What the words of some entries need, looked up at once."""

    def __init__(self, site: Site, decisions: Sequence[Decision], now: datetime) -> None:
        session, ids = db.session(), [decision.comment_id for decision in decisions]
        self._zone, self._now = site.time_zone, now
        self._actors = Actors(decisions)
        self._comments = comments_with_ids(session, site.id, ids)
        self._latest = latest_decisions(session, site.id, ids)
        self._undoings = undoings(session, site.id, [decision.id for decision in decisions])

    def entry(self, group: Sequence[Decision]) -> Entry:
        first = group[0]
        return Entry(
            id=first.id,
            who=self._actors.subject(first),
            what=self._what(group),
            when=moments.moment(first.created_at, self._zone, self._now),
            before=str(STATUS_NAMES[first.before]) if first.before else None,
            after=str(STATUS_NAMES[first.after]) if first.after else None,
            means=journal_words.means(first),
            lines=[self._line(decision) for decision in group],
            undone_by=self._undone_by(group),
            undo=self._undo(group),
        )

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


def _batches(decisions: Sequence[Decision]) -> Iterator[tuple[Any, Iterator[Decision]]]:
    key: Callable[[Decision], Any] = lambda decision: decision.batch or decision.id  # noqa: E731
    return groupby(decisions, key)
