"""Words that refuse a comment."""

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


def downgrade() -> None:
    raise NotImplementedError("a backup is the way back")
