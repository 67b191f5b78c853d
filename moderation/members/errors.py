"""Domain errors, named for what happened; their texts are sentences."""

from __future__ import annotations


class MemberRefused(ValueError):
    """What was asked for a member cannot be done; the text says why."""


class EmailRefused(MemberRefused):
    """The text is not an e-mail address."""


class LastOwner(MemberRefused):
    """Somebody must remain who owns what this member owns."""


class UnknownMember(MemberRefused):
    """Nobody has that address."""


class NotActive(MemberRefused):
    """The member was revoked, or has not accepted the invitation yet."""
