"""What anybody may read of a site's log, where the site wants that: what moderators decided.

No text of a comment and no name of an author is in it. What an article is called comes from
strangers too: it is told only of articles on which something has been published.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import exists, select

from moderation.comments.models import ActorKind, Comment, Decision, Status, Verb
from moderation.sites.models import Article

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

VERBS: Final = (Verb.APPROVE, Verb.SPAM, Verb.REFUSE, Verb.PENDING, Verb.UNDO, Verb.PURGE)
# Rules and authors decide nothing; what came in and was held is nobody's business.
DECIDERS: Final = (ActorKind.MEMBER, ActorKind.COMMAND)


@dataclass(frozen=True, slots=True)
class PublicDecision:
    """One decision, without what it was about.

    Attributes:
        id: Its number.
        verb: What was decided.
        at: When.
        member_id: By whom; None for the command line.
        title: What the article is called; None unless something on it is public.
        url: Where the article stands, likewise.
    """

    id: int
    verb: Verb
    at: datetime
    member_id: int | None
    title: str | None
    url: str | None


def public_decisions(
    session: Session, site_id: int, *, before: int | None = None, limit: int
) -> Sequence[PublicDecision]:
    """The newest decisions that changed something, with an id below ``before``; one more if any."""
    published = exists().where(
        Comment.article_id == Article.id, Comment.status == Status.APPROVED, Comment.shown
    )
    query = (
        select(Decision, Article.title, Article.url)
        .outerjoin(Article, (Article.id == Decision.article_id) & published)
        .where(
            Decision.site_id == site_id,
            Decision.verb.in_(VERBS),
            Decision.actor_kind.in_(DECIDERS),
            Decision.after.is_(None) | (Decision.before != Decision.after),
        )
        .order_by(Decision.id.desc())
        .limit(limit + 1)
    )
    if before is not None:
        query = query.where(Decision.id < before)
    return [
        PublicDecision(
            id=decision.id,
            verb=Verb(decision.verb),
            at=decision.created_at,
            member_id=decision.member_id,
            title=title or url,
            url=url,
        )
        for decision, title, url in session.execute(query)
    ]
