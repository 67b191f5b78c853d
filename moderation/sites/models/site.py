"""A site, and the origins its pages are served from."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from moderation.database import Base, Identity, Reference, UtcDateTime

if TYPE_CHECKING:
    from collections.abc import Sequence


class Policy(StrEnum):
    """What happens to a comment in which nothing was found."""

    REVIEW_ALL = "review_all"
    REVIEW_FIRST = "review_first"
    PUBLISH_FIRST = "publish_first"


class PublicLog(StrEnum):
    """Whether everybody may read what moderators decide, and how moderators are called there."""

    OFF = "off"
    NAMED = "named"
    ROLE = "role"
    HIDDEN = "hidden"


class Site(Base):
    """A site whose articles can be commented; everything else belongs to one."""

    __tablename__ = "site"
    __table_args__ = (
        CheckConstraint("policy IN ('review_all', 'review_first', 'publish_first')", name="policy"),
        CheckConstraint("comment_order IN ('oldest', 'newest')", name="comment_order"),
        CheckConstraint("edit_minutes BETWEEN 0 AND 60", name="edit_minutes"),
        CheckConstraint("length(refused_words) <= 20000", name="refused_words"),
        CheckConstraint("refused_days BETWEEN 1 AND 3650", name="refused_days"),
        CheckConstraint("spam_days BETWEEN 1 AND 3650", name="spam_days"),
        CheckConstraint("withdrawn_days BETWEEN 1 AND 3650", name="withdrawn_days"),
        CheckConstraint("public_log IN ('off', 'named', 'role', 'hidden')", name="public_log"),
    )

    id: Mapped[Identity]
    name: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(35), default="fr")
    time_zone: Mapped[str] = mapped_column(String(64), default="Europe/Paris")
    policy: Mapped[Policy] = mapped_column(String(20), default=Policy.REVIEW_ALL)
    email_required: Mapped[bool] = mapped_column(default=True)
    website_field: Mapped[bool] = mapped_column(default=True)
    comment_order: Mapped[str] = mapped_column(String(10), default="oldest")
    max_links: Mapped[int] = mapped_column(default=2)
    held_words: Mapped[str] = mapped_column(Text, default="")
    spam_words: Mapped[str] = mapped_column(Text, default="")
    refused_words: Mapped[str] = mapped_column(Text, default="")
    refused_days: Mapped[int] = mapped_column(default=90)
    spam_days: Mapped[int] = mapped_column(default=30)
    withdrawn_days: Mapped[int] = mapped_column(default=30)
    edit_minutes: Mapped[int] = mapped_column(default=15)
    policy_url: Mapped[str | None] = mapped_column(String(2048))
    public_log: Mapped[PublicLog] = mapped_column(String(10), default=PublicLog.OFF)
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    origins: Mapped[list[SiteOrigin]] = relationship(
        back_populates="site", order_by="SiteOrigin.position", cascade="all, delete-orphan"
    )

    @property
    def addresses(self) -> Sequence[str]:
        """The exact origins that may write, the first one being the site's own."""
        return [row.origin for row in self.origins]


class SiteOrigin(Base):
    """An exact origin (RFC 6454), such as ``https://exemple.fr``, whose pages may write."""

    __tablename__ = "site_origin"
    __table_args__ = (UniqueConstraint("site_id", "origin"),)

    id: Mapped[Identity]
    site_id: Mapped[Reference] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    position: Mapped[int]
    origin: Mapped[str] = mapped_column(String(300))

    site: Mapped[Site] = relationship(back_populates="origins")
