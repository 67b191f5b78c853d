"""Comments that nobody will publish any more are deleted for good, when their days are over."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select

from moderation.comments.errors import NotErasable, UnknownComment
from moderation.comments.models import ActorKind, Comment, Status
from moderation.comments.submission import Actor
from moderation.comments.workflow import purge
from moderation.sites import events
from moderation.sites.events import By, Deed
from moderation.sites.queries import all_sites

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from moderation.sites.models import Site

# The settings that say how many days comments are kept after they were decided.
DAYS: Final[Mapping[Status, str]] = {
    Status.REFUSED: "refused_days",
    Status.SPAM: "spam_days",
    Status.WITHDRAWN: "withdrawn_days",
}
# The work of one turn, for each site and status; the worker comes again in minutes.
AT_ONCE: Final = 200
SERVICE: Final = Actor(ActorKind.SYSTEM, "rule")
_DECIDED: Final = func.coalesce(Comment.decided_at, Comment.created_at)


def purge_due(session: Session, now: datetime) -> int:
    """Delete what is due on every site, and note how much in its log.

    Returns:
        How many comments were deleted.
    """
    return sum(_purge_site(session, site, now) for site in all_sites(session))


def next_due(session: Session, site: Site, status: Status) -> tuple[datetime | None, int]:
    """When the next comment of a status is deleted, and how many within a day from then."""
    days = timedelta(days=getattr(site, DAYS[status]))
    first = session.scalar(_kept(site, status, func.min(_DECIDED)))
    if first is None:
        return None, 0
    within = _kept(site, status, func.count()).where(first + timedelta(days=1) > _DECIDED)
    return first + days, session.scalar(within) or 0


def _purge_site(session: Session, site: Site, now: datetime) -> int:
    done = {status.value: _purge_status(session, site, status, now) for status in DAYS}
    facts: dict[str, events.Fact] = {status: count for status, count in done.items() if count}
    if facts:
        by = By(SERVICE.means)
        events.record(session, Deed.COMMENTS_PURGED, site_id=site.id, by=by, now=now, facts=facts)
    return sum(done.values())


def _purge_status(session: Session, site: Site, status: Status, now: datetime) -> int:
    before = now - timedelta(days=getattr(site, DAYS[status]))
    due = _kept(site, status, Comment.public_id).where(
        Comment.created_at < before, before > _DECIDED
    )
    ids = session.scalars(due.order_by(Comment.created_at, Comment.id).limit(AT_ONCE)).all()
    return sum(_purged(session, site, public_id, now) for public_id in ids)


def _purged(session: Session, site: Site, public_id: str, now: datetime) -> bool:
    """Delete one, unless somebody published or deleted it meanwhile."""
    try:
        purge(session, site.id, public_id, actor=SERVICE, now=now)
    except (UnknownComment, NotErasable):
        return False
    return True


def _kept(site: Site, status: Status, what: Any) -> Select[Any]:  # noqa: ANN401 - a column
    return select(what).where(
        Comment.site_id == site.id, Comment.status == status, Comment.erased_at.is_(None)
    )
