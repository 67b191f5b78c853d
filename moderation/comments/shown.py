"""What of a comment leaves the database for the public: these columns, and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, case, null, select
from sqlalchemy.orm import aliased

from moderation.comments.models import Comment, Status
from moderation.comments.rendering import RENDERER

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select

_parent = aliased(Comment)
IS_PUBLIC: Final = Comment.status == Status.APPROVED


def _if_public(column: Any) -> ColumnElement[Any]:  # noqa: ANN401 - any mapped column
    """The column of an approved comment; nothing of any other one leaves the database."""
    return case((IS_PUBLIC, column), else_=null())


COLUMNS: Final = (
    Comment.id,
    Comment.root_id,
    Comment.public_id,
    Comment.legacy_id,
    _parent.public_id.label("parent"),
    Comment.status,
    Comment.created_at,
    _if_public(Comment.author_name).label("author_name"),
    _if_public(Comment.author_website).label("author_website"),
    _if_public(Comment.member_id).label("member_id"),
    _if_public(Comment.language).label("language"),
    _if_public(Comment.html).label("html"),
    # The source comes along only where another renderer made the HTML.
    case((and_(IS_PUBLIC, Comment.renderer != RENDERER), Comment.body), else_=null()).label(
        "outdated_source"
    ),
    _if_public(Comment.edited_at).label("edited_at"),
    _if_public(Comment.moderated_at).label("moderated_at"),
)


def listed() -> Select[Any]:
    """The public columns of every comment that has a line in a list."""
    return select(*COLUMNS).outerjoin(_parent, _parent.id == Comment.parent_id).where(Comment.shown)
