"""Proving who one is by a password or a code, for the doors that ask for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import structlog

from moderation.database import db
from moderation.members import passwords, throttle
from moderation.members.throttle import Guess
from moderation.web.client import client_network

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from moderation.members.models import Member

log: Final = structlog.get_logger("moderation.members")


@dataclass(frozen=True, slots=True)
class Proof:
    """The password was right.

    Attributes:
        member_id: Whose it is.
        replacement: The hash to store instead, when the rules of hashing have changed.
    """

    member_id: int
    replacement: str | None = field(repr=False)


def prove(account: bytes, password: str, *, now: datetime) -> Proof | None:
    """Verify a password, slowly and not too often.

    Commits before it hashes: the attempt counts whatever comes after, and nobody waits for a lock
    meanwhile. What follows a proof is a transaction of its own, which the door commits.

    Args:
        account: The blind index of the address that goes with the password.
        password: As it was typed.
        now: The time of the attempt.

    Raises:
        TooManyAttempts: The attempt comes too early.
    """
    network = client_network()
    try:
        throttle.count_attempt(db.session(), account, network, now=now)
    except throttle.TooManyAttempts:
        log.warning("password", outcome="too_early")
        raise
    known = passwords.credentials(db.session(), account)
    db.session.commit()
    right, replacement = passwords.matches(known, password)
    if not right or known.member_id is None:
        log.warning("password", outcome="wrong")
        return None
    throttle.take_back(db.session(), account, network)
    log.info("password", outcome="right", member=known.member_id)
    return Proof(known.member_id, replacement)


def prove_code(member: Member, take: Callable[[], bool], *, means: str, now: datetime) -> bool:
    """Try a code, not too often.

    A wrong one is committed as an attempt; a right one is used up in the transaction that the
    door commits.

    Args:
        member: Whose code it should be.
        take: Uses the code up, and says whether it was right.
        means: What kind of code, for the log.
        now: The time of the attempt.

    Raises:
        TooManyAttempts: The attempt comes too early.
    """
    account, network = member.email_index, client_network()
    try:
        throttle.count_attempt(db.session(), account, network, now=now, guess=Guess.CODE)
    except throttle.TooManyAttempts:
        log.warning("second_step", means=means, outcome="too_early")
        raise
    if not take():
        db.session.commit()
        log.warning("second_step", means=means, outcome="wrong", member=member.id)
        return False
    throttle.take_back(db.session(), account, network, guess=Guess.CODE)
    log.info("second_step", means=means, outcome="right", member=member.id)
    return True
