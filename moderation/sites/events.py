"""The only writer of events: what was done to a site or to its people; it never commits.

Facts are codes, numbers and public ids: no name, no address and no text goes into a log that
cannot be changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from moderation.sites.models import Event

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

# What a fact may be: a code, a number, or a list of them.
Fact = str | int | bool | None | list[Any]


class Deed(StrEnum):
    """What was done."""

    SITE_ADDED = "site.added"
    SITE_SET = "site.set"
    SITE_ORIGINS = "site.origins"
    SITE_MOVED = "site.moved"
    ARTICLE_OPENED = "article.opened"
    ARTICLE_CLOSED = "article.closed"
    ARTICLE_ALIASED = "article.aliased"
    AUTHOR_TRUSTED = "author.trusted"
    AUTHOR_HELD = "author.held"
    AUTHOR_BLOCKED = "author.blocked"
    AUTHOR_FREED = "author.freed"
    COMMENTS_PURGED = "comments.purged"
    MEMBER_INVITED = "member.invited"
    MEMBER_ROLE = "member.role"
    MEMBER_REVOKED = "member.revoked"
    MEMBER_RESET = "member.reset"


@dataclass(frozen=True, slots=True)
class By:
    """Who did it, and by what means (``button command api …``); without a member, the command line.

    Attributes:
        means: How it was done.
        member_id: Who, if a member.
    """

    means: str
    member_id: int | None = None


BY_COMMAND: Final = By("command")


def record(
    session: Session,
    verb: Deed,
    *,
    site_id: int | None,
    by: By,
    now: datetime,
    facts: Mapping[str, Fact] | None = None,
) -> Event:
    """Append one act, in the transaction of the act itself.

    Args:
        session: The caller commits it.
        verb: What was done.
        site_id: To which site; None for the whole service.
        by: Who did it, and how.
        now: When.
        facts: What its sentence needs to know.
    """
    event = Event(
        site_id=site_id,
        verb=verb.value,
        facts=dict(facts or {}),
        member_id=by.member_id,
        means=by.means,
        created_at=now,
    )
    session.add(event)
    session.flush()
    return event
