"""Beginning and ending a session in the browser that is asking."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from flask import g
from flask_security.utils import login_user, logout_user

from moderation.database import db
from moderation.members.factors import enforcement
from moderation.members.models import Member
from moderation.members.sessions import (
    PROVED,
    SECOND_STEP,
    SEED,
    UNPROTECTED,
    Visit,
    visit,
)

if TYPE_CHECKING:
    from datetime import datetime

#: How long the page that asks for a code may stay open after the right password.
SECOND_STEP_LIFETIME: Final = timedelta(minutes=10)
#: How long a member need not prove again who they are before a dangerous act.
RECENT: Final = timedelta(minutes=10)


def sign_in(member: Member, *, now: datetime) -> None:
    """Begin a new session in this browser; the caller commits.

    Nothing of the visit before is carried over, so that a token or a CSRF seed planted earlier is
    worth nothing (session fixation). Where a second factor is due and missing, the session opens
    only the pages that set one up.
    """
    here = _emptied_visit()
    login_user(member, remember=False, authn_via=["password"])
    here[PROVED] = now.timestamp()
    if enforcement.days_left(db.session(), member, now=now) == 0:
        here[UNPROTECTED] = True
    here.begin(member, now=now)
    member.last_sign_in_at = now


def ask_second_step(member: Member, *, now: datetime) -> None:
    """Begin a session that opens nothing but the second step; the caller commits."""
    here = _emptied_visit()
    here[SECOND_STEP] = True
    here.begin(member, now=now, lifetime=SECOND_STEP_LIFETIME)


def member_at_second_step() -> Member | None:
    """The member whose password was right in this browser, and who has not proved more yet."""
    here = visit()
    if here.member_id is None or SECOND_STEP not in here:
        return None
    member = db.session.get(Member, here.member_id)
    return member if member is not None and member.active else None


def renew(member: Member, *, now: datetime) -> None:
    """Note that the member proved again who they are, under a new token; the caller commits."""
    here = visit()
    here[PROVED] = now.timestamp()
    here.begin(member, now=now)


def protect(member: Member, *, now: datetime) -> None:
    """Open every page, under a new token, to a member who has a second factor now."""
    visit().pop(UNPROTECTED, None)
    renew(member, now=now)


def proved_recently(*, now: datetime) -> bool:
    """Whether the member in this browser need not prove again who they are."""
    proved_at = visit().get(PROVED, 0)
    return bool(0 <= now.timestamp() - proved_at < RECENT.total_seconds())


def sign_out() -> None:
    """End the session of this browser; the caller commits."""
    here = visit()
    logout_user()
    here.end()
    here.clear()


def _emptied_visit() -> Visit:
    """What this browser has with us, without anything from before but with a seed of its own."""
    here = visit()
    here.clear()
    g.pop(SEED, None)
    here[SEED] = secrets.token_hex(20)
    return here
