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
    count = len(batch)
    if all(map(_is_left, batch)):
        return str(
            ngettext("left %(num)d comment as it is", "left %(num)d comments as they are", count)
        )
    match Verb(batch[0].verb):
        case Verb.APPROVE:
            return str(ngettext("approved %(num)d comment", "approved %(num)d comments", count))
        case Verb.SPAM:
            return str(
                ngettext("marked %(num)d comment as spam", "marked %(num)d comments as spam", count)
            )
        case Verb.REFUSE:
            return str(ngettext("refused %(num)d comment", "refused %(num)d comments", count))
        case Verb.PURGE:
            return str(
                ngettext(
                    "deleted %(num)d comment for good", "deleted %(num)d comments for good", count
                )
            )
        case _:
            return str(
                ngettext(
                    "put %(num)d comment back in the queue",
                    "put %(num)d comments back in the queue",
                    count,
                )
            )


def _is_left(decision: Decision) -> bool:
    """Whether a member has decided that nothing shall change."""
    return decision.before == decision.after and decision.verb in OUTCOME
