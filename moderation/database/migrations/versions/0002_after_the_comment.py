"""Earlier versions of comments, reports by readers, change requests by authors."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# SQLite numbers rows by itself only in a column that is exactly INTEGER.
BIG_INTEGER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OPEN = sa.text("settled_at IS NULL")


def upgrade() -> None:
    op.add_column(
        "comment", sa.Column("notify_confirmed_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.drop_index("ix_comment_article_status", table_name="comment")
    op.create_index(
        "ix_comment_article_status",
        "comment",
        ["article_id", "status", "decided_at", "created_at"],
        unique=False,
    )
    add_versions()
    add_reports()
    add_change_requests()


def add_versions() -> None:
    op.create_table(
        "comment_version",
        sa.Column("id", BIG_INTEGER, nullable=False),
        sa.Column("comment_id", BIG_INTEGER, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["comment.id"],
            name=op.f("fk_comment_version_comment_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_version")),
    )
    op.create_index(
        "ix_comment_version_comment", "comment_version", ["comment_id", "id"], unique=False
    )


def add_reports() -> None:
    op.create_table(
        "report",
        sa.Column("id", BIG_INTEGER, nullable=False),
        sa.Column("comment_id", BIG_INTEGER, nullable=False),
        sa.Column("reason", sa.String(length=10), nullable=False),
        sa.Column("message", sa.Text(), nullable=True),
        sa.Column("network", sa.LargeBinary(length=16), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", BIG_INTEGER, nullable=True),
        sa.CheckConstraint(
            "reason IN ('spam', 'abuse', 'illegal', 'other')", name=op.f("ck_report_reason")
        ),
        sa.CheckConstraint("length(message) <= 1000", name=op.f("ck_report_message_length")),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_report_comment_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("comment_id", "network", name=op.f("uq_report_comment_id_network")),
    )
    op.create_index("ix_report_network", "report", ["network"], unique=False)
    op.create_index(
        "ix_report_open",
        "report",
        ["comment_id"],
        unique=False,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def add_change_requests() -> None:
    op.create_table(
        "change_request",
        sa.Column("id", BIG_INTEGER, nullable=False),
        sa.Column("comment_id", BIG_INTEGER, nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", BIG_INTEGER, nullable=True),
        sa.CheckConstraint(
            "length(message) BETWEEN 1 AND 2000", name=op.f("ck_change_request_message_length")
        ),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["comment.id"],
            name=op.f("fk_change_request_comment_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_request")),
    )
    op.create_index(
        "ix_change_request_comment", "change_request", ["comment_id", "id"], unique=False
    )
    op.create_index(
        "uq_change_request_open",
        "change_request",
        ["comment_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def downgrade() -> None:
    raise NotImplementedError("a backup is the way back")
