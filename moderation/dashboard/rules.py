"""Where the rule stands that a finding comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import url_for

from moderation.dashboard import scope
from moderation.dashboard.marks import WATCHING
from moderation.dashboard.queues import Queue
from moderation.members import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moderation.comments.models import Comment

OF_AUTHOR: Final = frozenset({"author", "blocked"})
# On which page of settings the rules of the others stand.
SETTINGS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("policy", "first", "links"), "dashboard.moderating_settings"),
    **dict.fromkeys(WATCHING, "dashboard.words_settings"),
}


def rule_address(code: str, comment: Comment) -> str:
    """The page of a finding's rule, for whoever may see it; else what else the rule holds."""
    if code in OF_AUTHOR:
        author = url_for("dashboard.author", public_id=comment.public_id)
        return f"{author}#treatment"
    if code in SETTINGS and scope.may(Role.ADMINISTRATOR):
        return url_for(SETTINGS[code])
    return url_for("dashboard.queue", status=Queue.PENDING, reason=code)
