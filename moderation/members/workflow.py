"""The only writers of members and their roles; none of them commits."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

from sqlalchemy import delete

from moderation.members import factors, links, queries, session_rows
from moderation.members.addresses import normalised, seal_address
from moderation.members.errors import LastOwner, NotActive, UnknownMember
from moderation.members.models import LinkPurpose, Member, Membership, OneTimeLink
from moderation.members.roles import Role

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from moderation.sealing import Keyring

UNIQUIFIER_BYTES: Final = 32


def invite(
    session: Session,
    email: str,
    role: Role,
    site_id: int | None,
    keyring: Keyring,
    *,
    now: datetime,
) -> tuple[Member, str | None]:
    """Offer a role to a person.

    Returns:
        The member, and the token of the invitation; None when the member can sign in already and
        has the role at once.

    Raises:
        EmailRefused: The address is none.
        LastOwner: The role would be lower than the last owner's.
    """
    member = _member_for(session, email, keyring, now)
    grant(session, member, role, site_id)
    if member.active:
        return member, None
    return member, links.issue(session, LinkPurpose.INVITATION, member.id, now=now)


def add(
    session: Session, email: str, role: Role, password_hash: str, keyring: Keyring, *, now: datetime
) -> Member:
    """Create a member who can sign in at once, or give an existing one a role and a password.

    Until they choose a name, they are called by what stands before the ``@`` of their address.

    Raises:
        EmailRefused: The address is none.
        LastOwner: The role would be lower than the last owner's.
    """
    member = _member_for(session, email, keyring, now)
    grant(session, member, role, None)
    member.name = member.name or normalised(email).partition("@")[0]
    activate(session, member, password_hash)
    return member


def create_owner(
    session: Session, name: str, email: str, password_hash: str, keyring: Keyring, *, now: datetime
) -> Member:
    """Create the first account, which owns every site.

    Raises:
        LinkDead: Somebody can sign in already.
        EmailRefused: The address is none.
    """
    if queries.anyone_at_all(session):
        raise links.LinkDead
    member = _member_for(session, email, keyring, now)
    grant(session, member, Role.OWNER, None)
    member.name = name
    activate(session, member, password_hash)
    return member


def grant(session: Session, member: Member, role: Role, site_id: int | None) -> None:
    """Give a member a role on a site, or everywhere, instead of the one had there.

    Raises:
        LastOwner: Nobody else owns what this member would no longer own.
    """
    known = next((row for row in member.memberships if row.site_id == site_id), None)
    if known is None:
        member.memberships.append(Membership(role=role, site_id=site_id))
        session.flush()
    elif known.role != role:
        _refuse_last_owner(session, member, known)
        known.role = role


def withdraw(session: Session, member: Member, membership: Membership) -> None:
    """Take one role away.

    Raises:
        LastOwner: Nobody else owns what this member would no longer own.
    """
    _refuse_last_owner(session, member, membership)
    member.memberships.remove(membership)


def activate(session: Session, member: Member, password_hash: str) -> None:
    """Let a member sign in with a password, and only with that one from now on."""
    member.active = True
    set_password(session, member, password_hash)


def set_password(
    session: Session, member: Member, password_hash: str, *, but: bytes | None = None
) -> None:
    """Replace a password: links die and every session ends, except the one whose key is given."""
    member.password = password_hash
    member.fs_uniquifier = secrets.token_hex(UNIQUIFIER_BYTES)
    session.flush()
    session_rows.end_all(session, member.id, but=but)
    _kill_links(session, member)


def revoke(session: Session, member: Member) -> None:
    """Take every role away and sign the member out everywhere; what they decided stays.

    Raises:
        LastOwner: Nobody else owns what this member owns.
    """
    for membership in member.memberships:
        _refuse_last_owner(session, member, membership)
    member.active, member.password = False, None
    member.fs_uniquifier = secrets.token_hex(UNIQUIFIER_BYTES)
    member.memberships.clear()
    session.flush()
    session_rows.end_all(session, member.id)
    _kill_links(session, member)


def offer_new_password(session: Session, member: Member, *, now: datetime) -> str:
    """The token of a link at which a member chooses a new password.

    Raises:
        NotActive: The member cannot sign in, so a password is not what is missing.
    """
    if not member.active:
        raise NotActive("This member cannot sign in: send an invitation instead.")
    return links.issue(session, LinkPurpose.PASSWORD, member.id, now=now)


def remove_factors(session: Session, member: Member) -> None:
    """Take every second factor of a member away, and end the sessions that they opened."""
    factors.remove_all(session, member.id)
    session_rows.end_all(session, member.id)


def known_member(session: Session, email: str, keyring: Keyring) -> Member:
    """The member with an address.

    Raises:
        EmailRefused: The address is none.
        UnknownMember: Nobody has it.
    """
    member = queries.member_with_email(session, normalised(email), keyring)
    if member is None:
        raise UnknownMember("No member has that address.")
    return member


def _member_for(session: Session, email: str, keyring: Keyring, now: datetime) -> Member:
    address = normalised(email)
    member = queries.member_with_email(session, address, keyring)
    if member is None:
        member = Member(public_id=f"m{secrets.token_hex(8)}", created_at=now, memberships=[])
        seal_address(member, address, keyring)
        session.add(member)
        session.flush()
    return member


def _refuse_last_owner(session: Session, member: Member, membership: Membership) -> None:
    if not member.active or membership.role != Role.OWNER:
        return
    if not queries.other_owners(session, membership):
        raise LastOwner("This is the last owner: make somebody else one first.")


def _kill_links(session: Session, member: Member) -> None:
    session.execute(
        delete(OneTimeLink).where(OneTimeLink.member_id == member.id, OneTimeLink.used_at.is_(None))
    )
