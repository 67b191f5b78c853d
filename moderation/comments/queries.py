"""The readers of comments outside the public list (which is ``comments.public``)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select
from sqlalchemy.orm import undefer

from moderation.comments.authors import treatments
from moderation.comments.models import Comment, CommentVersion, Decision, Status, Treatment
from moderation.comments.tokens import comment_of_token

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from moderation.comments.submission import Submission

SIMILAR_WINDOW: Final = timedelta(days=7)
# Added to a site's number where decisions are found by something narrower: SQLite would take the
# site's index instead, and go through all of its log.
NARROWED: Final = 0


@dataclass(frozen=True, slots=True)
class History:
    """What is known about the author of a submission and about texts like it.

    Attributes:
        known: Proved, by the token of an approved comment, to have been published here.
        similar: How many comments of the last 7 days have the same text.
        typed: How members settled that comments with the address that was typed are treated.
        proved: The same for the address of the comment whose token was sent; trust needs one that
            was published.
    """

    known: bool
    similar: int
    typed: Treatment | None = None
    proved: Treatment | None = None


def by_public_id(
    session: Session, site_id: int, public_id: str, *, held: bool = False
) -> Comment | None:
    """The site's comment of that id, in any state.

    ``held``, it is read as it is now, and stays so until the transaction ends.
    """
    query = select(Comment).where(Comment.site_id == site_id, Comment.public_id == public_id)
    if held:
        query = query.with_for_update().execution_options(populate_existing=True)
    return session.scalars(query).one_or_none()


def by_idempotency_key(session: Session, site_id: int, key: str) -> Comment | None:
    """The comment that a client's key made."""
    return session.scalars(
        select(Comment).where(Comment.site_id == site_id, Comment.idempotency_key == key)
    ).one_or_none()


def latest_decision(session: Session, comment_id: int) -> Decision | None:
    """The last thing recorded about a comment."""
    return session.scalars(
        select(Decision)
        .where(Decision.comment_id == comment_id)
        .order_by(Decision.id.desc())
        .limit(1)
    ).one_or_none()


def history_of(
    session: Session,
    site_id: int,
    submission: Submission,
    *,
    signing_key: str,
    now: datetime,
    author_index: bytes | None = None,
    apart_from: int = 0,
) -> History:
    """What screening may know; a typed name or e-mail proves nothing in anybody's favour.

    ``author_index`` is the blind index of the address that was typed. A comment that is edited is
    not similar to itself: ``apart_from`` is its row.
    """
    similar = session.scalar(
        select(func.count())
        .select_from(Comment)
        .where(
            Comment.site_id == site_id,
            Comment.body_hash == submission.body_hash,
            Comment.created_at > now - SIMILAR_WINDOW,
            Comment.id != apart_from,
        )
    )
    public_id = comment_of_token(submission.proof, signing_key) if submission.proof else None
    earlier = by_public_id(session, site_id, public_id) if public_id else None
    known = earlier is not None and earlier.status == Status.APPROVED
    proved_index = earlier.email_index if earlier else None
    settled = treatments(session, site_id, {author_index, proved_index}, now)
    proved = settled.get(proved_index or b"")
    return History(
        known=known,
        similar=similar or 0,
        typed=settled.get(author_index or b""),
        proved=None if proved is Treatment.TRUST and not known else proved,
    )


def decisions_about(session: Session, comment_id: int) -> Sequence[Decision]:
    """Everything recorded about a comment, oldest first."""
    return session.scalars(
        select(Decision).where(Decision.comment_id == comment_id).order_by(Decision.id)
    ).all()


def versions_of(session: Session, comment: Comment) -> Sequence[CommentVersion]:
    """What the text of a comment was before each edit, oldest first; its text now is not in it."""
    return session.scalars(
        select(CommentVersion)
        .where(CommentVersion.comment_id == comment.id)
        .order_by(CommentVersion.id)
    ).all()


def decision_with_id(
    session: Session, site_ids: Iterable[int], decision_id: int
) -> Decision | None:
    """One entry of the log of these sites."""
    return session.scalars(
        select(Decision).where(Decision.id == decision_id, Decision.site_id.in_(list(site_ids)))
    ).one_or_none()


def batch_decisions(session: Session, site_ids: Iterable[int], batch: str) -> Sequence[Decision]:
    """The decisions of one bulk action, oldest first."""
    return session.scalars(
        select(Decision)
        .where(Decision.batch == batch, (Decision.site_id + NARROWED).in_(list(site_ids)))
        .order_by(Decision.id)
    ).all()


def sealed_email(session: Session, comment: Comment) -> bytes | None:
    """The sealed e-mail of a comment: reading it is a deliberate act."""
    return (
        session.scalars(
            select(Comment)
            .where(Comment.id == comment.id)
            .options(undefer(Comment.email_sealed))
            .execution_options(populate_existing=True)
        )
        .one()
        .email_sealed
    )
