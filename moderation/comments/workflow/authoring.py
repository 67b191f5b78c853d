"""An author changes a comment, takes it back, and asks for what he can no longer change."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from moderation.comments.errors import TooLate, UnknownComment
from moderation.comments.models import ChangeRequest, CommentVersion, Status, Verb
from moderation.comments.queries import latest_decision
from moderation.comments.rendering import RENDERER, render
from moderation.comments.submission import text_fingerprint
from moderation.comments.workflow.ledger import beaten, existing, finding_rows, hold, set_status
from moderation.sites.models import Article

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from moderation.comments.models import Comment
    from moderation.comments.submission import Actor, Verdict

# The author is offered it for ten seconds; the rest is for slow networks.
RESTORED_WITHIN: Final = timedelta(seconds=60)
# What may be edited, from the freest to the strictest.
EDITABLE: Final = (Status.APPROVED, Status.PENDING, Status.SPAM)
# What an edit may make of it; from the last there is no way back.
OUTCOMES: Final = (*EDITABLE, Status.REFUSED)


def edit(
    session: Session,
    site_id: int,
    public_id: str,
    body: str,
    verdict: Verdict,
    *,
    actor: Actor,
    now: datetime,
) -> Comment:
    """Replace the text of a comment; the former one is kept for the moderators.

    An edit never makes a comment freer than it was: at best it stays where it is. The same text
    again changes nothing.

    Args:
        session: The caller commits it.
        site_id: The comment must belong to this site.
        public_id: Which comment.
        body: The new source text, checked.
        verdict: What screening says of the comment with this text.
        actor: Its author.
        now: When.

    Raises:
        UnknownComment: The site has no such comment, or only its empty place is left.
        AlreadyDecided: It has been refused or withdrawn.
    """
    comment = in_hand(session, site_id, public_id)
    before = Status(comment.status)
    if before not in EDITABLE:
        raise beaten(session, comment)
    if body == comment.body:
        return comment
    replace_text(session, comment, body, now=now)
    comment.findings = finding_rows(verdict)
    if before == Status.APPROVED:
        comment.edited_at = now
    session.flush()
    after = max(before, verdict.status, key=OUTCOMES.index)
    set_status(session, comment, after, Verb.EDIT, actor=actor, now=now)
    return comment


def withdraw(
    session: Session, site_id: int, public_id: str, *, actor: Actor, now: datetime
) -> Comment:
    """Take a comment back, as its author; once is enough.

    Raises:
        UnknownComment: The site has no such comment, or only its empty place is left.
    """
    comment = in_hand(session, site_id, public_id)
    if comment.status != Status.WITHDRAWN:
        set_status(session, comment, Status.WITHDRAWN, Verb.WITHDRAW, actor=actor, now=now)
    return comment


def restore(
    session: Session, site_id: int, public_id: str, *, actor: Actor, now: datetime
) -> Comment:
    """Undo a withdrawal, as its author: the comment stands where it stood before.

    Raises:
        UnknownComment: The site has no such comment, or only its empty place is left.
        TooLate: It was withdrawn more than a minute ago.
    """
    comment = in_hand(session, site_id, public_id)
    if comment.status != Status.WITHDRAWN:
        return comment
    withdrawal = latest_decision(session, comment.id)
    if withdrawal is None or withdrawal.before is None:
        raise TooLate
    if now - withdrawal.created_at > RESTORED_WITHIN:
        raise TooLate
    before = Status(withdrawal.before)
    set_status(session, comment, before, Verb.RESTORE, actor=actor, now=now, undoes=withdrawal)
    return comment


def ask_change(
    session: Session, site_id: int, public_id: str, message: str, *, now: datetime
) -> ChangeRequest:
    """Ask the moderators for a change; while a request is open, another one replaces its words.

    The comment's version moves: whoever has not read the request does not settle it unread.

    Raises:
        UnknownComment: The site has no such comment, or only its empty place is left.
        AlreadyDecided: It has been withdrawn.
    """
    comment = in_hand(session, site_id, public_id)
    if comment.status == Status.WITHDRAWN:
        raise beaten(session, comment)
    request = session.scalars(
        select(ChangeRequest).where(
            ChangeRequest.comment_id == comment.id, ChangeRequest.settled_at.is_(None)
        )
    ).one_or_none()
    if request is None:
        request = ChangeRequest(comment_id=comment.id)
        session.add(request)
    if request.message != message:
        request.message, request.created_at = message, now
        comment.version += 1
    session.flush()
    return request


def replace_text(
    session: Session,
    comment: Comment,
    body: str,
    *,
    now: datetime,
    member_id: int | None = None,
    reason: str | None = None,
) -> None:
    """Give a comment another text; the former one is kept, with who else replaced it and why."""
    session.add(
        CommentVersion(
            comment_id=comment.id,
            body=comment.body,
            member_id=member_id,
            reason=reason,
            replaced_at=now,
        )
    )
    comment.body, comment.body_hash = body, text_fingerprint(body)
    comment.html, comment.renderer = render(body), RENDERER


def in_hand(session: Session, site_id: int, public_id: str) -> Comment:
    """A comment that nobody else changes before the caller is done.

    The article's row is taken first, as by everybody who may change what the public sees, and
    without stopping those who write a new comment.
    """
    comment = existing(session, site_id, public_id)
    session.execute(
        select(Article.id).where(Article.id == comment.article_id).with_for_update(key_share=True)
    )
    hold(session, comment)
    if comment.erased_at is not None:
        raise UnknownComment(public_id)
    return comment
