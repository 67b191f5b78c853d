"""A member replies: what is replied to is approved, and the reply published, as one act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.comments import signals, visibility
from moderation.comments.models import Status, Verb
from moderation.comments.workflow.deciding import decide, new_batch
from moderation.comments.workflow.ledger import beaten, existing, hold, record
from moderation.comments.workflow.submitting import new_comment
from moderation.sites.articles import bump_revision

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from moderation.comments.models import Comment, Decision
    from moderation.comments.submission import Actor, Submission


def reply(
    session: Session,
    site_id: int,
    public_id: str,
    written: Submission,
    *,
    seen_version: int,
    actor: Actor,
    now: datetime,
) -> Decision:
    """Publish a member's reply, after approving the comment where that is not published yet.

    Both are one batch, which one undo takes back: the reply is then withdrawn. It may be written
    on a closed article, too, and needs no address.

    Args:
        session: The caller commits it.
        site_id: The comment must belong to this site.
        public_id: Which comment is replied to.
        written: The reply, signed with a public name, of the member who acts.
        seen_version: The version that the member was looking at.
        actor: The member.
        now: When.

    Returns:
        What is recorded of the reply; it names the batch.

    Raises:
        UnknownComment: The site has no such comment.
        AlreadyDecided: The comment has moved on since ``seen_version``, or was withdrawn.
    """
    batch, parent = new_batch(), existing(session, site_id, public_id)
    bump_revision(session, parent.article_id)
    hold(session, parent)
    if parent.version != seen_version or parent.erased_at:
        raise beaten(session, parent)
    if parent.status != Status.APPROVED:
        decide(
            session,
            site_id,
            public_id,
            Verb.APPROVE,
            seen_version=seen_version,
            actor=actor,
            now=now,
            batch=batch,
        )
    return _publish(session, parent, written, batch=batch, actor=actor, now=now)


def _publish(
    session: Session,
    parent: Comment,
    written: Submission,
    *,
    batch: str,
    actor: Actor,
    now: datetime,
) -> Decision:
    answer = new_comment(parent.article, written, parent, now)
    answer.status = Status.APPROVED
    session.add(answer)
    session.flush()
    published = record(session, answer, Verb.SUBMIT, before=None, actor=actor, now=now, batch=batch)
    visibility.refresh(session, answer)
    signals.comment_submitted.send(answer, session=session)
    return published
