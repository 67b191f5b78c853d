"""Who decided, and what the person who came second is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from moderation.comments.models import ActorKind, Decision, Verb
from moderation.dashboard import moments
from moderation.database import db
from moderation.members.queries import names_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from flask_babel import LazyString

    from moderation.sites.models import Event

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

_AMENDED: Final = _("Edited by {name} {ago}.")


class Actors:
    """The names of whoever is behind some entries of the log, looked up at once."""

    def __init__(self, entries: Iterable[Decision | Event]) -> None:
        """Look up the members among them."""
        ids = {entry.member_id for entry in entries if entry.member_id is not None}
        self._names = names_of(db.session(), ids) if ids else {}

    def name(self, entry: Decision | Event) -> str:
        """Who did it, within a sentence."""
        return self._member(entry) or str(KINDS[kind_of(entry)])

    def subject(self, entry: Decision | Event) -> str:
        """Who did it, at the beginning of a sentence."""
        name = self.name(entry)
        return self._member(entry) or name[:1].upper() + name[1:]

    def _member(self, entry: Decision | Event) -> str | None:
        return None if entry.member_id is None else self._names.get(entry.member_id)


def kind_of(entry: Decision | Event) -> ActorKind:
    """What kind of actor is behind an entry; events keep no word for it."""
    if isinstance(entry, Decision):
        return ActorKind(entry.actor_kind)
    if entry.member_id is not None:
        return ActorKind.MEMBER
    return ActorKind.COMMAND if entry.means == ActorKind.COMMAND else ActorKind.SYSTEM


def _said_of(decision: Decision) -> LazyString | None:
    amended = decision.verb == Verb.EDIT and decision.actor_kind == ActorKind.MEMBER
    return _AMENDED if amended else _ALREADY.get(Verb(decision.verb))


def already(decision: Decision | None, zone_name: str, now: datetime) -> str:
    """Who was first, with what, and how long ago."""
    words = _said_of(decision) if decision else None
    if decision is None or words is None:
        return str(gettext("This comment has changed since you opened the page."))
    ago = moments.moment(decision.created_at, zone_name, now).ago
    return str(words).format(name=Actors([decision]).name(decision), ago=ago)
