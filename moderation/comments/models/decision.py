"""What is done to comments, by whom, and the log that keeps it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from moderation.database import Base, Identity, Reference, UtcDateTime


class Status(StrEnum):
    """Where a comment stands."""

    PENDING = "pending"
    APPROVED = "approved"
    SPAM = "spam"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Verb(StrEnum):
    """What was done to a comment; the author edits, withdraws and restores."""

    SUBMIT = "submit"
    APPROVE = "approve"
    SPAM = "spam"
    REFUSE = "refuse"
    PENDING = "pending"
    UNDO = "undo"
    EDIT = "edit"
    WITHDRAW = "withdraw"
    RESTORE = "restore"
    PURGE = "purge"


class ActorKind(StrEnum):
    """Who did it."""

    AUTHOR = "author"
    MEMBER = "member"
    POLICY = "policy"
    COMMAND = "command"
    SYSTEM = "system"


class Decision(Base):
    """One change of a comment's state. Append-only: triggers refuse UPDATE and DELETE.

    It holds ids and codes only, and no foreign key to the comment, which it outlives.
    """

    __tablename__ = "decision"
    __table_args__ = (
        Index("ix_decision_comment", "comment_id", "id"),
        Index("ix_decision_site", "site_id", "id"),
        Index("ix_decision_batch", "batch"),
    )

    id: Mapped[Identity]
    site_id: Mapped[Reference]
    article_id: Mapped[Reference]
    comment_id: Mapped[Reference]
    comment_public_id: Mapped[str] = mapped_column(String(32))
    verb: Mapped[Verb] = mapped_column(String(10))
    before: Mapped[Status | None] = mapped_column(String(10))
    after: Mapped[Status | None] = mapped_column(String(10))
    actor_kind: Mapped[ActorKind] = mapped_column(String(10))
    member_id: Mapped[Reference | None]
    means: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str | None] = mapped_column(String(20))
    batch: Mapped[str | None] = mapped_column(String(32))
    undoes_id: Mapped[Reference | None] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class LogLink(Base):
    """One link of the chain that seals the log. Append-only, as the entries are.

    Each hash is over the one before it and over the whole entry, a decision or an event: an entry
    that was changed or taken out after it was sealed does not fit any more.
    """

    __tablename__ = "log_link"
    __table_args__ = (CheckConstraint("(decision_id IS NULL) <> (event_id IS NULL)", name="entry"),)

    id: Mapped[Identity]
    decision_id: Mapped[Reference | None] = mapped_column(unique=True)
    event_id: Mapped[Reference | None] = mapped_column(unique=True)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))
