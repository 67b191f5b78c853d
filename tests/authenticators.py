"""Authenticators of people: what their telephones would show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.database import db
from moderation.members.factors import authenticator, recovery, totp
from moderation.members.models import Member, TotpFactor
from moderation.web import clock
from moderation.web.instance import instance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Flask

WRONG = "000000"


class Authenticator:
    """One telephone; it shows a code for the present instant, or for a step before or after."""

    def __init__(self, secret: str) -> None:
        self.secret = secret

    def code(self, later: int = 0) -> str:
        code = totp.code_at(self.secret, totp.step_at(clock.now()) + later)
        assert code != WRONG, "one in a million: run the test again"
        return code


def an_authenticator(app: Flask, member_id: int) -> Authenticator:
    """The confirmed authenticator of a member, none of whose codes was used yet."""
    with app.app_context():
        session, keyring, now = db.session(), instance().keyring, clock.now()
        member = session.get_one(Member, member_id)
        authenticator.begin(session, member, keyring, now=now)
        session.flush()
        secret = authenticator.unconfirmed_secret(session, member, keyring)
        assert secret is not None
        session.get_one(TotpFactor, member_id).confirmed_at = now
        session.commit()
        return Authenticator(secret)


def recovery_codes(app: Flask, member_id: int) -> Sequence[str]:
    """The new recovery codes of a member."""
    with app.app_context():
        codes = recovery.renew(db.session(), member_id)
        db.session.commit()
        return codes
