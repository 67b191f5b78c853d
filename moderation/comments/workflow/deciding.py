"""A member decides, and can take it back. Each decision settles what people told about it."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

from moderation.comments.models import ActorKind, AuthorMessage, Decision, Status, Verb
from moderation.comments.queries import latest_decision
from moderation.comments.workflow.ledger import beaten, existing, set_status
from moderation.comments.workflow.settling import has_open, reopen, settle

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from moderation.comments.submission import Actor

OUTCOME: Final = {
    Verb.APPROVE: Status.APPROVED,
    Verb.SPAM: Status.SPAM,
    Verb.REFUSE: Status.REFUSED,
    Verb.PENDING: Status.PENDING,
}


def decide(  # noqa: PLR0913 - all but three are given by name
    session: Session,
    site_id: int,
    public_id: str,
    verb: Verb,
    *,
    seen_version: int,
    actor: Actor,
    now: datetime,
    seen_at: datetime | None = None,
    reason: str | None = None,
    message: str | None = None,
    batch: str | None = None,
) -> Decision:
    """Approve, mark as spam, refuse, or put back to pending.

    A comment may also be left where it is, to settle reports and a change request that are open;
    what was told since the person looked stays open then.

    Args:
        session: The caller commits it.
        site_id: The comment must belong to this site.
        public_id: Which comment.
        verb: One of the keys of ``OUTCOME``.
        seen_version: The version the person was looking at.
        actor: Who decides, and how.
        now: When.
        seen_at: When the person looked at what was told; None for now.
        reason: A code, or None.
        message: What the author is told with it, or None.
        batch: Common to the decisions of one bulk action.

    Raises:
        UnknownComment: The site has no such comment.
        AlreadyDecided: The comment has moved on since ``seen_version``, is already there with
            nothing to settle, or was withdrawn by its author.
    """
    comment = existing(session, site_id, public_id)
    after = OUTCOME[verb]
    gone = comment.status == Status.WITHDRAWN or comment.erased_at is not None
    if gone or comment.version != seen_version:
        raise beaten(session, comment)
    if comment.status == after and not has_open(session, comment.id):
        raise beaten(session, comment)
    decision = set_status(
        session, comment, after, verb, actor=actor, now=now, reason=reason, batch=batch
    )
    stays = decision.before == decision.after
    settle(session, decision, told_by=seen_at if stays and seen_at else now)
    if message:
        session.add(
            AuthorMessage(
                comment_id=comment.id, decision_id=decision.id, message=message, created_at=now
            )
        )
    return decision


def undo(session: Session, decision: Decision, *, actor: Actor, now: datetime) -> Decision:
    """Take a decision back: a new decision that restores what was before.

    What it had settled is open again. A member's reply, which was not there before, is withdrawn.

    Raises:
        UnknownComment: The comment has been deleted for good.
        AlreadyDecided: Something else has been decided since, or it was undone already.
    """
    comment = existing(session, decision.site_id, decision.comment_public_id)
    latest = latest_decision(session, comment.id)
    if (
        not can_be_undone(decision)
        or latest is None
        or latest.id != decision.id
        or comment.erased_at
    ):
        raise beaten(session, comment)
    undoing = set_status(
        session,
        comment,
        Status(decision.before or Status.WITHDRAWN),
        Verb.UNDO,
        actor=actor,
        now=now,
        undoes=decision,
    )
    reopen(session, decision)
    if again := _made_again(session, decision):
        settle(session, undoing, told_by=again.created_at)
    return undoing


def _made_again(session: Session, undone: Decision) -> Decision | None:
    """The decision that holds again once an undo is undone; None where it is taken back again."""
    former, holds = undone, False
    while former.verb == Verb.UNDO:
        former, holds = session.get_one(Decision, former.undoes_id), not holds
    return former if holds else None


def can_be_undone(decision: Decision) -> bool:
    """Whether an entry is a moderator's; what an author did is the author's to take back."""
    replied = decision.verb == Verb.SUBMIT and decision.actor_kind == ActorKind.MEMBER
    return replied or decision.verb in {*OUTCOME, Verb.UNDO}


def new_batch() -> str:
    """A name for the decisions of one bulk action."""
    return secrets.token_hex(8)
