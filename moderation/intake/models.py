"""Which form tickets have been used."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from moderation.database import Base, UtcDateTime


class UsedTicket(Base):
    """A ticket that a comment came in with; kept until it would have expired anyway."""

    __tablename__ = "intake_ticket"

    nonce_hash: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
