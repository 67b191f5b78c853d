"""Making passkeys, naming them and taking them away; signing in with one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import structlog
from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from moderation.database import db
from moderation.members import access, factors
from moderation.members.account_security import codes_page
from moderation.members.addresses import open_address
from moderation.members.admission import let_in
from moderation.members.blueprint import blueprint
from moderation.members.code_forms import PasskeyForm
from moderation.members.confirming import answer_sent, recently_proved
from moderation.members.factors import ceremony, challenges, passkeys, recovery
from moderation.members.factors.ceremony import AUTHENTICATE, REGISTER, PasskeyRefused
from moderation.members.models import Member
from moderation.members.roles import Role
from moderation.members.sessions import SEED, visit
from moderation.members.signing_in import member_at_second_step, protect
from moderation.web import clock
from moderation.web.instance import instance

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

log: Final = structlog.get_logger("moderation.members")


@blueprint.post("/sign-in/challenge")
@access.anyone
def ask_passkey() -> ResponseReturnValue:
    """What a passkey is to sign: a member's who is known already, else anybody's."""
    member = member_at_second_step() or access.signed_in_member()
    member_id = None if member is None else member.id
    return passkeys.options_to_use(db.session(), member_id, _party(), _challenge(AUTHENTICATE))


@blueprint.post("/sign-in/passkey")
@access.anyone
def take_passkey() -> ResponseReturnValue:
    """Sign in with a passkey, alone or after the password."""
    session, member, now = db.session(), member_at_second_step(), clock.now()
    try:
        answer = _answer(AUTHENTICATE)
        member_id = passkeys.use(session, member.id if member else None, answer, _party(), now=now)
    except PasskeyRefused as error:
        session.rollback()
        log.warning("passkey", outcome="refused", reason=str(error))
        flash(_("The passkey was not accepted. Try again, or sign in another way."), "bad")
        step = "account.second_step" if member else "account.sign_in"
        return redirect(url_for(step, next=request.form.get("next") or None), 303)
    log.info("passkey", outcome="right", member=member_id)
    owner = session.get_one(Member, member_id)
    address = let_in(owner, now=now, wanted=request.form.get("next"))
    session.commit()
    return redirect(address, 303)


@blueprint.post("/passkeys/challenge")
@access.needs(Role.READER, protecting=True)
@recently_proved
def ask_new_passkey() -> ResponseReturnValue:
    """What the browser is to make."""
    member = access.current_member()
    email = open_address(db.session(), member, instance().keyring)
    challenge = _challenge(REGISTER)
    return passkeys.options_to_make(db.session(), member, email, _party(), challenge)


@blueprint.get("/passkeys/new")
@access.needs(Role.READER, protecting=True)
@recently_proved
def new_passkey() -> ResponseReturnValue:
    """The form that names a passkey and makes it."""
    _party()
    return render_template("members/new_passkey.html", form=PasskeyForm(formdata=None))


@blueprint.post("/passkeys")
@access.needs(Role.READER, protecting=True)
@recently_proved
def add_passkey() -> ResponseReturnValue:
    """Keep what the browser made; with the first factor of all come the recovery codes."""
    session, member, form, now = db.session(), access.current_member(), PasskeyForm(), clock.now()
    if not form.validate():
        return render_template("members/new_passkey.html", form=form), 422
    is_first = not factors.has_any(session, member.id)
    try:
        passkeys.add(session, member, form.name.data, _answer(REGISTER), _party(), now=now)
    except PasskeyRefused as error:
        log.warning("passkey", outcome="not_made", reason=str(error))
        form.name.errors = [_("The passkey was not made. Try again.")]
        return render_template("members/new_passkey.html", form=form), 422
    codes = recovery.renew(session, member.id) if is_first else None
    protect(member, now=now)
    session.commit()
    log.info("factor", act="passkey_added", member=member.id)
    if codes:
        return codes_page(codes)
    flash(_("The passkey is made. It signs you in by itself."), "ok")
    return _overview()


@blueprint.post("/passkeys/rename")
@access.needs(Role.READER)
def rename_passkey() -> ResponseReturnValue:
    """Call a passkey something else."""
    form, passkey_id = PasskeyForm(), request.form.get("passkey", 0, type=int)
    if not form.validate():
        flash(_("Enter a name for the passkey"), "bad")
        return _overview()
    passkeys.rename(db.session(), access.current_member().id, passkey_id, form.name.data)
    db.session.commit()
    return _overview()


@blueprint.post("/passkeys/remove")
@access.needs(Role.READER)
@recently_proved
def remove_passkey() -> ResponseReturnValue:
    """Take a passkey away."""
    member, passkey_id = access.current_member(), request.form.get("passkey", 0, type=int)
    passkeys.remove(db.session(), member.id, passkey_id)
    factors.forget_unused_codes(db.session(), member.id)
    db.session.commit()
    log.info("factor", act="passkey_removed", member=member.id)
    flash(_("The passkey no longer signs you in."), "ok")
    return _overview()


def _party() -> ceremony.Party:
    return ceremony.Party.of(instance().settings.dashboard_url) or abort(404)


def _challenge(purpose: str) -> bytes:
    return challenges.issue(purpose, visit()[SEED], instance().keyring, now=clock.now())


def _answer(purpose: str) -> ceremony.Answer:
    return answer_sent(request.form.get("credential", ""), purpose, now=clock.now())


def _overview() -> ResponseReturnValue:
    return redirect(url_for("account.security"), 303)
