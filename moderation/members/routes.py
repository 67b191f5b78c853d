"""Signing in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _

from moderation.database import db
from moderation.members import access, passwords, throttle
from moderation.members.addresses import index_of
from moderation.members.blueprint import blueprint
from moderation.members.destinations import destination
from moderation.members.forms import SignInForm
from moderation.members.models import Member
from moderation.members.signing_in import sign_in as begin_session
from moderation.members.signing_in import sign_out as end_session
from moderation.members.words import duration
from moderation.web import clock
from moderation.web.client import client_network
from moderation.web.instance import instance

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

# Other sites under the same registrable domain would lose their cookies if this said "cookies".
CLEAR_SITE_DATA = '"cache", "storage"'


@blueprint.get("/sign-in")
@access.anyone
def sign_in() -> ResponseReturnValue:
    """The page to sign in; members who are signed in go on at once."""
    if access.signed_in_member() is not None:
        return redirect(destination(request.args.get("next")), 303)
    return _sign_in_page(SignInForm(next=request.args.get("next", "")))


@blueprint.post("/sign-in")
@access.anyone
def enter() -> ResponseReturnValue:
    """Sign in with a password; says the same about an unknown address and a wrong password."""
    form = SignInForm()
    if not form.validate():
        return _sign_in_page(form), 422
    now = clock.now()
    account, network = index_of(form.email.data, instance().keyring), client_network()
    try:
        throttle.count_attempt(db.session(), account, network, now=now)
    except throttle.TooManyAttempts as error:
        return _too_many_attempts(form, error)
    known = passwords.credentials(db.session(), account)
    db.session.commit()
    right, replacement = passwords.matches(known, form.password.data)
    if not right:
        form.email.errors = [_("The address or the password does not match")]
        return _sign_in_page(form), 422
    member = db.session.get_one(Member, known.member_id)
    member.password = replacement or member.password
    throttle.take_back(db.session(), account, network)
    begin_session(member, now=now)
    db.session.commit()
    return redirect(destination(form.next.data), 303)


@blueprint.post("/sign-out")
@access.anyone
def sign_out() -> ResponseReturnValue:
    """Sign this browser out; what it kept of us goes with it."""
    end_session()
    db.session.commit()
    answer = make_response(redirect(url_for("account.signed_out"), 303))
    answer.headers["Clear-Site-Data"] = CLEAR_SITE_DATA
    return answer


@blueprint.get("/signed-out")
@access.anyone
def signed_out() -> ResponseReturnValue:
    """Say that signing out worked."""
    return render_template("members/signed_out.html")


def _too_many_attempts(form: SignInForm, error: throttle.TooManyAttempts) -> ResponseReturnValue:
    form.email.errors = [
        _(
            "Too many attempts. You can try again in %(duration)s.",
            duration=duration(error.wait),
        )
    ]
    seconds = str(-int(-error.wait.total_seconds() // 1))
    return _sign_in_page(form), 429, {"Retry-After": seconds}


def _sign_in_page(form: SignInForm) -> str:
    return render_template("members/sign_in.html", form=form)
