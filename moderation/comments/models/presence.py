"""Which comments members are looking at."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from moderation.database import Base, Reference, UtcDateTime


class Presence(Base):
    """The comment that a member looks at, as long as the page says so again and again."""

    __tablename__ = "presence"

    member_id: Mapped[Reference] = mapped_column(
        ForeignKey("member.id", ondelete="CASCADE"), primary_key=True
    )
    comment_id: Mapped[Reference] = mapped_column(
        ForeignKey("comment.id", ondelete="CASCADE"), index=True
    )
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
