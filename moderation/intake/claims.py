"""Whose comment it is: whoever holds its token wrote it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request
from flask_babel import gettext as _

from moderation.comments.queries import by_public_id
from moderation.comments.tokens import comment_of_token
from moderation.database import db
from moderation.web.instance import instance
from moderation.web.problems import Problem

if TYPE_CHECKING:
    from moderation.comments.models import Comment
    from moderation.sites.models import Site


def bearer() -> str | None:
    """The token that came along, unread."""
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


def claimed(site: Site, public_id: str) -> Comment:
    """The comment whose token came along.

    Raises:
        Problem: 401 without a token; 404, whatever is wrong with it.
    """
    token = bearer()
    if token is None:
        raise Problem(401, "token", _("Send the author’s token in the Authorization header."))
    known = comment_of_token(token, instance().keyring.signing)
    comment = by_public_id(db.session(), site.id, public_id) if known == public_id else None
    if comment is None or comment.erased_at is not None:
        raise Problem(404, "unknown-comment")
    return comment
