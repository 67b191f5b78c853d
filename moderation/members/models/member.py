"""Members, and what they may do where."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from flask_security.core import UserMixin
from sqlalchemy import JSON, CheckConstraint, Enum, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from moderation.database import Base, Identity, Reference, UtcDateTime
from moderation.members.roles import Role


def _public_id() -> str:
    return f"m{secrets.token_hex(8)}"


class Member(UserMixin, Base):
    """A person who may sign in.

    The address is sealed, and found again by its blind index only. ``active`` is false until an
    invitation is accepted, and again once the member is revoked. ``public_name`` signs the replies
    that readers see. From ``factor_due_at`` on, nobody signs in for this member without a second
    factor.
    """

    __tablename__ = "member"
    __table_args__ = (CheckConstraint("locale IN ('fr', 'en')", name="locale"),)

    id: Mapped[Identity]
    public_id: Mapped[str] = mapped_column(String(20), unique=True, default=_public_id)
    name: Mapped[str] = mapped_column(String(80), default="")
    public_name: Mapped[str] = mapped_column(String(80), default="")
    email_sealed: Mapped[bytes] = mapped_column(LargeBinary, deferred=True, deferred_raiseload=True)
    email_index: Mapped[bytes] = mapped_column(LargeBinary(16), unique=True)
    password: Mapped[str | None] = mapped_column(String(255))
    locale: Mapped[str] = mapped_column(String(2), default="fr")
    active: Mapped[bool] = mapped_column(default=False)
    fs_uniquifier: Mapped[str] = mapped_column(
        String(64), unique=True, default=lambda: secrets.token_hex(32)
    )
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_sign_in_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    factor_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    preferences: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    memberships: Mapped[list[Membership]] = relationship(
        back_populates="member", cascade="all, delete-orphan", order_by="Membership.id"
    )


class Membership(Base):
    """A role on one site, or, without a site, on every site there is and will be."""

    __tablename__ = "membership"
    __table_args__ = (
        Index("uq_membership_member_id_site_id", "member_id", "site_id", unique=True),
        # NULLs are distinct in a unique index.
        Index(
            "uq_membership_member_id_everywhere",
            "member_id",
            unique=True,
            sqlite_where=text("site_id IS NULL"),
            postgresql_where=text("site_id IS NULL"),
        ),
    )

    id: Mapped[Identity]
    member_id: Mapped[Reference] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    site_id: Mapped[Reference | None] = mapped_column(
        ForeignKey("site.id", ondelete="CASCADE"), index=True
    )
    role: Mapped[Role] = mapped_column(
        Enum(
            Role,
            native_enum=False,
            create_constraint=True,
            length=20,
            name="role",
            values_callable=lambda roles: [role.word for role in roles],
        )
    )

    member: Mapped[Member] = relationship(back_populates="memberships")
