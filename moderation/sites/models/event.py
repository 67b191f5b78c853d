"""What was done to a site or to its people, beside what was decided about comments."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from moderation.database import Base, Identity, Reference, UtcDateTime


class Event(Base):
    """One act, such as a setting that was changed. Append-only: triggers refuse UPDATE and DELETE.

    ``facts`` holds codes, numbers and public ids only, never what a person wrote or is called. No
    foreign key: it outlives what it is about. Without a site it is about the whole service.
    """

    __tablename__ = "event"
    __table_args__ = (Index("ix_event_site", "site_id", "id"),)

    id: Mapped[Identity]
    site_id: Mapped[Reference | None]
    verb: Mapped[str] = mapped_column(String(40))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    member_id: Mapped[Reference | None]
    means: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
