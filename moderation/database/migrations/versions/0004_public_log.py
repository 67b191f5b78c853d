"""A site's log that anybody may read."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # SQLite takes a check together with a new column only.
    op.execute(
        "ALTER TABLE site ADD COLUMN public_log VARCHAR(10) NOT NULL DEFAULT 'off' "
        "CONSTRAINT ck_site_public_log CHECK (public_log IN ('off', 'named', 'role', 'hidden'))"
    )


def downgrade() -> None:
    raise NotImplementedError("a backup is the way back")
