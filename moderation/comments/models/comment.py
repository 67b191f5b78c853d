"""A comment, the decisions taken about it, and the findings that explain why it waits."""

from __future__ import annotations

import secrets
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from moderation.database import Base, Identity, Reference, UtcDateTime
from moderation.sites.models import Article, Site

ID_ALPHABET: Final = "0123456789abcdefghijkmnpqrstuvwxyz"
ID_LENGTH: Final = 20


def new_public_id() -> str:
    """An unguessable id (101 bits) that begins with a letter and holds no hyphen."""
    return "c" + "".join(secrets.choice(ID_ALPHABET) for _ in range(ID_LENGTH))


class Status(StrEnum):
    """Where a comment stands."""

    PENDING = "pending"
    APPROVED = "approved"
    SPAM = "spam"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Verb(StrEnum):
    """What was done to a comment."""

    SUBMIT = "submit"
    APPROVE = "approve"
    SPAM = "spam"
    REFUSE = "refuse"
    PENDING = "pending"
    UNDO = "undo"
    WITHDRAW = "withdraw"
    PURGE = "purge"


class ActorKind(StrEnum):
    """Who did it."""

    AUTHOR = "author"
    MEMBER = "member"
    POLICY = "policy"
    COMMAND = "command"
    SYSTEM = "system"


class Comment(Base):
    """One comment in any state; only ``comments.workflow`` writes it.

    ``shown`` says that the public list has a line for it: because it is approved, or because
    something approved hangs below it and keeps its place. ``version`` moves with every decision.
    """

    __tablename__ = "comment"
    __table_args__ = (
        CheckConstraint(
            "status IN ('pending', 'approved', 'spam', 'refused', 'withdrawn')", name="status"
        ),
        CheckConstraint("length(body) <= 65525", name="body_length"),
        CheckConstraint("length(author_name) <= 80", name="name_length"),
        UniqueConstraint("site_id", "idempotency_key"),
        UniqueConstraint("article_id", "legacy_id"),
        Index(
            "ix_comment_public_roots",
            "article_id",
            "created_at",
            "id",
            sqlite_where=text("shown = 1 AND root_id IS NULL"),
            postgresql_where=text("shown AND root_id IS NULL"),
        ),
        Index(
            "ix_comment_public_replies",
            "root_id",
            "created_at",
            "id",
            sqlite_where=text("shown = 1 AND root_id IS NOT NULL"),
            postgresql_where=text("shown AND root_id IS NOT NULL"),
        ),
        Index(
            "ix_comment_queue",
            "site_id",
            "status",
            "created_at",
            "id",
            sqlite_where=text("erased_at IS NULL"),
            postgresql_where=text("erased_at IS NULL"),
        ),
        Index("ix_comment_article_status", "article_id", "status"),
        Index("ix_comment_parent", "parent_id"),
        Index("ix_comment_root", "root_id"),
        Index("ix_comment_same_text", "site_id", "body_hash", "created_at"),
        Index("ix_comment_same_author", "site_id", "email_index"),
        Index("ix_comment_network", "network"),
        {"sqlite_autoincrement": True},  # decisions outlive a purged comment: no id comes twice
    )

    id: Mapped[Identity]
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=new_public_id)
    legacy_id: Mapped[Reference | None]
    site_id: Mapped[Reference] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    article_id: Mapped[Reference] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))
    parent_id: Mapped[Reference | None] = mapped_column(ForeignKey("comment.id"))
    root_id: Mapped[Reference | None] = mapped_column(ForeignKey("comment.id"))

    status: Mapped[Status] = mapped_column(String(10))
    shown: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)

    author_name: Mapped[str] = mapped_column(String(80))
    author_website: Mapped[str | None] = mapped_column(String(2048))
    email_sealed: Mapped[bytes | None] = mapped_column(
        LargeBinary, deferred=True, deferred_raiseload=True
    )
    email_index: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    member_id: Mapped[Reference | None]
    network: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    language: Mapped[str] = mapped_column(String(35))
    notify: Mapped[bool] = mapped_column(default=False)

    body: Mapped[str] = mapped_column(Text)
    body_hash: Mapped[bytes] = mapped_column(LargeBinary(16))
    html: Mapped[str] = mapped_column(Text)
    renderer: Mapped[int]

    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    edited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    idempotency_key: Mapped[str | None] = mapped_column(String(64))
    request_hash: Mapped[bytes | None] = mapped_column(LargeBinary(16))

    site: Mapped[Site] = relationship()
    article: Mapped[Article] = relationship()
    parent: Mapped[Comment | None] = relationship(
        remote_side="Comment.id", foreign_keys="Comment.parent_id"
    )
    findings: Mapped[list[FindingRow]] = relationship(
        cascade="all, delete-orphan", order_by="FindingRow.id", passive_deletes=True
    )


class FindingRow(Base):
    """Why a comment was held: a code and its parameters, worded by whoever shows it."""

    __tablename__ = "finding"
    __table_args__ = (Index("ix_finding_code", "code", "comment_id"),)

    id: Mapped[Identity]
    comment_id: Mapped[Reference] = mapped_column(
        ForeignKey("comment.id", ondelete="CASCADE"), index=True
    )
    code: Mapped[str] = mapped_column(String(20))
    parameters: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


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
