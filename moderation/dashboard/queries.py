"""What the dashboard's own pages read beside the queues; every question names its site."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from moderation.comments.models import (
    ActorKind,
    ChangeRequest,
    Comment,
    Decision,
    Report,
    Verb,
)
from moderation.comments.queries import NARROWED
from moderation.sites.models import Article

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

# What a row shows beside the comment itself.
FOR_ROWS: Final = (
    joinedload(Comment.article),
    joinedload(Comment.site),
    joinedload(Comment.parent),
    joinedload(Comment.open_change_request),
    selectinload(Comment.findings),
    selectinload(Comment.open_reports),
)
ANCESTORS: Final = 5
REPLIES: Final = 10
DAYS_WORK: Final = 10_000


@dataclass(frozen=True, slots=True)
class Conversation:
    """What stands around a comment.

    Attributes:
        above: The comments it replies to, outermost first; the nearest ones of a deep thread.
        below: The first replies to it, in any state.
    """

    above: Sequence[Comment]
    below: Sequence[Comment]


@dataclass(frozen=True, slots=True)
class Work:
    """What members decided in a while.

    Attributes:
        decisions: How many.
        delay: The median time that comments waited for one; None when nothing was decided.
    """

    decisions: int
    delay: timedelta | None


def comment_page(session: Session, site_id: int, public_id: str) -> Comment | None:
    """The site's comment of that id with all that its page shows."""
    return session.scalars(
        select(Comment)
        .where(Comment.site_id == site_id, Comment.public_id == public_id)
        .options(*FOR_ROWS)
    ).one_or_none()


def comments_named(session: Session, site_id: int, public_ids: Iterable[str]) -> Sequence[Comment]:
    """The site's comments of these ids, oldest first."""
    return session.scalars(
        select(Comment)
        .where(Comment.site_id == site_id, Comment.public_id.in_(list(public_ids)))
        .options(*FOR_ROWS)
        .order_by(Comment.created_at, Comment.id)
    ).all()


def comments_with_ids(session: Session, site_id: int, ids: Iterable[int]) -> dict[int, Comment]:
    """The site's comments that are still there, with what was found in them, by row number."""
    found = session.scalars(
        select(Comment)
        .where(Comment.site_id == site_id, Comment.id.in_(set(ids)))
        .options(selectinload(Comment.findings))
    )
    return {comment.id: comment for comment in found}


def conversation(session: Session, comment: Comment) -> Conversation:
    """The comments above and below one."""
    above: list[Comment] = []
    nearest = comment.parent
    while nearest is not None and len(above) < ANCESTORS:
        above.insert(0, nearest)
        nearest = nearest.parent
    below = session.scalars(
        select(Comment)
        .where(Comment.site_id == comment.site_id, Comment.parent_id == comment.id)
        .options(*FOR_ROWS)
        .order_by(Comment.created_at, Comment.id)
        .limit(REPLIES)
    ).all()
    return Conversation(above, below)


def article_with_id(session: Session, site_id: int, article_id: int) -> Article | None:
    """The site's article of that row number."""
    return session.scalars(
        select(Article).where(Article.site_id == site_id, Article.id == article_id)
    ).one_or_none()


def reports_about(session: Session, comment: Comment) -> Sequence[Report]:
    """Every report of a comment, newest first."""
    return session.scalars(
        select(Report).where(Report.comment_id == comment.id).order_by(Report.id.desc())
    ).all()


def changes_asked(session: Session, comment: Comment) -> Sequence[ChangeRequest]:
    """Everything that the author of a comment asked to be changed, newest first."""
    return session.scalars(
        select(ChangeRequest)
        .where(ChangeRequest.comment_id == comment.id)
        .order_by(ChangeRequest.id.desc())
    ).all()


def was_edited(session: Session, comment: Comment, seen_version: int) -> bool:
    """Whether the text of a comment may be another one than the version that somebody has seen."""
    since = comment.version - seen_version
    verbs = session.scalars(
        select(Decision.verb)
        .where(Decision.comment_id == comment.id)
        .order_by(Decision.id.desc())
        .limit(max(since, 0))
    )
    return Verb.EDIT in verbs.all()


def latest_decisions(session: Session, site_id: int, comment_ids: Iterable[int]) -> set[int]:
    """The numbers of the last decisions about these comments: the only ones to be undone."""
    return set(
        session.scalars(
            select(func.max(Decision.id))
            .where(
                Decision.site_id + NARROWED == site_id, Decision.comment_id.in_(set(comment_ids))
            )
            .group_by(Decision.comment_id)
        )
    )


def edited(session: Session, site_id: int, comment_ids: Iterable[int]) -> set[int]:
    """Which of these comments were ever edited, by their row numbers."""
    return set(
        session.scalars(
            select(Decision.comment_id).where(
                Decision.site_id + NARROWED == site_id,
                Decision.comment_id.in_(set(comment_ids)),
                Decision.verb == Verb.EDIT,
            )
        )
    )


def undoings(session: Session, site_id: int, decision_ids: Iterable[int]) -> dict[int, int]:
    """Which of these decisions were undone, and by which one."""
    found = session.execute(
        select(Decision.undoes_id, Decision.id).where(
            Decision.site_id + NARROWED == site_id, Decision.undoes_id.in_(list(decision_ids))
        )
    )
    return {undone: undo for undone, undo in found if undone is not None}


def work_since(session: Session, site_id: int, since: datetime) -> Work:
    """What members decided since an instant, and how long comments waited for it."""
    found = session.execute(
        select(Decision.created_at, Comment.created_at)
        .join(Comment, Comment.id == Decision.comment_id)
        .where(
            Decision.site_id == site_id,
            Decision.created_at >= since,
            Decision.actor_kind == ActorKind.MEMBER,
            Decision.verb.in_([Verb.APPROVE, Verb.SPAM, Verb.REFUSE]),
        )
        .order_by(Decision.id.desc())
        .limit(DAYS_WORK)
    )
    waits = [(decided - came).total_seconds() for decided, came in found]
    return Work(len(waits), timedelta(seconds=median(waits)) if waits else None)
