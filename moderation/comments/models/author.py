"""What moderators note about comments and their authors, and how they treat an author."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from moderation.database import Base, Identity, Reference, UtcDateTime


class Note(Base):
    """What a member wrote for the others, about a comment or about an author."""

    __tablename__ = "note"
    __table_args__ = (
        CheckConstraint("length(body) BETWEEN 1 AND 2000", name="body_length"),
        CheckConstraint("(comment_id IS NULL) <> (author_index IS NULL)", name="subject"),
        Index("ix_note_comment", "comment_id", "id"),
        Index("ix_note_author", "site_id", "author_index", "id"),
    )

    id: Mapped[Identity]
    site_id: Mapped[Reference] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    comment_id: Mapped[Reference | None] = mapped_column(
        ForeignKey("comment.id", ondelete="CASCADE")
    )
    author_index: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    member_id: Mapped[Reference | None]
    body: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Treatment(StrEnum):
    """How an author's new comments are treated, beside what is found in them."""

    TRUST = "trust"
    HOLD = "hold"
    BLOCK = "block"


class AuthorRule(Base):
    """How the comments sent with an address, known by its blind index, are treated on a site.

    Trust needs the proof that the address is the author's own: a typed one proves nothing.
    """

    __tablename__ = "author_rule"
    __table_args__ = (
        CheckConstraint("treatment IN ('trust', 'hold', 'block')", name="treatment"),
        CheckConstraint("length(reason) <= 500", name="reason_length"),
        UniqueConstraint("site_id", "author_index"),
    )

    id: Mapped[Identity]
    site_id: Mapped[Reference] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    author_index: Mapped[bytes] = mapped_column(LargeBinary(16))
    treatment: Mapped[Treatment] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(Text, default="")
    member_id: Mapped[Reference | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime | None] = mapped_column(UtcDateTime)
