"""Words that refuse a comment, and how long comments are kept that nobody will publish."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # SQLite takes a check together with a new column only.
    op.execute(
        "ALTER TABLE site ADD COLUMN refused_words TEXT NOT NULL DEFAULT '' "
        "CONSTRAINT ck_site_refused_words CHECK (length(refused_words) <= 20000)"
    )
    for name, days in (("refused_days", 90), ("spam_days", 30), ("withdrawn_days", 30)):
        op.execute(
            f"ALTER TABLE site ADD COLUMN {name} INTEGER NOT NULL DEFAULT {days} "
            f"CONSTRAINT ck_site_{name} CHECK ({name} BETWEEN 1 AND 3650)"
        )


def downgrade() -> None:
    raise NotImplementedError("a backup is the way back")
