"""``moderation members …``: who may moderate, for people in a terminal."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, Final

import click

from moderation.database import db
from moderation.database.commands import with_appcontext
from moderation.members import passwords, queries, workflow
from moderation.members.addresses import open_address
from moderation.members.factors import enforcement
from moderation.members.link_addresses import address_of_link
from moderation.members.models import LinkPurpose
from moderation.members.roles import Role
from moderation.sites import events
from moderation.sites.events import BY_COMMAND, Deed, Fact
from moderation.sites.queries import all_sites, site_named
from moderation.web.clock import now
from moderation.web.instance import instance

if TYPE_CHECKING:
    from moderation.members.models import Member

ROLES: Final = click.Choice([role.word for role in Role])


@click.group("members")
def commands() -> None:
    """Say who may moderate, where, and as what."""


@commands.command("invite")
@click.argument("email")
@click.option("--role", type=ROLES, required=True)
@click.option("--site", "site", help="Only on this site; on every site without it.")
@with_appcontext
def invite(email: str, role: str, site: str | None) -> None:
    """Print a link, good once and for 72 hours, that makes EMAIL a member.

    Somebody who can sign in already has the role at once.
    """
    where = _site_id(site)
    member, token = workflow.invite(
        db.session(), email, Role.named(role), where, instance().keyring, now=now()
    )
    if token is None:
        rule = instance().settings.require_second_factor
        enforcement.set_term(db.session(), member, rule, now=now())
    deed = Deed.MEMBER_INVITED if token else Deed.MEMBER_ROLE
    _note(member, deed, site_id=where, role=role)
    db.session.commit()
    if token is None:
        click.echo("This member can sign in already, and has the role now.")
    else:
        click.echo(address_of_link(instance().settings, LinkPurpose.INVITATION, token))


@commands.command("add")
@click.argument("email")
@click.option("--role", type=ROLES, required=True)
@click.option("--name", default="", help="How readers and colleagues see the member.")
@click.option("--password-stdin", is_flag=True, required=True, help="Read it from standard input.")
@with_appcontext
def add(email: str, role: str, name: str, *, password_stdin: bool) -> None:  # noqa: ARG001 - it only says where from
    """Make EMAIL a member who signs in with the password on standard input."""
    password = sys.stdin.readline().rstrip("\r\n")
    if problem := passwords.problem_with(password):
        raise click.ClickException(f"{problem}.")
    member = workflow.add(
        db.session(),
        email,
        Role.named(role),
        passwords.hashed(password),
        instance().keyring,
        now=now(),
    )
    member.name = name or member.name
    _note(member, Deed.MEMBER_ROLE, role=role)
    db.session.commit()


@commands.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
@with_appcontext
def list_members(*, as_json: bool) -> None:
    """List the members with their addresses and roles."""
    rows = [_described(member) for member in queries.all_members(db.session())]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        roles = ", ".join(f"{given['role']} on {given['site'] or '*'}" for given in row["roles"])
        click.echo(f"{row['email']}  {row['name'] or '-'}  {row['state']}  {roles or '-'}")


@commands.command("revoke")
@click.argument("email")
@with_appcontext
def revoke(email: str) -> None:
    """Take every role from EMAIL and end their sessions; their decisions stay."""
    member = workflow.known_member(db.session(), email, instance().keyring)
    workflow.revoke(db.session(), member)
    _note(member, Deed.MEMBER_REVOKED)
    db.session.commit()


@commands.command("reset")
@click.argument("email")
@click.option("--factors", is_flag=True, help="Take second factors and recovery codes away, too.")
@with_appcontext
def reset(email: str, *, factors: bool) -> None:
    """Print a link, good once and for 24 hours, at which EMAIL chooses a new password."""
    member = workflow.known_member(db.session(), email, instance().keyring)
    token = workflow.offer_new_password(db.session(), member, now=now())
    if factors:
        workflow.remove_factors(db.session(), member)
    _note(member, Deed.MEMBER_RESET, factors=factors)
    db.session.commit()
    click.echo(address_of_link(instance().settings, LinkPurpose.PASSWORD, token))


def _note(member: Member, deed: Deed, *, site_id: int | None = None, **facts: Fact) -> None:
    known = {"member": member.public_id, **facts}
    events.record(db.session(), deed, site_id=site_id, by=BY_COMMAND, now=now(), facts=known)


def _site_id(name: str | None) -> int | None:
    if name is None:
        return None
    site = site_named(db.session(), name)
    if site is None:
        raise click.ClickException(f"There is no site named “{name}”.")
    return site.id


def _described(member: Member) -> dict[str, Any]:
    names = {site.id: site.name for site in all_sites(db.session())}
    return {
        "id": member.public_id,
        "name": member.name,
        "email": open_address(db.session(), member, instance().keyring),
        "state": _state(member),
        "roles": [
            {"role": row.role.word, "site": names.get(row.site_id) if row.site_id else None}
            for row in member.memberships
        ],
        "last_sign_in_at": member.last_sign_in_at.isoformat() if member.last_sign_in_at else None,
    }


def _state(member: Member) -> str:
    if member.active:
        return "active"
    return "invited" if member.memberships else "revoked"
