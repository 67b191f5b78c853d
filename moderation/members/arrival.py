"""The pages that one-time links open: the first account, an invitation, a new password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect, render_template, request
from flask_babel import get_locale

from moderation.database import db
from moderation.members import access, links, passwords, workflow
from moderation.members.addresses import open_address
from moderation.members.admission import admit
from moderation.members.blueprint import blueprint
from moderation.members.forms import InvitationForm, NewPasswordForm, SetupForm
from moderation.members.models import LinkPurpose, Member
from moderation.members.queries import anyone_at_all
from moderation.members.words import ROLE_MEANINGS, ROLE_NAMES
from moderation.web import clock
from moderation.web.instance import instance

if TYPE_CHECKING:
    from datetime import datetime

    from flask.typing import ResponseReturnValue

GONE = 410


@blueprint.errorhandler(links.LinkDead)
def link_dead(_error: links.LinkDead) -> ResponseReturnValue:
    """Say that the link does not work, and how to get another one."""
    return render_template("members/link_dead.html"), GONE


@blueprint.get("/setup")
@access.by_link
def setup() -> ResponseReturnValue:
    """The form for the first account."""
    _check_setup_link(clock.now())
    return render_template("members/setup.html", form=SetupForm(locale=_language()))


@blueprint.post("/setup")
@access.by_link
def set_up() -> ResponseReturnValue:
    """Create the first account, which owns every site, and sign in."""
    now, form = clock.now(), SetupForm()
    if not form.validate():
        _check_setup_link(now)
        return render_template("members/setup.html", form=form), 422
    password_hash = passwords.hashed(form.password.data)
    links.use(db.session(), LinkPurpose.SETUP, _key(), now=now)
    member = workflow.create_owner(
        db.session(), form.name.data, form.email.data, password_hash, instance().keyring, now=now
    )
    member.locale = form.locale.data
    return _enter(member, now)


@blueprint.get("/invitation")
@access.by_link
def invitation() -> ResponseReturnValue:
    """Show the role that is offered, and the form that accepts it."""
    member = _member_of(LinkPurpose.INVITATION, clock.now())
    return _invitation_page(member, InvitationForm(locale=_language()))


@blueprint.post("/invitation")
@access.by_link
def accept_invitation() -> ResponseReturnValue:
    """Become a member, and sign in."""
    now, form = clock.now(), InvitationForm()
    if not form.validate():
        return _invitation_page(_member_of(LinkPurpose.INVITATION, now), form), 422
    password_hash = passwords.hashed(form.password.data)
    member = _use(LinkPurpose.INVITATION, now)
    member.name, member.locale = form.name.data, form.locale.data
    workflow.activate(db.session(), member, password_hash)
    return _enter(member, now)


@blueprint.get("/new-password")
@access.by_link
def forgotten_password() -> ResponseReturnValue:
    """The form for a new password instead of a forgotten one."""
    member = _member_of(LinkPurpose.PASSWORD, clock.now())
    return _password_page(member, NewPasswordForm())


@blueprint.post("/new-password")
@access.by_link
def replace_password() -> ResponseReturnValue:
    """Set a new password, sign out everywhere, and sign in here as far as a password does."""
    now, form = clock.now(), NewPasswordForm()
    if not form.validate():
        return _password_page(_member_of(LinkPurpose.PASSWORD, now), form), 422
    password_hash = passwords.hashed(form.password.data)
    member = _use(LinkPurpose.PASSWORD, now)
    workflow.set_password(db.session(), member, password_hash)
    return _enter(member, now)


def _check_setup_link(now: datetime) -> None:
    links.find(db.session(), LinkPurpose.SETUP, _key(), now=now)
    if anyone_at_all(db.session()):
        raise links.LinkDead


def _enter(member: Member, now: datetime) -> ResponseReturnValue:
    address = admit(member, now=now)  # a link replaces the password, not the second factor
    db.session.commit()
    return redirect(address, 303)


def _key() -> str:
    return request.args.get("key", "")


def _member_of(purpose: LinkPurpose, now: datetime) -> Member:
    link = links.find(db.session(), purpose, _key(), now=now)
    return db.session.get_one(Member, link.member_id)


def _use(purpose: LinkPurpose, now: datetime) -> Member:
    link = links.use(db.session(), purpose, _key(), now=now)
    return db.session.get_one(Member, link.member_id)


def _invitation_page(member: Member, form: InvitationForm) -> str:
    role = max(membership.role for membership in member.memberships)
    return render_template(
        "members/invitation.html",
        form=form,
        email=_address(member),
        role=ROLE_NAMES[role],
        meaning=ROLE_MEANINGS[role],
    )


def _password_page(member: Member, form: NewPasswordForm) -> str:
    return render_template("members/new_password.html", form=form, email=_address(member))


def _address(member: Member) -> str:
    return open_address(db.session(), member, instance().keyring)


def _language() -> str:
    return str(get_locale() or "fr").partition("_")[0]
