"""Beginning and ending a session in the browser that is asking."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from flask import g
from flask_security.utils import login_user, logout_user

from moderation.members.sessions import SEED, visit

if TYPE_CHECKING:
    from datetime import datetime

    from moderation.members.models import Member


def sign_in(member: Member, *, now: datetime) -> None:
    """Begin a new session in this browser; the caller commits.

    Nothing of the visit before is carried over, so that a token or a CSRF seed planted earlier is
    worth nothing (session fixation).
    """
    here = visit()
    here.clear()
    g.pop(SEED, None)
    login_user(member, remember=False, authn_via=["password"])
    here[SEED] = secrets.token_hex(20)
    here.begin(member, now=now)
    member.last_sign_in_at = now


def sign_out() -> None:
    """End the session of this browser; the caller commits."""
    here = visit()
    logout_user()
    here.end()
    here.clear()
