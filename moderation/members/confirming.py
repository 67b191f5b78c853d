"""Before a dangerous act, members prove again who they are, unless they did so minutes ago."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Final, ParamSpec, cast

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _

from moderation.database import db
from moderation.members import access
from moderation.members.blueprint import blueprint
from moderation.members.code_forms import ConfirmForm
from moderation.members.destinations import destination, present_address, wanted_address
from moderation.members.factors import authenticator, ceremony, has_authenticator, passkeys
from moderation.members.proof import prove, prove_code
from moderation.members.roles import Role
from moderation.members.sessions import SEED, visit
from moderation.members.signing_in import proved_recently, renew
from moderation.members.throttle import TooManyAttempts
from moderation.members.words import too_many_attempts, wrong_code
from moderation.web import clock
from moderation.web.instance import instance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from flask.typing import ResponseReturnValue

    from moderation.members.models import Member

P = ParamSpec("P")
# What a page asks for and what proves who asks never travel in one form as the same field, and
# nothing secret is written into a page: who typed a password types it again.
SECRETS: Final = frozenset({"csrf_token", "password", "current"})


def recently_proved(
    view: Callable[P, ResponseReturnValue],
) -> Callable[P, ResponseReturnValue]:
    """Let members see a page, or do an act, only minutes after they proved who they are.

    Stands right above the view, under what the page needs. Asked for with GET, the page is there
    again after the proof. An act is answered by the same question, whose form holds what was sent:
    sending it proves and acts. Files and fields named like passwords are not kept.
    """

    @wraps(view)
    def after_proof(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if proved_recently(now=clock.now()):
            return view(*args, **kwargs)
        if request.method in {"GET", "HEAD"}:
            return redirect(url_for("account.confirm", next=wanted_address()), 303)
        return _prove(lambda: view(*args, **kwargs))

    return after_proof


@blueprint.get("/confirm")
@access.needs(Role.READER, protecting=True)
def confirm() -> ResponseReturnValue:
    """Ask the member who is asking to prove again who they are."""
    return _page(ConfirmForm(formdata=None))


@blueprint.post("/confirm")
@access.needs(Role.READER, protecting=True)
def confirmed() -> ResponseReturnValue:
    """Take the proof, and go on to the page that asked for it."""
    return _prove(lambda: redirect(destination(request.args.get("next")), 303))


def _prove(go_on: Callable[[], ResponseReturnValue]) -> ResponseReturnValue:
    form, now = ConfirmForm(), clock.now()
    if not form.is_sent():
        return _page(ConfirmForm(formdata=None)), 403
    if not form.validate():
        return _page(form), 422
    try:
        problem = _problem_with(form, now)
    except TooManyAttempts as error:
        form.field_sent().errors = [too_many_attempts(error)]
        return _page(form), 429, {"Retry-After": error.seconds}
    if problem is not None:
        form.field_sent().errors = [problem]
        return _page(form), 422
    renew(access.current_member(), now=now)
    db.session.commit()
    return go_on()


def _problem_with(form: ConfirmForm, now: datetime) -> str | None:
    """What is wrong with the proof, in words."""
    member = access.current_member()
    if form.credential.data:
        return None if _passkey_proves(member, form.credential.data, now) else _wrong_passkey()
    if form.proof_code.data:

        def take() -> bool:
            keyring, code = instance().keyring, cast("str", form.proof_code.data)
            return authenticator.take(db.session(), member, code, keyring, now=now)

        return None if prove_code(member, take, means="code", now=now) else wrong_code()
    proof = prove(member.email_index, form.proof_password.data, now=now)
    return None if proof is not None else _("This is not your current password")


def answer_sent(text: str, purpose: str, *, now: datetime) -> ceremony.Answer:
    """What this browser's passkey has answered to a challenge made for this visit.

    Raises:
        PasskeyRefused: It is malformed, or its challenge must not be used.
    """
    return ceremony.read(text, purpose, visit()[SEED], instance().keyring, now=now)


def _passkey_proves(member: Member, text: str, now: datetime) -> bool:
    party = ceremony.Party.of(instance().settings.dashboard_url)
    if party is None:
        return False
    try:
        answer = answer_sent(text, ceremony.AUTHENTICATE, now=now)
        passkeys.use(db.session(), member.id, answer, party, now=now)
    except ceremony.PasskeyRefused:
        db.session.rollback()
        return False
    return True


def _wrong_passkey() -> str:
    return str(_("The passkey was not accepted. Try again, or prove it in another way."))


def _page(form: ConfirmForm) -> str:
    member_id = access.current_member().id
    return render_template(
        "members/confirm.html",
        form=form,
        action=present_address(),
        kept=list(_kept(form)),
        has_authenticator=has_authenticator(db.session(), member_id),
        has_passkey=bool(passkeys.all_of(db.session(), member_id)),
    )


def _kept(form: ConfirmForm) -> Iterator[tuple[str, str]]:
    """What the act that waits was sent with."""
    for name, value in request.form.items(multi=True):
        if name not in SECRETS and name not in form:
            yield name, value
