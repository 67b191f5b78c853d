"""A moderator edits somebody's comment, which readers are told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from moderation.comments.models import Status, Verb
from moderation.comments.workflow.authoring import in_hand, replace_text
from moderation.comments.workflow.ledger import beaten, set_status

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from moderation.comments.models import Comment
    from moderation.comments.submission import Actor

MAX_WHY: Final = 200


def amend(
    session: Session,
    site_id: int,
    public_id: str,
    body: str,
    *,
    reason: str,
    seen_version: int,
    actor: Actor,
    now: datetime,
) -> Comment:
    """Replace the text of a comment, which stays where it stands; the original is kept.

    The same text again changes nothing.

    Args:
        session: The caller commits it.
        site_id: The comment must belong to this site.
        public_id: Which comment.
        body: The new source text, checked.
        reason: Why, for the other members; at most ``MAX_WHY`` characters.
        seen_version: The version that the member was looking at.
        actor: The member.
        now: When.

    Raises:
        UnknownComment: The site has no such comment, or only its empty place is left.
        AlreadyDecided: It has moved on since ``seen_version``, or was withdrawn.
    """
    comment = in_hand(session, site_id, public_id)
    if comment.version != seen_version or comment.status == Status.WITHDRAWN:
        raise beaten(session, comment)
    if body == comment.body:
        return comment
    replace_text(session, comment, body, now=now, member_id=actor.member_id, reason=reason)
    comment.edited_at = comment.moderated_at = now
    session.flush()
    set_status(session, comment, Status(comment.status), Verb.EDIT, actor=actor, now=now)
    return comment
