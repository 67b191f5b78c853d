"""People who tell the moderators something about a comment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.comments import workflow
from moderation.comments.models import ActorKind, ReportReason, Status
from moderation.comments.submission import Actor, Verdict
from moderation.web.clock import now

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.comments.models import Comment

AUTHOR = Actor(ActorKind.AUTHOR, "token")


def report(session: Session, comment: Comment, *reasons: str, message: str | None = None) -> None:
    """One reader for each reason reports a comment."""
    for number, reason in enumerate(reasons):
        workflow.report(
            session,
            comment.site_id,
            comment.public_id,
            ReportReason(reason),
            message=message,
            network=bytes([number] * 16),
            now=now(),
        )
    session.commit()


def ask_change(session: Session, comment: Comment, message: str) -> None:
    """The author asks for a change."""
    workflow.ask_change(session, comment.site_id, comment.public_id, message, now=now())
    session.commit()


def edit(session: Session, comment: Comment, body: str) -> None:
    """The author edits a comment, which stays where it is."""
    verdict = Verdict(Status(comment.status))
    workflow.edit(
        session, comment.site_id, comment.public_id, body, verdict, actor=AUTHOR, now=now()
    )
    session.commit()
