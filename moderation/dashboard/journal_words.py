"""The sentences of the log, which begin with who did it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask_babel import lazy_gettext as _
from flask_babel import ngettext

from moderation.comments.models import Status, Verb
from moderation.comments.workflow import OUTCOME
from moderation.dashboard.log.names import MEANS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask_babel import LazyString

    from moderation.comments.models import Decision
    from moderation.sites.models import Event

_ONE: Final[Mapping[Verb, LazyString]] = {
    Verb.APPROVE: _("approved {comment}"),
    Verb.SPAM: _("marked {comment} as spam"),
    Verb.REFUSE: _("refused {comment}"),
    Verb.PENDING: _("put {comment} back in the queue"),
    Verb.UNDO: _("undid the decision about {comment}"),
    Verb.EDIT: _("edited {comment}"),
    Verb.WITHDRAW: _("withdrew {comment}"),
    Verb.RESTORE: _("restored {comment}"),
    Verb.PURGE: _("deleted {comment} for good"),
}
_LEFT: Final = _("left {comment} as it is")
# What the site's rules did with a comment that came in.
_PLACED: Final[Mapping[Status, LazyString]] = {
    Status.PENDING: _("held {comment} for review"),
    Status.APPROVED: _("published {comment}"),
    Status.SPAM: _("marked {comment} as spam"),
}


def means(entry: Decision | Event) -> str:
    """How it was done."""
    return str(MEANS.get(entry.means, entry.means))


def one(decision: Decision) -> LazyString:
    """What was done, without who and to which comment."""
    if decision.before is None:
        return _PLACED[Status(decision.after or Status.PENDING)]
    return _LEFT if _is_left(decision) else _ONE[Verb(decision.verb)]


def many(batch: Sequence[Decision]) -> str:
    """What was done to several comments at once, without who."""
    return str(_of_many(batch, len(batch)))


def _of_many(batch: Sequence[Decision], count: int) -> LazyString | str:
    if all(map(_is_left, batch)):
        return ngettext("left %(num)d comment as it is", "left %(num)d comments as they are", count)
    match Verb(batch[0].verb):
        case Verb.SUBMIT:
            words = _("approved a comment and replied to it")
        case Verb.APPROVE:
            words = ngettext("approved %(num)d comment", "approved %(num)d comments", count)
        case Verb.SPAM:
            words = ngettext(
                "marked %(num)d comment as spam", "marked %(num)d comments as spam", count
            )
        case Verb.REFUSE:
            words = ngettext("refused %(num)d comment", "refused %(num)d comments", count)
        case Verb.PURGE:
            words = ngettext(
                "deleted %(num)d comment for good", "deleted %(num)d comments for good", count
            )
        case _:
            words = ngettext(
                "put %(num)d comment back in the queue",
                "put %(num)d comments back in the queue",
                count,
            )
    return words


def _is_left(decision: Decision) -> bool:
    """Whether a member has decided that nothing shall change."""
    return decision.before == decision.after and decision.verb in OUTCOME
