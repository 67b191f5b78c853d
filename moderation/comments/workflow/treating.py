"""A member settles how the comments of an author are treated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, select

from moderation.comments.errors import UnknownComment
from moderation.comments.models import AuthorRule, Treatment
from moderation.comments.workflow.ledger import existing
from moderation.sites import events
from moderation.sites.events import Deed
from moderation.sites.models import Site

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime, timedelta

    from sqlalchemy.orm import Session

MAX_REASON: Final = 500
_DEEDS: Final[Mapping[Treatment | None, Deed]] = {
    Treatment.TRUST: Deed.AUTHOR_TRUSTED,
    Treatment.HOLD: Deed.AUTHOR_HELD,
    Treatment.BLOCK: Deed.AUTHOR_BLOCKED,
    None: Deed.AUTHOR_FREED,
}


def treat(
    session: Session,
    site_id: int,
    public_id: str,
    treatment: Treatment | None,
    *,
    by: events.By,
    now: datetime,
    reason: str = "",
    lasting: timedelta | None = None,
) -> None:
    """Settle how whoever wrote a comment is treated from now on; an earlier settlement is over.

    Args:
        session: The caller commits it.
        site_id: The comment must belong to this site.
        public_id: One of the author's comments.
        treatment: How; None as everybody.
        by: Who settles it, and how.
        now: When.
        reason: Why, in the member's words; at most ``MAX_REASON`` characters.
        lasting: For how long; None without an end.

    Raises:
        UnknownComment: The site has no such comment, or nothing tells who wrote it.
    """
    comment = existing(session, site_id, public_id)
    if comment.email_index is None:
        raise UnknownComment(public_id)
    # Two members who settle it at once follow each other.
    session.execute(select(Site.id).where(Site.id == site_id).with_for_update(key_share=True))
    session.execute(
        delete(AuthorRule).where(
            AuthorRule.site_id == site_id, AuthorRule.author_index == comment.email_index
        )
    )
    if treatment is not None:
        session.add(
            AuthorRule(
                site_id=site_id,
                author_index=comment.email_index,
                treatment=treatment,
                reason=reason,
                member_id=by.member_id,
                created_at=now,
                until=now + lasting if lasting else None,
            )
        )
    facts: dict[str, events.Fact] = {"comment": public_id}
    if lasting:
        facts["days"] = lasting.days
    events.record(session, _DEEDS[treatment], site_id=site_id, by=by, now=now, facts=facts)
