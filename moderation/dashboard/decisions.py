"""Which decisions are offered about a comment, and how their buttons look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from moderation.comments.models import Status, Verb
from moderation.dashboard.shortcuts import KEYS
from moderation.dashboard.wording import VERB_NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask_babel import LazyString

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


def _choices(*verbs: Verb) -> Sequence[Choice]:
    return tuple(
        Choice(verb, VERB_NAMES[verb], TONES.get(verb, ""), KEYS[f"decide:{verb}"])
        for verb in verbs
    )


# A withdrawn comment is its author's to bring back.
OFFERED: Final[Mapping[Status, Sequence[Choice]]] = {
    Status.PENDING: _choices(Verb.APPROVE, Verb.SPAM, Verb.REFUSE),
    Status.APPROVED: _choices(Verb.SPAM, Verb.REFUSE, Verb.PENDING),
    Status.SPAM: _choices(Verb.APPROVE, Verb.REFUSE, Verb.PENDING),
    Status.REFUSED: _choices(Verb.APPROVE, Verb.SPAM, Verb.PENDING),
    Status.WITHDRAWN: (),
}
