"""Tokens with which programs do what a member allows them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from moderation.database import Base, Identity, Reference, UtcDateTime


class ApiToken(Base):
    """A token for the moderators' API on one site; only its hash is kept.

    It never may do more than the member who made it may do there.
    """

    __tablename__ = "api_token"

    id: Mapped[Identity]
    site_id: Mapped[Reference] = mapped_column(
        ForeignKey("site.id", ondelete="CASCADE"), index=True
    )
    member_id: Mapped[Reference] = mapped_column(
        ForeignKey("member.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(80))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    scopes: Mapped[list[str]] = mapped_column(JSON, default=list)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
