"""A comment, the decisions taken about it, and what else is kept for whoever moderates it."""

from moderation.comments.models.comment import (
    Comment,
    CommentVersion,
    FindingRow,
    new_public_id,
)
from moderation.comments.models.decision import ActorKind, Decision, Status, Verb
from moderation.comments.models.report import ChangeRequest, Report, ReportReason

__all__ = [
    "ActorKind",
    "ChangeRequest",
    "Comment",
    "CommentVersion",
    "Decision",
    "FindingRow",
    "Report",
    "ReportReason",
    "Status",
    "Verb",
    "new_public_id",
]
