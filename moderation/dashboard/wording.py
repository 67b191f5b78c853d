"""Codes in words: findings, decisions, statuses, and what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from moderation.comments.models import Status, Verb

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from flask_babel import LazyString

    from moderation.comments.models import Decision, FindingRow

STATUS_NAMES: Final[Mapping[Status, LazyString]] = {
    Status.PENDING: _("waiting"),
    Status.APPROVED: _("approved"),
    Status.SPAM: _("spam"),
    Status.REFUSED: _("refused"),
    Status.WITHDRAWN: _("withdrawn"),
}
VERB_NAMES: Final[Mapping[Verb, LazyString]] = {
    Verb.APPROVE: _("Approve"),
    Verb.SPAM: _("Spam"),
    Verb.REFUSE: _("Refuse"),
    Verb.PENDING: _("Back to pending"),
}
# A reason that no rule finds: the author asks for it.
CHANGE: Final = "change"
# What a filter says: the finding without its particulars.
REASON_NAMES: Final[Mapping[str, LazyString]] = {
    CHANGE: _("Change requested"),
    "policy": _("Everything is reviewed"),
    "first": _("First comment"),
    "author": _("Author always reviewed"),
    "blocked": _("Blocked author"),
    "links": _("Links"),
    "word": _("Watched word"),
    "banned": _("Banned word"),
    "refused": _("Refused word"),
    "dup": _("Similar to others"),
    "trap": _("Bot trap filled in"),
    "fast": _("Sent too fast"),
    "ticket": _("Not sent from the form"),
    "member": _("A member’s name"),
    "unchecked": _("Could not be checked"),
}

_PARTICULARS: Final[Mapping[str, Callable[[Mapping[str, Any]], str]]] = {
    "links": lambda found: str(ngettext("%(num)d link", "%(num)d links", found["n"])),
    "word": lambda found: str(gettext("Watched word: %(word)s", word=found["word"])),
    "banned": lambda found: str(gettext("Banned word: %(word)s", word=found["word"])),
    "refused": lambda found: str(gettext("Refused word: %(word)s", word=found["word"])),
    "dup": lambda found: str(
        ngettext("Similar to %(num)d other", "Similar to %(num)d others", found["n"])
    ),
}
_DONE: Final[Mapping[Verb, LazyString]] = {
    Verb.APPROVE: _("Comment by {name} approved."),
    Verb.SPAM: _("Comment by {name} marked as spam."),
    Verb.REFUSE: _("Comment by {name} refused."),
    Verb.PENDING: _("Comment by {name} put back in the queue."),
}
# Nothing was moved, but what people told about the comment is settled.
_LEFT: Final[Mapping[Verb, LazyString]] = {
    Verb.APPROVE: _("Comment by {name} kept online."),
    Verb.SPAM: _("Comment by {name} left as spam."),
    Verb.REFUSE: _("Comment by {name} left refused."),
    Verb.PENDING: _("Comment by {name} left in the queue."),
}
_UNDONE: Final[Mapping[Status, LazyString]] = {
    Status.PENDING: _("Decision undone. The comment is back in the queue."),
    Status.APPROVED: _("Decision undone. The comment is published again."),
    Status.SPAM: _("Decision undone. The comment is spam again."),
    Status.REFUSED: _("Decision undone. The comment is refused again."),
}


def reason(finding: FindingRow) -> str:
    """Why a comment waits: one finding with its particulars."""
    particulars = _PARTICULARS.get(finding.code)
    if particulars is not None and finding.parameters:
        return particulars(finding.parameters)
    return str(REASON_NAMES.get(finding.code, finding.code))


def done(decision: Decision, name: str) -> str:
    """What was just decided about one comment."""
    words = _LEFT if decision.before == decision.after else _DONE
    return str(words[Verb(decision.verb)]).format(name=name)


def done_to_many(verb: Verb, decisions: Sequence[Decision]) -> str:
    """What was just decided about several comments."""
    count = len(decisions)
    if count and all(decision.before == decision.after for decision in decisions):
        return str(
            ngettext("%(num)d comment left as it is.", "%(num)d comments left as they are.", count)
        )
    match verb:
        case Verb.APPROVE:
            return str(ngettext("%(num)d comment approved.", "%(num)d comments approved.", count))
        case Verb.SPAM:
            return str(
                ngettext(
                    "%(num)d comment marked as spam.", "%(num)d comments marked as spam.", count
                )
            )
        case Verb.REFUSE:
            return str(ngettext("%(num)d comment refused.", "%(num)d comments refused.", count))
        case _:
            return str(
                ngettext(
                    "%(num)d comment put back in the queue.",
                    "%(num)d comments put back in the queue.",
                    count,
                )
            )


def undone(decision: Decision, status: Status) -> str:
    """Where a comment stands again after a decision was taken back."""
    if decision.before == decision.after:
        return str(gettext("Decision undone. The comment waits for a decision again."))
    return str(_UNDONE.get(status, _("Decision undone.")))


def undone_many(count: int) -> str:
    """How many decisions were taken back at once."""
    return str(ngettext("%(num)d decision undone.", "%(num)d decisions undone.", count))


def with_missed(done_words: str, missed: int) -> str:
    """What a bulk action did, and how many comments somebody else had decided before."""
    if missed == 0:
        return done_words
    left = ngettext(
        "%(num)d had changed meanwhile and was left as it is.",
        "%(num)d had changed meanwhile and were left as they are.",
        missed,
    )
    return f"{done_words} {left}"


def record(published: int) -> str:
    """An author's record on the site."""
    if published == 0:
        return str(gettext("First comment"))
    return str(ngettext("%(num)d already published", "%(num)d already published", published))
