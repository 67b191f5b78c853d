"""The one place where a status changes, and the trace that every change leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import CursorResult, update
from sqlalchemy.exc import InvalidRequestError

from moderation.comments import signals, visibility
from moderation.comments.errors import AlreadyDecided, UnknownComment
from moderation.comments.models import Comment, Decision, FindingRow, Status, Verb
from moderation.comments.queries import by_public_id, latest_decision
from moderation.sites.articles import bump_revision

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from moderation.comments.submission import Actor, Verdict


def set_status(
    session: Session,
    comment: Comment,
    after: Status,
    verb: Verb,
    *,
    actor: Actor,
    now: datetime,
    reason: str | None = None,
    batch: str | None = None,
    undoes: Decision | None = None,
) -> Decision:
    """Change a comment's status and record it. The condition stands in the UPDATE.

    Where the public list changes, the article's row is taken first, by everybody in that order:
    two who decide about a comment and about a reply to it never wait for each other. A comment
    that stays where it was has stood there since the former decision.

    Raises:
        AlreadyDecided: Another transaction was first.
        UnknownComment: It has been deleted for good meanwhile.
    """
    before = Status(comment.status)
    in_public = Status.APPROVED in {before, after}
    if in_public:
        bump_revision(session, comment.article_id)
    moved_at = None if after == Status.PENDING else now
    _move(session, comment, after, decided_at=comment.decided_at if after == before else moved_at)
    decision = record(
        session,
        comment,
        verb,
        before=before,
        actor=actor,
        now=now,
        reason=reason,
        batch=batch,
        undoes=undoes,
    )
    if in_public:
        visibility.refresh(session, comment)
    signals.comment_decided.send(comment, session=session, decision=decision)
    return decision


def _move(
    session: Session, comment: Comment, after: Status, *, decided_at: datetime | None
) -> None:
    """Move a comment on from the state in which it was seen, or raise who was first."""
    seen = comment.version
    result = session.execute(
        update(Comment)
        .where(Comment.id == comment.id, Comment.version == seen, Comment.status == comment.status)
        .values(status=after, version=seen + 1, decided_at=decided_at)
        .execution_options(synchronize_session=False)
    )
    _read_again(session, comment)
    if not isinstance(result, CursorResult) or result.rowcount != 1:
        raise beaten(session, comment)


def hold(session: Session, comment: Comment) -> None:
    """Read a comment as it is now; nobody else changes it before the caller is done.

    Replies to it may be written meanwhile.

    Raises:
        UnknownComment: It has been deleted for good.
    """
    # What was joined to it when it was read first is read again too, and not held.
    _read_again(session, comment, with_for_update={"key_share": True, "of": Comment})


def _read_again(session: Session, comment: Comment, **options: Any) -> None:  # noqa: ANN401
    public_id = comment.public_id
    try:
        session.refresh(comment, **options)
    except InvalidRequestError as error:  # the row is gone
        raise UnknownComment(public_id) from error


def record(
    session: Session,
    comment: Comment,
    verb: Verb,
    *,
    before: Status | None,
    actor: Actor,
    now: datetime,
    reason: str | None = None,
    batch: str | None = None,
    undoes: Decision | None = None,
) -> Decision:
    """Append what happened to a comment."""
    decision = Decision(
        site_id=comment.site_id,
        article_id=comment.article_id,
        comment_id=comment.id,
        comment_public_id=comment.public_id,
        verb=verb,
        before=before,
        after=None if verb == Verb.PURGE else comment.status,
        actor_kind=actor.kind,
        member_id=actor.member_id,
        means=actor.means,
        reason=reason,
        batch=batch,
        undoes_id=undoes.id if undoes else None,
        created_at=now,
    )
    session.add(decision)
    session.flush()
    return decision


def finding_rows(verdict: Verdict) -> list[FindingRow]:
    """What screening found, to be kept with the comment."""
    return [
        FindingRow(code=finding.code, parameters=dict(finding.parameters))
        for finding in verdict.findings
    ]


def existing(session: Session, site_id: int, public_id: str, *, held: bool = False) -> Comment:
    """The site's comment of that id; ``held``, nobody else changes it before the caller is done.

    Raises:
        UnknownComment: There is none.
    """
    comment = by_public_id(session, site_id, public_id, held=held)
    if comment is None:
        raise UnknownComment(public_id)
    return comment


def beaten(session: Session, comment: Comment) -> AlreadyDecided:
    """What to raise when somebody else was first."""
    return AlreadyDecided(comment, latest_decision(session, comment.id))
