"""What a comment said before, as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext

from moderation.comments.queries import versions_of
from moderation.dashboard import moments
from moderation.dashboard.differences import differences
from moderation.database import db
from moderation.members.queries import names_of

if TYPE_CHECKING:
    from datetime import datetime

    from markupsafe import Markup

    from moderation.comments.models import Comment, CommentVersion
    from moderation.dashboard.moments import Moment


@dataclass(frozen=True, slots=True)
class Version:
    """One edit of a text.

    Attributes:
        when: When it was edited.
        who: The member who did it; None for the author.
        reason: Why a member did it.
        changes: What was changed by it, word by word.
    """

    when: Moment
    who: str | None
    reason: str | None
    changes: Markup


def versions(comment: Comment, now: datetime) -> list[Version]:
    """Every edit of a comment, the latest one first."""
    rows = versions_of(db.session(), comment)
    names = names_of(db.session(), {row.member_id for row in rows if row.member_id})
    bodies = [*(row.body for row in rows), comment.body]
    return [
        Version(
            when=moments.moment(row.replaced_at, comment.site.time_zone, now),
            who=_who(row, names),
            reason=row.reason,
            changes=differences(row.body, after),
        )
        for row, after in zip(reversed(rows), reversed(bodies[1:]), strict=True)
    ]


def _who(row: CommentVersion, names: dict[int, str]) -> str | None:
    if row.member_id is None:
        return None
    return names.get(row.member_id) or str(gettext("a former member"))
