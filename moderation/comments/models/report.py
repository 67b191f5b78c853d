"""What people tell the moderators about a comment, until a decision settles it.

Both kinds of row go with their comment. ``settled_at`` and ``settled_by``, the number of a
decision, are set together; without them a row is open.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from moderation.database import Base, Identity, Reference, UtcDateTime

OPEN: Final = text("settled_at IS NULL")


class ReportReason(StrEnum):
    """Why a reader reports a comment."""

    SPAM = "spam"
    ABUSE = "abuse"
    ILLEGAL = "illegal"
    OTHER = "other"


class Report(Base):
    """A reader's report of a public comment: one from each network.

    The pseudonym of the network is forgotten after 48 hours, as a comment's is.
    """

    __tablename__ = "report"
    __table_args__ = (
        CheckConstraint("reason IN ('spam', 'abuse', 'illegal', 'other')", name="reason"),
        CheckConstraint("length(message) <= 1000", name="message_length"),
        UniqueConstraint("comment_id", "network"),
        Index("ix_report_open", "comment_id", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_report_network", "network"),
    )

    id: Mapped[Identity]
    comment_id: Mapped[Reference] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"))
    reason: Mapped[ReportReason] = mapped_column(String(10))
    message: Mapped[str | None] = mapped_column(Text)
    network: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_by: Mapped[Reference | None]


class ChangeRequest(Base):
    """What the author of a comment asks to be changed once the time for editing is over.

    A comment has at most one that is open.
    """

    __tablename__ = "change_request"
    __table_args__ = (
        CheckConstraint("length(message) BETWEEN 1 AND 2000", name="message_length"),
        Index("ix_change_request_comment", "comment_id", "id"),
        Index(
            "uq_change_request_open",
            "comment_id",
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
    )

    id: Mapped[Identity]
    comment_id: Mapped[Reference] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"))
    message: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_by: Mapped[Reference | None]
