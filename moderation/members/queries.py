"""Looking members and their roles up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import exists, select
from sqlalchemy.orm import selectinload

from moderation.members.addresses import index_of
from moderation.members.models import Member, Membership
from moderation.members.roles import Role
from moderation.sites.models import Site

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

    from moderation.sealing import Keyring


def anyone_at_all(session: Session) -> bool:
    """Whether somebody can sign in; until then, only the setup link leads anywhere."""
    return bool(session.scalar(select(exists().where(Member.active))))


def member_with_email(session: Session, email: str, keyring: Keyring) -> Member | None:
    """The member, active or not, who has a normalised address."""
    return session.scalars(
        select(Member).where(Member.email_index == index_of(email, keyring))
    ).one_or_none()


def all_members(session: Session) -> Sequence[Member]:
    """Every member there ever was, oldest first, with their roles."""
    return session.scalars(
        select(Member).options(selectinload(Member.memberships)).order_by(Member.id)
    ).all()


def names_of(session: Session, ids: Iterable[int]) -> dict[int, str]:
    """The names of members, also of those who have left."""
    rows = session.execute(select(Member.id, Member.name).where(Member.id.in_(set(ids))))
    return {row.id: row.name for row in rows}


def display_names(session: Session) -> Sequence[str]:
    """The names under which active members write."""
    rows = session.execute(select(Member.name, Member.public_name).where(Member.active))
    return [name for row in rows for name in row if name]


def role_of(session: Session, member_id: int, site_id: int) -> Role | None:
    """The highest role of a member on a site, whether given there or everywhere."""
    roles = session.scalars(
        select(Membership.role).where(
            Membership.member_id == member_id,
            (Membership.site_id == site_id) | Membership.site_id.is_(None),
        )
    ).all()
    return max(roles, default=None)


def highest_role(session: Session, member_id: int) -> Role | None:
    """The highest role of a member anywhere."""
    roles = session.scalars(select(Membership.role).where(Membership.member_id == member_id)).all()
    return max(roles, default=None)


def sites_of(session: Session, member: Member, at_least: Role = Role.READER) -> Sequence[Site]:
    """The sites, by name, on which a member has a role."""
    given = select(Membership.site_id).where(
        Membership.member_id == member.id,
        Membership.role.in_([role for role in Role if role >= at_least]),
    )
    everywhere = given.where(Membership.site_id.is_(None)).exists()
    return session.scalars(
        select(Site).where(Site.id.in_(given) | everywhere).order_by(Site.name)
    ).all()


def other_owners(session: Session, membership: Membership) -> set[int]:
    """The active members who own what a membership owns, besides its member.

    Their rows stay locked until the transaction ends, so that two owners cannot remove each other.
    """
    everywhere = Membership.site_id.is_(None)
    reach = everywhere | (Membership.site_id == membership.site_id)
    owners = session.scalars(
        select(Membership.member_id)
        .join(Member, Member.id == Membership.member_id)
        .where(Member.active, Membership.role == Role.OWNER, reach)
        .order_by(Membership.id)
        .with_for_update(of=Membership)
    )
    return set(owners) - {membership.member_id}
