"""Which decisions are offered about a comment, and how their buttons look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from flask_babel import lazy_gettext as _

from moderation.comments.models import Status, Verb
from moderation.dashboard.shortcuts import KEYS
from moderation.dashboard.wording import VERB_NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask_babel import LazyString

    from moderation.comments.models import Comment
    from moderation.dashboard.queues import Queue

TONES: Final[Mapping[Verb, str]] = {Verb.APPROVE: "ok", Verb.SPAM: "warn", Verb.REFUSE: "bad"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A decision as a button.

    Attributes:
        verb: What it does.
        label: Its words.
        tone: Its pen: ok, warn, bad, or none.
        key: The key that does the same.
    """

    verb: Verb
    label: LazyString
    tone: str
    key: str


def offered(comment: Comment) -> Sequence[Choice]:
    """What can be decided about a comment.

    Where people told something about it, that can be settled by leaving it as it is.
    """
    if comment.erased_at:
        return ()
    status = Status(comment.status)
    stays = STAYS.get(status) if is_told_about(comment) else None
    return sorted([stays, *OFFERED[status]], key=_place) if stays else OFFERED[status]


def offered_in(queue: Queue) -> Sequence[Choice]:
    """What can be decided about several comments of a queue at once."""
    if queue.status is None:
        return (STAYS[Status.APPROVED], *OFFERED[Status.APPROVED])
    return OFFERED[queue.status]


def is_told_about(comment: Comment) -> bool:
    """Whether a comment has open reports, or its author asks for a change."""
    return bool(comment.open_reports) or comment.open_change_request is not None


def _choice(verb: Verb, label: LazyString | None = None) -> Choice:
    return Choice(verb, label or VERB_NAMES[verb], TONES.get(verb, ""), KEYS[f"decide:{verb}"])


def _place(choice: Choice) -> int:
    """Buttons stand in one order, whatever the first one says."""
    return list(VERB_NAMES).index(choice.verb)


def _choices(*verbs: Verb) -> Sequence[Choice]:
    return tuple(_choice(verb) for verb in verbs)


# A withdrawn comment is its author's to bring back.
OFFERED: Final[Mapping[Status, Sequence[Choice]]] = {
    Status.PENDING: _choices(Verb.APPROVE, Verb.SPAM, Verb.REFUSE),
    Status.APPROVED: _choices(Verb.SPAM, Verb.REFUSE, Verb.PENDING),
    Status.SPAM: _choices(Verb.APPROVE, Verb.REFUSE, Verb.PENDING),
    Status.REFUSED: _choices(Verb.APPROVE, Verb.SPAM, Verb.PENDING),
    Status.WITHDRAWN: (),
}
STAYS: Final[Mapping[Status, Choice]] = {
    Status.APPROVED: _choice(Verb.APPROVE, _("Keep online")),
    Status.SPAM: _choice(Verb.SPAM, _("Leave as spam")),
    Status.REFUSED: _choice(Verb.REFUSE, _("Leave refused")),
}
