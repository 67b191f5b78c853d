"""Letting in whoever has proved who they are, as far as what they proved goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, url_for
from flask_babel import gettext, ngettext

from moderation.database import db
from moderation.members import factors
from moderation.members.destinations import destination
from moderation.members.factors import enforcement
from moderation.members.signing_in import ask_second_step, sign_in
from moderation.web.instance import instance
from moderation.web.locale import speak

if TYPE_CHECKING:
    from datetime import datetime

    from moderation.members.models import Member


def admit(member: Member, *, now: datetime, wanted: str | None = None) -> str:
    """Let a member in who has proved the first factor, or ask for the second one.

    Returns:
        The address to go on at.
    """
    if factors.has_any(db.session(), member.id):
        ask_second_step(member, now=now)
        return url_for("account.second_step", next=wanted or None)
    return let_in(member, now=now, wanted=wanted)


def let_in(member: Member, *, now: datetime, wanted: str | None = None) -> str:
    """Sign a member in who has proved all there is to prove.

    Returns:
        The address to go on at: where they wanted to go, or where they protect their account.
    """
    session = db.session()
    enforcement.set_term(session, member, instance().settings.require_second_factor, now=now)
    sign_in(member, now=now)
    days = enforcement.days_left(session, member, now=now)
    if days == 0:
        return url_for("account.security")
    if days is not None:
        speak(member.locale)
        flash(_reminder(days), "warn")
    return destination(wanted)


def _reminder(days: int) -> str:
    return " ".join(
        (
            ngettext(
                "In %(num)d day, signing in will ask for a second step.",
                "In %(num)d days, signing in will ask for a second step.",
                days,
            ),
            gettext("Set it up under Security, beside your name."),
        )
    )
