"""The pages that can be commented, and every address they have had."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from moderation.database import Base, Identity, Reference, UtcDateTime
from moderation.sites.models.site import Site


class Article(Base):
    """A page that can be commented.

    ``revision`` moves with every public change of this article and of no other: whoever holds
    bytes of the same revision holds the right bytes.
    """

    __tablename__ = "article"
    __table_args__ = (UniqueConstraint("site_id", "key"),)

    id: Mapped[Identity]
    site_id: Mapped[Reference] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(2100))
    url: Mapped[str] = mapped_column(String(2100))
    title: Mapped[str] = mapped_column(String(300), default="")
    revision: Mapped[int] = mapped_column(default=1)
    closes_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    site: Mapped[Site] = relationship()

    def is_open(self, now: datetime) -> bool:
        """Whether comments are taken at this time."""
        return self.closes_at is None or now < self.closes_at


class ArticleAddress(Base):
    """One of the keys an article answers to: its own, and those it had before."""

    __tablename__ = "article_address"
    __table_args__ = (UniqueConstraint("site_id", "key"),)

    id: Mapped[Identity]
    site_id: Mapped[Reference] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    article_id: Mapped[Reference] = mapped_column(
        ForeignKey("article.id", ondelete="CASCADE"), index=True
    )
    key: Mapped[str] = mapped_column(String(2100))
