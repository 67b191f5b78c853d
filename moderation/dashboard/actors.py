"""Who decided, and what the person who came second is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from moderation.comments.models import ActorKind, Verb
from moderation.dashboard import moments
from moderation.database import db
from moderation.members.queries import names_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from flask_babel import LazyString

    from moderation.comments.models import Decision

KINDS: Final[Mapping[ActorKind, LazyString]] = {
    ActorKind.AUTHOR: _("the author"),
    ActorKind.MEMBER: _("a former member"),
    ActorKind.POLICY: _("the site’s policy"),
    ActorKind.COMMAND: _("the command line"),
    ActorKind.SYSTEM: _("the service"),
}
_ALREADY: Final[Mapping[Verb, LazyString]] = {
    Verb.APPROVE: _("Already approved by {name} {ago}."),
    Verb.SPAM: _("Already marked as spam by {name} {ago}."),
    Verb.REFUSE: _("Already refused by {name} {ago}."),
    Verb.PENDING: _("Already put back in the queue by {name} {ago}."),
    Verb.UNDO: _("The decision was undone by {name} {ago}."),
    Verb.EDIT: _("Edited by its author {ago}."),
    Verb.WITHDRAW: _("Withdrawn by its author {ago}."),
    Verb.RESTORE: _("Restored by its author {ago}."),
    Verb.PURGE: _("Deleted for good by {name} {ago}."),
}


class Actors:
    """The names of whoever took some decisions, looked up at once."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        """Look up the members among them."""
        ids = {decision.member_id for decision in decisions if decision.member_id is not None}
        self._names = names_of(db.session(), ids) if ids else {}

    def name(self, decision: Decision) -> str:
        """Who took a decision, within a sentence."""
        return self._member(decision) or str(KINDS[ActorKind(decision.actor_kind)])

    def subject(self, decision: Decision) -> str:
        """Who took a decision, at the beginning of a sentence."""
        name = self.name(decision)
        return self._member(decision) or name[:1].upper() + name[1:]

    def _member(self, decision: Decision) -> str | None:
        return None if decision.member_id is None else self._names.get(decision.member_id)


def already(decision: Decision | None, zone_name: str, now: datetime) -> str:
    """Who was first, with what, and how long ago."""
    words = _ALREADY.get(Verb(decision.verb)) if decision else None
    if decision is None or words is None:
        return str(gettext("This comment has changed since you opened the page."))
    ago = moments.moment(decision.created_at, zone_name, now).ago
    return str(words).format(name=Actors([decision]).name(decision), ago=ago)
