"""Domain errors, named for what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from moderation.comments.models import Comment, Decision


class ArticleClosed(Exception):
    """The article takes no comments."""


class ParentGone(Exception):
    """The comment replied to is not public, or not on this article."""


class KeyReused(Exception):
    """The idempotency key was used before, with another body."""


class UnknownComment(Exception):
    """The site has no such comment."""


class TooLate(Exception):
    """The time in which an author may do this is over."""


class NotErasable(Exception):
    """Only refused, spam and withdrawn comments are deleted for good."""


class AlreadyDecided(Exception):
    """Somebody else was first.

    Attributes:
        comment: The comment as it is now.
        decision: The latest decision about it, if there is one.
    """

    def __init__(self, comment: Comment, decision: Decision | None) -> None:
        """Carry the state as it is, for the person who came second."""
        super().__init__(comment.public_id)
        self.comment = comment
        self.decision = decision
