"""The second step of signing in: a code, after the right password."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _

from moderation.database import db
from moderation.members import access
from moderation.members.admission import let_in
from moderation.members.blueprint import blueprint
from moderation.members.code_forms import CodeForm, RecoveryForm
from moderation.members.factors import (
    authenticator,
    has_authenticator,
    passkeys,
    recovery,
)
from moderation.members.proof import prove_code
from moderation.members.signing_in import member_at_second_step
from moderation.members.throttle import TooManyAttempts
from moderation.members.words import too_many_attempts, wrong_code
from moderation.web import clock
from moderation.web.instance import instance
from moderation.web.locale import speak

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from flask.typing import ResponseReturnValue

    from moderation.members.models import Member

    Form = CodeForm | RecoveryForm

CODE: Final = "code"
RECOVERY: Final = "recovery"


@blueprint.get("/sign-in/code")
@access.anyone
def second_step() -> ResponseReturnValue:
    """Ask whoever has typed the right password for a code."""
    member = _member()
    if member is None:
        return _start_again()
    return _page(CODE, member, CodeForm(next=request.args.get("next", "")))


@blueprint.post("/sign-in/code")
@access.anyone
def take_second_step() -> ResponseReturnValue:
    """Sign in with a code of the authenticator."""
    member, form, now = _member(), CodeForm(), clock.now()
    if member is None:
        return _start_again()

    def take() -> bool:
        keyring = instance().keyring
        return authenticator.take(db.session(), member, form.code.data, keyring, now=now)

    return _try(CODE, member, form, take, wrong=wrong_code(), now=now)


@blueprint.get("/sign-in/recovery")
@access.anyone
def recovery_step() -> ResponseReturnValue:
    """Ask for a recovery code instead."""
    member = _member()
    if member is None:
        return _start_again()
    return _page(RECOVERY, member, RecoveryForm(next=request.args.get("next", "")))


@blueprint.post("/sign-in/recovery")
@access.anyone
def take_recovery_step() -> ResponseReturnValue:
    """Sign in with a recovery code."""
    member, form, now = _member(), RecoveryForm(), clock.now()
    if member is None:
        return _start_again()

    def take() -> bool:
        return recovery.take(db.session(), member.id, form.code.data, now=now)

    wrong = _("This recovery code does not work. Each works once, and new ones replace the old.")
    return _try(RECOVERY, member, form, take, wrong=wrong, now=now)


def _try(
    means: str,
    member: Member,
    form: Form,
    take: Callable[[], bool],
    *,
    wrong: str,
    now: datetime,
) -> ResponseReturnValue:
    if not form.validate():
        return _page(means, member, form), 422
    try:
        right = prove_code(member, take, means=means, now=now)
    except TooManyAttempts as error:
        form.code.errors = [too_many_attempts(error)]
        return _page(means, member, form), 429, {"Retry-After": error.seconds}
    if not right:
        form.code.errors = [wrong]
        return _page(means, member, form), 422
    address = let_in(member, now=now, wanted=form.next.data)
    db.session.commit()
    return redirect(address, 303)


def _member() -> Member | None:
    member = member_at_second_step()
    if member is not None:
        speak(member.locale)
    return member


def _start_again() -> ResponseReturnValue:
    return redirect(url_for("account.sign_in", next=request.values.get("next") or None), 303)


def _page(means: str, member: Member, form: Form) -> str:
    return render_template(
        f"members/step_{means}.html",
        form=form,
        has_passkey=bool(passkeys.all_of(db.session(), member.id)),
        has_authenticator=has_authenticator(db.session(), member.id),
    )
