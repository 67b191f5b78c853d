"""How the public log calls what was decided, and who decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select

from moderation.comments.models import Verb
from moderation.members import Role
from moderation.members.models import Member, Membership
from moderation.sites.models import PublicLog

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask_babel import LazyString
    from sqlalchemy.orm import Session

    from moderation.comments.public_log import PublicDecision
    from moderation.sites.models import Site

DECISIONS: Final[Mapping[Verb, LazyString]] = {
    Verb.APPROVE: _("Comment approved"),
    Verb.SPAM: _("Comment marked as spam"),
    Verb.REFUSE: _("Comment refused"),
    Verb.PENDING: _("Comment put back in the queue"),
    Verb.UNDO: _("Decision undone"),
    Verb.PURGE: _("Comment deleted for good"),
}
_ROLES: Final[Mapping[Role, LazyString]] = {
    Role.READER: _("a former member"),  # whoever decided was more than that once
    Role.MODERATOR: _("a moderator"),
    Role.ADMINISTRATOR: _("an administrator"),
    Role.OWNER: _("an owner"),
}


class Deciders:
    """Who took some decisions, as the site wants them called."""

    def __init__(self, session: Session, site: Site, decisions: Sequence[PublicDecision]) -> None:
        """Look up no more than will be said."""
        self._mode = PublicLog(site.public_log)
        ids = {decision.member_id for decision in decisions if decision.member_id is not None}
        self._known: Mapping[int, str] = {}
        if self._mode == PublicLog.NAMED:
            self._known = _names(session, ids)
        elif self._mode == PublicLog.ROLE:
            self._known = _roles(session, site.id, ids)

    def name(self, decision: PublicDecision) -> str | None:
        """What to call the one who decided; None where that is not told."""
        if self._mode not in {PublicLog.NAMED, PublicLog.ROLE}:
            return None
        if decision.member_id is None:
            return str(gettext("the administration"))
        return self._known.get(decision.member_id) or str(gettext("a former member"))


def _names(session: Session, ids: set[int]) -> Mapping[int, str]:
    query = select(Member.id, Member.public_name, Member.name).where(Member.id.in_(ids))
    return {row.id: row.public_name or row.name for row in session.execute(query)}


def _roles(session: Session, site_id: int, ids: set[int]) -> Mapping[int, str]:
    here = (Membership.site_id == site_id) | Membership.site_id.is_(None)
    query = select(Membership.member_id, Membership.role).where(Membership.member_id.in_(ids), here)
    highest: dict[int, Role] = {}
    for member_id, role in session.execute(query):
        highest[member_id] = max(role, highest.get(member_id, role))
    return {member_id: str(_ROLES[role]) for member_id, role in highest.items()}
