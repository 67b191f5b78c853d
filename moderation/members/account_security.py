"""What keeps a member's account theirs: second factors, recovery codes, the password."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import structlog
from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from moderation.database import db
from moderation.members import access, factors, passwords, workflow
from moderation.members.addresses import open_address
from moderation.members.blueprint import blueprint
from moderation.members.confirming import recently_proved
from moderation.members.factors import ceremony, enforcement, passkeys, recovery
from moderation.members.forms import ChangePasswordForm
from moderation.members.proof import prove
from moderation.members.roles import Role
from moderation.members.signing_in import sign_in
from moderation.members.throttle import TooManyAttempts
from moderation.members.words import too_many_attempts
from moderation.web import clock
from moderation.web.instance import instance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

log: Final = structlog.get_logger("moderation.members")


@blueprint.get("/security")
@access.needs(Role.READER, protecting=True)
def security() -> ResponseReturnValue:
    """What protects the account of the member who is asking."""
    return _page()


@blueprint.post("/security/recovery-codes")
@access.needs(Role.READER)
@recently_proved
def make_recovery_codes() -> ResponseReturnValue:
    """Replace the recovery codes, and show the new ones this once."""
    member = access.current_member()
    if not factors.has_any(db.session(), member.id):
        return redirect(url_for("account.security"), 303)
    codes = recovery.renew(db.session(), member.id)
    db.session.commit()
    log.info("factor", act="recovery_codes_renewed", member=member.id)
    return codes_page(codes)


@blueprint.post("/password")
@access.needs(Role.READER, protecting=True)
def change_password() -> ResponseReturnValue:
    """Change the password: this browser gets a new session, every other one is signed out."""
    form, now = ChangePasswordForm(), clock.now()
    member = access.current_member()
    if not form.validate():
        return _page(form), 422
    try:
        proof = prove(member.email_index, form.current.data, now=now)
    except TooManyAttempts as error:
        form.current.errors = [too_many_attempts(error)]
        return _page(form), 429, {"Retry-After": error.seconds}
    if proof is None:
        form.current.errors = [_("This is not your current password")]
        return _page(form), 422
    db.session.commit()  # hashing is slow, and nobody should wait for our lock
    password_hash = passwords.hashed(form.password.data)
    workflow.set_password(db.session(), member, password_hash)
    sign_in(member, now=now)
    db.session.commit()
    flash(_("Your password is changed. Every other browser is signed out."), "ok")
    return redirect(url_for("account.security"), 303)


def codes_page(codes: Sequence[str]) -> str:
    """The page that shows new recovery codes, which no page will show again."""
    return render_template("members/recovery_codes.html", codes=codes)


def _page(form: ChangePasswordForm | None = None) -> str:
    session, member = db.session(), access.current_member()
    return render_template(
        "members/security.html",
        email=open_address(session, member, instance().keyring),
        form=form or ChangePasswordForm(formdata=None),
        has_authenticator=factors.has_authenticator(session, member.id),
        has_any=factors.has_any(session, member.id),
        passkeys=passkeys.all_of(session, member.id),
        may_have_passkeys=ceremony.Party.of(instance().settings.dashboard_url) is not None,
        codes_left=recovery.left(session, member.id),
        days_left=enforcement.days_left(session, member, now=clock.now()),
    )
