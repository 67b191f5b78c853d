"""Signing in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _

from moderation.database import db
from moderation.members import access
from moderation.members.addresses import index_of
from moderation.members.admission import admit
from moderation.members.blueprint import blueprint
from moderation.members.destinations import destination
from moderation.members.factors.ceremony import Party
from moderation.members.forms import SignInForm
from moderation.members.models import Member
from moderation.members.proof import prove
from moderation.members.signing_in import sign_out as end_session
from moderation.members.throttle import TooManyAttempts
from moderation.members.words import too_many_attempts
from moderation.web import clock
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
    """Take a password; says the same about an unknown address and a wrong password."""
    form = SignInForm()
    if not form.validate():
        return _sign_in_page(form), 422
    now, account = clock.now(), index_of(form.email.data, instance().keyring)
    try:
        proof = prove(account, form.password.data, now=now)
    except TooManyAttempts as error:
        form.email.errors = [too_many_attempts(error)]
        return _sign_in_page(form), 429, {"Retry-After": error.seconds}
    if proof is None:
        form.email.errors = [_("The address or the password does not match")]
        return _sign_in_page(form), 422
    member = db.session.get_one(Member, proof.member_id)
    member.password = proof.replacement or member.password
    address = admit(member, now=now, wanted=form.next.data)
    db.session.commit()
    return redirect(address, 303)


@blueprint.post("/sign-out")
@access.anyone
def sign_out() -> ResponseReturnValue:
    """Sign this browser out."""
    return leave()


@blueprint.get("/signed-out")
@access.anyone
def signed_out() -> ResponseReturnValue:
    """Say that signing out worked."""
    return render_template("members/signed_out.html")


def leave() -> ResponseReturnValue:
    """Sign this browser out and commit; what it kept of us goes with it."""
    end_session()
    db.session.commit()
    answer = make_response(redirect(url_for("account.signed_out"), 303))
    answer.headers["Clear-Site-Data"] = CLEAR_SITE_DATA
    return answer


def _sign_in_page(form: SignInForm) -> str:
    party = Party.of(instance().settings.dashboard_url)
    return render_template("members/sign_in.html", form=form, may_have_passkeys=party is not None)
