"""The public shape of a comment: an explicit list of keys and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moderation.comments.models import Status
from moderation.comments.rendering import render

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Row

    from moderation.comments.models import Comment
    from moderation.comments.public import Thread


def public(thread: Thread) -> dict[str, Any]:
    """One line of the public list."""
    row = thread.row
    approved = row.status == Status.APPROVED
    return {
        "id": row.public_id,
        "legacy_id": row.legacy_id,
        "parent": row.parent,
        "author": _author(row) if approved else None,
        "html": _html(row) if approved else None,
        "language": row.language,
        "created_at": instant(row.created_at),
        "edited_at": instant(row.edited_at) if approved and row.edited_at else None,
        "edited_by": edited_by(row.edited_at, row.moderated_at) if approved else None,
        "removed": None if approved else removed_by(row.status),
        "replies": None
        if thread.replies is None
        else {"count": thread.replies, "next": str(thread.next) if thread.next else None},
    }


def own(comment: Comment, *, edit_until: datetime, reason: str | None = None) -> dict[str, Any]:
    """A comment as its author sees it, in any state; spam looks as if it waited.

    ``reason`` is what the author of a refused comment is told.
    """
    return {
        "id": comment.public_id,
        "status": own_status(comment),
        "parent": comment.parent.public_id if comment.parent else None,
        "author": {
            "name": comment.author_name,
            "website": comment.author_website,
            "staff": comment.member_id is not None,
        },
        "html": comment.html,
        "language": comment.language,
        "body": comment.body,
        "created_at": instant(comment.created_at),
        "edited_at": instant(comment.edited_at) if comment.edited_at else None,
        "edited_by": edited_by(comment.edited_at, comment.moderated_at),
        "edit_until": instant(edit_until),
        "reason": reason,
    }


def own_status(comment: Comment) -> str:
    """The status told to the author: whoever sends spam learns nothing from the answer."""
    return Status.PENDING.value if comment.status == Status.SPAM else str(comment.status)


def edited_by(edited_at: datetime | None, moderated_at: datetime | None) -> str | None:
    """Whose text a comment shows since it was last edited; None where nobody has."""
    if edited_at is None:
        return None
    return "moderation" if moderated_at and moderated_at >= edited_at else "author"


def removed_by(status: str) -> str:
    """Who took a comment away."""
    return "author" if status == Status.WITHDRAWN else "moderation"


def instant(moment: datetime) -> str:
    """An instant as RFC 3339 in UTC, to the second."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _html(row: Row[Any]) -> str:
    """What is kept, unless another version of the renderer made it."""
    return str(row.html) if row.outdated_source is None else render(row.outdated_source)


def _author(row: Row[Any]) -> dict[str, Any]:
    return {
        "name": row.author_name,
        "website": row.author_website,
        "staff": row.member_id is not None,
    }
