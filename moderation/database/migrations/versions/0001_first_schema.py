"""The first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from moderation.database.migrations.append_only import forbid_changes

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


# SQLite numbers rows by itself only in a column that is exactly INTEGER.
BIG_INTEGER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "decision",
        sa.Column("id", BIG_INTEGER, nullable=False),
        sa.Column("site_id", BIG_INTEGER, nullable=False),
        sa.Column("article_id", BIG_INTEGER, nullable=False),
        sa.Column("comment_id", BIG_INTEGER, nullable=False),
        sa.Column("comment_public_id", sa.String(length=32), nullable=False),
        sa.Column("verb", sa.String(length=10), nullable=False),
        sa.Column("before", sa.String(length=10), nullable=True),
        sa.Column("after", sa.String(length=10), nullable=True),
        sa.Column("actor_kind", sa.String(length=10), nullable=False),
        sa.Column("member_id", BIG_INTEGER, nullable=True),
        sa.Column("means", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=True),
        sa.Column("batch", sa.String(length=32), nullable=True),
        sa.Column("undoes_id", BIG_INTEGER, nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("undoes_id", name=op.f("uq_decision_undoes_id")),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index("ix_decision_batch", ["batch"], unique=False)
        batch_op.create_index("ix_decision_comment", ["comment_id", "id"], unique=False)
        batch_op.create_index("ix_decision_site", ["site_id", "id"], unique=False)

    op.create_table(
        "intake_ticket",
        sa.Column("nonce_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("nonce_hash", name=op.f("pk_intake_ticket")),
    )
    with op.batch_alter_table("intake_ticket", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_intake_ticket_expires_at"), ["expires_at"], unique=False
        )

    op.create_table(
        "member",
        sa.Column("id", BIG_INTEGER, nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("email_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("email_index", sa.LargeBinary(length=16), nullable=False),
        sa.Column("password", sa.String(length=255), nullable=True),
        sa.Column("locale", sa.String(length=2), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_sign_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("locale IN ('fr', 'en')", name=op.f("ck_member_locale")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
        sa.UniqueConstraint("email_index", name=op.f("uq_member_email_index")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_member_fs_uniquifier")),
        sa.UniqueConstraint("public_id", name=op.f("uq_member_public_id")),
    )
    op.create_table(
        "rate_window",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.Float(precision=53), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_rate_window")),
    )
    with op.batch_alter_table("rate_window", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rate_window_expires_at"), ["expires_at"], unique=False)

    op.create_table(
        "sign_in_throttle",
        sa.Column("key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sign_in_throttle")),
    )
    with op.batch_alter_table("sign_in_throttle", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_throttle_last_at"), ["last_at"], unique=False)

    op.create_table(
        "site",
        sa.Column("id", BIG_INTEGER, nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("policy", sa.String(length=20), nullable=False),
        sa.Column("email_required", sa.Boolean(), nullable=False),
        sa.Column("website_field", sa.Boolean(), nullable=False),
        sa.Column("comment_order", sa.String(length=10), nullable=False),
        sa.Column("max_links", sa.Integer(), nullable=False),
        sa.Column("held_words", sa.Text(), nullable=False),
        sa.Column("spam_words", sa.Text(), nullable=False),
        sa.Column("edit_minutes", sa.Integer(), nullable=False),
        sa.Column("policy_url", sa.String(length=2048), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "comment_order IN ('oldest', 'newest')", name=op.f("ck_site_comment_order")
        ),
        sa.CheckConstraint(
            "policy IN ('review_all', 'review_first', 'publish_first')", name=op.f("ck_site_policy")
        ),
        sa.CheckConstraint("edit_minutes BETWEEN 0 AND 60", name=op.f("ck_site_edit_minutes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
        sa.UniqueConstraint("name", name=op.f("uq_site_name")),
    )
    op.create_table(
        "article",
        sa.Column("id", BIG_INTEGER, nullable=False),
        sa.Column("site_id", BIG_INTEGER, nullable=False),
        sa.Column("key", sa.String(length=2100), nullable=False),
        sa.Column("url", sa.String(length=2100), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["site_id"], ["site.id"], name=op.f("fk_article_site_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article")),
        sa.UniqueConstraint("site_id", "key", name=op.f("uq_article_site_id_key")),
    )
    op.create_table(
        "member_session",
        sa.Column("id", sa.LargeBinary(length=32), nullable=False),
        sa.Column("member_id", BIG_INTEGER, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["member.id"],
            name=op.f("fk_member_session_member_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_session")),
    )
    with op.batch_alter_table("member_session", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_member_session_expires_at"), ["expires_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_member_session_member_id"), ["member_id"], unique=False
        )

    op.create_table(
        "membership",
        sa.Column("id", BIG_INTEGER, nullable=False),
        sa.Column("member_id", BIG_INTEGER, nullable=False),
        sa.Column("site_id", BIG_INTEGER, nullable=True),
        sa.Column(
            "role",
            sa.Enum(
                "reader",
                "moderator",
                "administrator",
                "owner",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_membership_member_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["site.id"], name=op.f("fk_membership_site_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_membership_site_id"), ["site_id"], unique=False)
        batch_op.create_index(
            "uq_membership_member_id_everywhere",
            ["member_id"],
            unique=True,
            sqlite_where=sa.text("site_id IS NULL"),
            postgresql_where=sa.text("site_id IS NULL"),
        )
        batch_op.create_index(
            "uq_membership_member_id_site_id", ["member_id", "site_id"], unique=True
        )

    op.create_table(
        "one_time_link",
        sa.Column("id", BIG_INTEGER, nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("member_id", BIG_INTEGER, nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(purpose = 'setup') = (member_id IS NULL)", name=op.f("ck_one_time_link_whose")
        ),
        sa.CheckConstraint(
            "purpose IN ('setup', 'invitation', 'password')", name=op.f("ck_one_time_link_purpose")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["member.id"],
            name=op.f("fk_one_time_link_member_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_one_time_link_token_hash")),
    )
    with op.batch_alter_table("one_time_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_one_time_link_member_id"), ["member_id"], unique=False)

    op.create_table(
        "site_origin",
        sa.Column("id", BIG_INTEGER, nullable=False),
        sa.Column("site_id", BIG_INTEGER, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["site_id"], ["site.id"], name=op.f("fk_site_origin_site_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_origin")),
        sa.UniqueConstraint("site_id", "origin", name=op.f("uq_site_origin_site_id_origin")),
    )
    op.create_table(
        "article_address",
        sa.Column("id", BIG_INTEGER, nullable=False),
        sa.Column("site_id", BIG_INTEGER, nullable=False),
        sa.Column("article_id", BIG_INTEGER, nullable=False),
        sa.Column("key", sa.String(length=2100), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["article.id"],
            name=op.f("fk_article_address_article_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["site.id"], name=op.f("fk_article_address_site_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_address")),
        sa.UniqueConstraint("site_id", "key", name=op.f("uq_article_address_site_id_key")),
    )
    with op.batch_alter_table("article_address", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_article_address_article_id"), ["article_id"], unique=False
        )

    op.create_table(
        "comment",
        sa.Column("id", BIG_INTEGER, nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("legacy_id", BIG_INTEGER, nullable=True),
        sa.Column("site_id", BIG_INTEGER, nullable=False),
        sa.Column("article_id", BIG_INTEGER, nullable=False),
        sa.Column("parent_id", BIG_INTEGER, nullable=True),
        sa.Column("root_id", BIG_INTEGER, nullable=True),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("author_name", sa.String(length=80), nullable=False),
        sa.Column("author_website", sa.String(length=2048), nullable=True),
        sa.Column("email_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("email_index", sa.LargeBinary(length=16), nullable=True),
        sa.Column("member_id", BIG_INTEGER, nullable=True),
        sa.Column("network", sa.LargeBinary(length=16), nullable=True),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("notify", sa.Boolean(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("renderer", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("idempotency_key", sa.String(length=64), nullable=True),
        sa.Column("request_hash", sa.LargeBinary(length=16), nullable=True),
        sa.CheckConstraint(
            "status IN ('pending', 'approved', 'spam', 'refused', 'withdrawn')",
            name=op.f("ck_comment_status"),
        ),
        sa.CheckConstraint("length(author_name) <= 80", name=op.f("ck_comment_name_length")),
        sa.CheckConstraint("length(body) <= 65525", name=op.f("ck_comment_body_length")),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_comment_article_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["comment.id"], name=op.f("fk_comment_parent_id")),
        sa.ForeignKeyConstraint(["root_id"], ["comment.id"], name=op.f("fk_comment_root_id")),
        sa.ForeignKeyConstraint(
            ["site_id"], ["site.id"], name=op.f("fk_comment_site_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
        sa.UniqueConstraint(
            "article_id", "legacy_id", name=op.f("uq_comment_article_id_legacy_id")
        ),
        sa.UniqueConstraint("public_id", name=op.f("uq_comment_public_id")),
        sa.UniqueConstraint(
            "site_id", "idempotency_key", name=op.f("uq_comment_site_id_idempotency_key")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.create_index("ix_comment_article_status", ["article_id", "status"], unique=False)
        batch_op.create_index("ix_comment_network", ["network"], unique=False)
        batch_op.create_index("ix_comment_parent", ["parent_id"], unique=False)
        batch_op.create_index("ix_comment_root", ["root_id"], unique=False)
        batch_op.create_index(
            "ix_comment_public_replies",
            ["root_id", "created_at", "id"],
            unique=False,
            sqlite_where=sa.text("shown = 1 AND root_id IS NOT NULL"),
            postgresql_where=sa.text("shown AND root_id IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_comment_public_roots",
            ["article_id", "created_at", "id"],
            unique=False,
            sqlite_where=sa.text("shown = 1 AND root_id IS NULL"),
            postgresql_where=sa.text("shown AND root_id IS NULL"),
        )
        batch_op.create_index(
            "ix_comment_queue",
            ["site_id", "status", "created_at", "id"],
            unique=False,
            sqlite_where=sa.text("erased_at IS NULL"),
            postgresql_where=sa.text("erased_at IS NULL"),
        )
        batch_op.create_index("ix_comment_same_author", ["site_id", "email_index"], unique=False)
        batch_op.create_index(
            "ix_comment_same_text", ["site_id", "body_hash", "created_at"], unique=False
        )

    op.create_table(
        "finding",
        sa.Column("id", BIG_INTEGER, nullable=False),
        sa.Column("comment_id", BIG_INTEGER, nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("parameters", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_finding_comment_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
    )
    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.create_index("ix_finding_code", ["code", "comment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_finding_comment_id"), ["comment_id"], unique=False)
    forbid_changes("decision")


def downgrade() -> None:
    raise NotImplementedError("there is nothing before the first schema")
