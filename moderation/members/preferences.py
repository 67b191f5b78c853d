"""What a member chooses for themselves: name, language, password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from moderation.database import db
from moderation.members import access, passwords, workflow
from moderation.members.addresses import open_address
from moderation.members.blueprint import blueprint
from moderation.members.forms import ChangePasswordForm, PreferencesForm
from moderation.members.proof import prove
from moderation.members.roles import Role
from moderation.members.signing_in import sign_in
from moderation.members.throttle import TooManyAttempts
from moderation.members.words import too_many_attempts
from moderation.web import clock
from moderation.web.instance import instance
from moderation.web.locale import speak

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


@blueprint.get("/preferences")
@access.needs(Role.READER)
def preferences() -> ResponseReturnValue:
    """Name, language and password of the member who is asking."""
    return _page()


@blueprint.post("/preferences")
@access.needs(Role.READER)
def save_preferences() -> ResponseReturnValue:
    """Change name and language."""
    form = PreferencesForm()
    if not form.validate():
        return _page(preferences=form), 422
    member = access.current_member()
    member.name, member.locale = form.name.data, form.locale.data
    db.session.commit()
    speak(member.locale)
    flash(_("Your preferences are saved."), "ok")
    return redirect(url_for("account.preferences"), 303)


@blueprint.post("/password")
@access.needs(Role.READER)
def change_password() -> ResponseReturnValue:
    """Change the password: this browser gets a new session, every other one is signed out."""
    form, now = ChangePasswordForm(), clock.now()
    member = access.current_member()
    if not form.validate():
        return _page(password=form), 422
    try:
        proof = prove(member.email_index, form.current.data, now=now)
    except TooManyAttempts as error:
        form.current.errors = [too_many_attempts(error)]
        return _page(password=form), 429, {"Retry-After": error.seconds}
    if proof is None:
        form.current.errors = [_("This is not your current password")]
        return _page(password=form), 422
    db.session.commit()  # hashing is slow, and nobody should wait for our lock
    password_hash = passwords.hashed(form.password.data)
    workflow.set_password(db.session(), member, password_hash)
    sign_in(member, now=now)
    db.session.commit()
    flash(_("Your password is changed. Every other browser is signed out."), "ok")
    return redirect(url_for("account.preferences"), 303)


def _page(
    *, preferences: PreferencesForm | None = None, password: ChangePasswordForm | None = None
) -> str:
    member = access.current_member()
    return render_template(
        "members/preferences.html",
        email=open_address(db.session(), member, instance().keyring),
        preferences=preferences or PreferencesForm(formdata=None, obj=member),
        password=password or ChangePasswordForm(formdata=None),
    )
