"""A comment, the decisions taken about it, and what else is kept for whoever moderates it."""

from moderation.comments.models.author import AuthorRule, Note, Treatment
from moderation.comments.models.comment import (
    Comment,
    CommentVersion,
    FindingRow,
    new_public_id,
)
from moderation.comments.models.decision import ActorKind, Decision, LogLink, Status, Verb
from moderation.comments.models.presence import Presence
from moderation.comments.models.refusal import AuthorMessage, RefusalReason
from moderation.comments.models.report import ChangeRequest, Report, ReportReason

__all__ = [
    "ActorKind",
    "AuthorMessage",
    "AuthorRule",
    "ChangeRequest",
    "Comment",
    "CommentVersion",
    "Decision",
    "FindingRow",
    "LogLink",
    "Note",
    "Presence",
    "RefusalReason",
    "Report",
    "ReportReason",
    "Status",
    "Treatment",
    "Verb",
    "new_public_id",
]
