"""The desk: a sealed log, second factors, tokens, notes, treatment of authors, refusals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from moderation.database.migrations.append_only import forbid_changes

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# SQLite numbers rows by itself only in a column that is exactly INTEGER.
BIG_INTEGER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("comment", sa.Column("moderated_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("comment_version", sa.Column("member_id", BIG_INTEGER, nullable=True))
    op.add_column("comment_version", sa.Column("reason", sa.String(length=200), nullable=True))
    op.add_column(
        "member", sa.Column("public_name", sa.String(length=80), nullable=False, server_default="")
    )
    op.add_column("member", sa.Column("factor_due_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "member", sa.Column("preferences", sa.JSON(), nullable=False, server_default="{}")
    )
    add_log()
    add_factors()
    add_tokens()
    add_treatment()
    add_refusals()
    add_presence()


def add_log() -> None:
    op.create_table(
        "event",
        sa.Column("id", BIG_INTEGER, nullable=False),
        sa.Column("site_id", BIG_INTEGER, nullable=True),
        sa.Column("verb", sa.String(length=40), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("member_id", BIG_INTEGER, nullable=True),
        sa.Column("means", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    op.create_index("ix_event_site", "event", ["site_id", "id"], unique=False)
    op.create_table(
        "log_link",
        sa.Column("id", BIG_INTEGER, nullable=False),
        sa.Column("decision_id", BIG_INTEGER, nullable=True),
        sa.Column("event_id", BIG_INTEGER, nullable=True),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.CheckConstraint(
            "(decision_id IS NULL) <> (event_id IS NULL)", name=op.f("ck_log_link_entry")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_link")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_log_link_decision_id")),
        sa.UniqueConstraint("event_id", name=op.f("uq_log_link_event_id")),
    )
    forbid_changes("event")
    forbid_changes("log_link")


def add_factors() -> None:
    op.create_table(
        "totp_factor",
        sa.Column("member_id", BIG_INTEGER, nullable=False),
        sa.Column("secret_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_totp_factor_member_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_totp_factor")),
    )
    op.create_table(
        "recovery_code",
        sa.Column("id", BIG_INTEGER, nullable=False),
        sa.Column("member_id", BIG_INTEGER, nullable=False),
        sa.Column("code_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["member.id"],
            name=op.f("fk_recovery_code_member_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
        sa.UniqueConstraint(
            "member_id", "code_hash", name=op.f("uq_recovery_code_member_id_code_hash")
        ),
    )
    op.create_table(
        "passkey",
        sa.Column("id", BIG_INTEGER, nullable=False),
        sa.Column("member_id", BIG_INTEGER, nullable=False),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("transports", sa.JSON(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_passkey_member_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkey_credential_id")),
    )
    op.create_index(op.f("ix_passkey_member_id"), "passkey", ["member_id"], unique=False)


def add_tokens() -> None:
    op.create_table(
        "api_token",
        sa.Column("id", BIG_INTEGER, nullable=False),
        sa.Column("site_id", BIG_INTEGER, nullable=False),
        sa.Column("member_id", BIG_INTEGER, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_api_token_member_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["site.id"], name=op.f("fk_api_token_site_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_token")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_api_token_token_hash")),
    )
    op.create_index(op.f("ix_api_token_member_id"), "api_token", ["member_id"], unique=False)
    op.create_index(op.f("ix_api_token_site_id"), "api_token", ["site_id"], unique=False)


def add_treatment() -> None:
    op.create_table(
        "note",
        sa.Column("id", BIG_INTEGER, nullable=False),
        sa.Column("site_id", BIG_INTEGER, nullable=False),
        sa.Column("comment_id", BIG_INTEGER, nullable=True),
        sa.Column("author_index", sa.LargeBinary(length=16), nullable=True),
        sa.Column("member_id", BIG_INTEGER, nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(comment_id IS NULL) <> (author_index IS NULL)", name=op.f("ck_note_subject")
        ),
        sa.CheckConstraint("length(body) BETWEEN 1 AND 2000", name=op.f("ck_note_body_length")),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_note_comment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["site.id"], name=op.f("fk_note_site_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )
    op.create_index("ix_note_author", "note", ["site_id", "author_index", "id"], unique=False)
    op.create_index("ix_note_comment", "note", ["comment_id", "id"], unique=False)
    op.create_table(
        "author_rule",
        sa.Column("id", BIG_INTEGER, nullable=False),
        sa.Column("site_id", BIG_INTEGER, nullable=False),
        sa.Column("author_index", sa.LargeBinary(length=16), nullable=False),
        sa.Column("treatment", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("member_id", BIG_INTEGER, nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "treatment IN ('trust', 'hold', 'block')", name=op.f("ck_author_rule_treatment")
        ),
        sa.CheckConstraint("length(reason) <= 500", name=op.f("ck_author_rule_reason_length")),
        sa.ForeignKeyConstraint(
            ["site_id"], ["site.id"], name=op.f("fk_author_rule_site_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_author_rule")),
        sa.UniqueConstraint(
            "site_id", "author_index", name=op.f("uq_author_rule_site_id_author_index")
        ),
    )


def add_refusals() -> None:
    op.create_table(
        "refusal_reason",
        sa.Column("id", BIG_INTEGER, nullable=False),
        sa.Column("site_id", BIG_INTEGER, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "length(message) <= 1000", name=op.f("ck_refusal_reason_message_length")
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["site.id"], name=op.f("fk_refusal_reason_site_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refusal_reason")),
        sa.UniqueConstraint("site_id", "code", name=op.f("uq_refusal_reason_site_id_code")),
    )
    op.create_table(
        "author_message",
        sa.Column("id", BIG_INTEGER, nullable=False),
        sa.Column("comment_id", BIG_INTEGER, nullable=False),
        sa.Column("decision_id", BIG_INTEGER, nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "length(message) BETWEEN 1 AND 1000", name=op.f("ck_author_message_message_length")
        ),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["comment.id"],
            name=op.f("fk_author_message_comment_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_author_message")),
        sa.UniqueConstraint(
            "comment_id", "decision_id", name=op.f("uq_author_message_comment_id_decision_id")
        ),
    )


def add_presence() -> None:
    op.create_table(
        "presence",
        sa.Column("member_id", BIG_INTEGER, nullable=False),
        sa.Column("comment_id", BIG_INTEGER, nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_presence_comment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_presence_member_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_presence")),
    )
    op.create_index(op.f("ix_presence_comment_id"), "presence", ["comment_id"], unique=False)
    op.create_index(op.f("ix_presence_seen_at"), "presence", ["seen_at"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("a backup is the way back")
