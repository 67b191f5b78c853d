"""Setting up an authenticator: a picture to scan, a first code, and recovery codes to keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import structlog
from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from moderation.database import db
from moderation.members import access, factors
from moderation.members.account_security import codes_page
from moderation.members.addresses import open_address
from moderation.members.blueprint import blueprint
from moderation.members.code_forms import CodeForm
from moderation.members.confirming import recently_proved
from moderation.members.factors import authenticator, recovery, totp
from moderation.members.factors.qr import picture
from moderation.members.proof import prove_code
from moderation.members.roles import Role
from moderation.members.signing_in import protect
from moderation.members.throttle import TooManyAttempts
from moderation.members.words import too_many_attempts, wrong_code
from moderation.web import clock
from moderation.web.instance import instance

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

log: Final = structlog.get_logger("moderation.members")


@blueprint.post("/security/authenticator")
@access.needs(Role.READER, protecting=True)
@recently_proved
def begin_authenticator() -> ResponseReturnValue:
    """Make a secret, which counts once a first code confirms it."""
    member = access.current_member()
    authenticator.begin(db.session(), member, instance().keyring, now=clock.now())
    db.session.commit()
    return redirect(url_for("account.new_authenticator"), 303)


@blueprint.get("/security/authenticator")
@access.needs(Role.READER, protecting=True)
@recently_proved
def new_authenticator() -> ResponseReturnValue:
    """Show the secret that waits for its first code, as a picture and in letters."""
    secret = _waiting_secret()
    return _page(secret, CodeForm(formdata=None)) if secret else _overview()


@blueprint.post("/security/authenticator/confirm")
@access.needs(Role.READER, protecting=True)
@recently_proved
def confirm_authenticator() -> ResponseReturnValue:
    """Take the first code; with the first factor of all come the recovery codes."""
    member, form, now = access.current_member(), CodeForm(), clock.now()
    session, keyring, secret = db.session(), instance().keyring, _waiting_secret()
    if secret is None:
        return _overview()
    if not form.validate():
        return _page(secret, form), 422

    def take() -> bool:
        return authenticator.confirm(session, member, form.code.data, keyring, now=now)

    is_first = not factors.has_any(session, member.id)
    try:
        right = prove_code(member, take, means="new_authenticator", now=now)
    except TooManyAttempts as error:
        form.code.errors = [too_many_attempts(error)]
        return _page(secret, form), 429, {"Retry-After": error.seconds}
    if not right:
        form.code.errors = [wrong_code()]
        return _page(secret, form), 422
    codes = recovery.renew(session, member.id) if is_first else None
    protect(member, now=now)
    db.session.commit()
    log.info("factor", act="authenticator_confirmed", member=member.id)
    if codes:
        return codes_page(codes)
    flash(_("From now on, signing in asks for a code of your authenticator."), "ok")
    return _overview()


@blueprint.post("/security/authenticator/remove")
@access.needs(Role.READER)
@recently_proved
def remove_authenticator() -> ResponseReturnValue:
    """Take the authenticator away."""
    member = access.current_member()
    authenticator.remove(db.session(), member.id)
    factors.forget_unused_codes(db.session(), member.id)
    db.session.commit()
    log.info("factor", act="authenticator_removed", member=member.id)
    flash(_("Signing in no longer asks for a code of your authenticator."), "ok")
    return _overview()


def _waiting_secret() -> str | None:
    member = access.current_member()
    return authenticator.unconfirmed_secret(db.session(), member, instance().keyring)


def _overview() -> ResponseReturnValue:
    return redirect(url_for("account.security"), 303)


def _page(secret: str, form: CodeForm) -> str:
    email = open_address(db.session(), access.current_member(), instance().keyring)
    service = urlsplit(instance().settings.dashboard_url).hostname or ""
    return render_template(
        "members/authenticator.html",
        form=form,
        secret=secret,
        service=service,
        email=email,
        picture=picture(totp.address(secret, issuer=service, account=email)),
    )
