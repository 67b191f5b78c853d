"""Why comments are refused, in a site's own words, and what an author is told."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from moderation.database import Base, Identity, Reference, UtcDateTime


class RefusalReason(Base):
    """One of the reasons that a site offers instead of those that come with the service.

    ``message`` is what the author reads, if the moderator wants it told.
    """

    __tablename__ = "refusal_reason"
    __table_args__ = (
        CheckConstraint("length(message) <= 1000", name="message_length"),
        UniqueConstraint("site_id", "code"),
    )

    id: Mapped[Identity]
    site_id: Mapped[Reference] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    position: Mapped[int]
    code: Mapped[str] = mapped_column(String(20))
    label: Mapped[str] = mapped_column(String(80))
    message: Mapped[str] = mapped_column(Text, default="")


class AuthorMessage(Base):
    """What a moderator told an author with a decision; it goes with the comment."""

    __tablename__ = "author_message"
    __table_args__ = (
        CheckConstraint("length(message) BETWEEN 1 AND 1000", name="message_length"),
        UniqueConstraint("comment_id", "decision_id"),
    )

    id: Mapped[Identity]
    comment_id: Mapped[Reference] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"))
    decision_id: Mapped[Reference]
    message: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
