"""A comment, what its text was before, and the findings that explain why it waits."""

from __future__ import annotations

import secrets
from datetime import datetime
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
    and_,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from moderation.comments.models.decision import Status
from moderation.comments.models.report import ChangeRequest, Report
from moderation.database import Base, Identity, Reference, UtcDateTime
from moderation.sites.models import Article, Site

ID_ALPHABET: Final = "0123456789abcdefghijkmnpqrstuvwxyz"
ID_LENGTH: Final = 20


def new_public_id() -> str:
    """An unguessable id (101 bits) that begins with a letter and holds no hyphen."""
    return "c" + "".join(secrets.choice(ID_ALPHABET) for _ in range(ID_LENGTH))


class Comment(Base):
    """One comment in any state; only ``comments.workflow`` writes it.

    ``shown`` says that the public list has a line for it: because it is approved, or because
    something approved hangs below it and keeps its place. ``version`` moves with every decision,
    every edit and every change request. ``moderated_at`` is when a moderator last edited the text,
    which readers are told. ``notify`` is what the author asked for, and holds only
    once the address was confirmed.
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
        Index("ix_comment_article_status", "article_id", "status", "decided_at", "created_at"),
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
    notify_confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    body: Mapped[str] = mapped_column(Text)
    body_hash: Mapped[bytes] = mapped_column(LargeBinary(16))
    html: Mapped[str] = mapped_column(Text)
    renderer: Mapped[int]

    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    edited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    moderated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
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
    open_reports: Mapped[list[Report]] = relationship(
        primaryjoin=lambda: and_(Report.comment_id == Comment.id, Report.settled_at.is_(None)),
        order_by="Report.id",
        viewonly=True,
    )
    open_change_request: Mapped[ChangeRequest | None] = relationship(
        primaryjoin=lambda: and_(
            ChangeRequest.comment_id == Comment.id, ChangeRequest.settled_at.is_(None)
        ),
        viewonly=True,
    )


class CommentVersion(Base):
    """What the text of a comment was until it was edited; moderators alone see it.

    ``member_id`` and ``reason`` say which moderator edited it and why; its author needs neither.
    """

    __tablename__ = "comment_version"
    __table_args__ = (Index("ix_comment_version_comment", "comment_id", "id"),)

    id: Mapped[Identity]
    comment_id: Mapped[Reference] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"))
    body: Mapped[str] = mapped_column(Text)
    member_id: Mapped[Reference | None]
    reason: Mapped[str | None] = mapped_column(String(200))
    replaced_at: Mapped[datetime] = mapped_column(UtcDateTime)


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
