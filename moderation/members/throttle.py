"""Slowing down whoever guesses passwords or codes, without ever locking anybody out for good.

An attempt is counted before the password is looked at, under a row lock, so that a hundred
attempts at once are a hundred attempts; success takes its own count back. From the fifth failure
on, the next attempt has to wait: half a minute, then twice as long each time, a quarter of an hour
at the most. A quarter of an hour without attempts forgets everything.

Codes are counted apart from passwords, so that knowing the password takes no guess of a code back,
and for an account as a whole too, since six digits are few for somebody with many networks.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from enum import StrEnum
from math import ceil
from typing import TYPE_CHECKING, Final

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from moderation.members.models import SignInThrottle

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.orm import Session

WINDOW: Final = timedelta(minutes=15)
FIRST_WAIT: Final = timedelta(seconds=30)
MOST_DOUBLINGS: Final = 5  # which is beyond the window already
FREE_PER_ACCOUNT: Final = 5
# A family or an office may share a network; somebody who tries one password on many accounts, too.
FREE_PER_NETWORK: Final = 20
FREE_CODES_PER_ACCOUNT: Final = 20  # from all networks together


class Guess(StrEnum):
    """What is tried."""

    PASSWORD = "password"  # noqa: S105 - the word, not a secret
    CODE = "code"


class TooManyAttempts(Exception):
    """The next attempt must wait.

    Attributes:
        wait: For how long.
    """

    def __init__(self, wait: timedelta) -> None:
        """Say how long."""
        super().__init__(f"{wait.total_seconds():.0f} s")
        self.wait = wait

    @property
    def seconds(self) -> str:
        """The wait in whole seconds, rounded up, as ``Retry-After`` has it (RFC 9110 §10.2.3)."""
        return str(ceil(self.wait.total_seconds()))


def count_attempt(
    session: Session,
    account: bytes,
    network: bytes,
    *,
    now: datetime,
    guess: Guess = Guess.PASSWORD,
) -> None:
    """Count an attempt before its password or code is looked at.

    Args:
        session: Where it is counted.
        account: The blind index of the address that was typed, known or not.
        network: The pseudonym of the network it came from.
        now: The time of the attempt.
        guess: What is tried.

    Raises:
        TooManyAttempts: It comes too early, and is not counted.
    """
    session.execute(delete(SignInThrottle).where(SignInThrottle.last_at < now - WINDOW))
    rows = [(_row(session, key, now), free) for key, free in _keys(account, network, guess)]
    wait = max(_wait(row, free, now) for row, free in rows)
    if wait > timedelta(0):
        raise TooManyAttempts(wait)
    for row, _ in rows:
        row.failures += 1
        row.last_at = now


def take_back(
    session: Session, account: bytes, network: bytes, *, guess: Guess = Guess.PASSWORD
) -> None:
    """Forget a member's failures, since the right password or code came in the end."""
    *own, (shared, _) = _keys(account, network, guess)
    session.execute(delete(SignInThrottle).where(SignInThrottle.key.in_([key for key, _ in own])))
    row = session.get(SignInThrottle, shared, with_for_update=True)
    if row is not None:
        row.failures = max(0, row.failures - 1)


def _keys(account: bytes, network: bytes, guess: Guess) -> Iterable[tuple[bytes, int]]:
    """Always in the same order, so that two attempts cannot wait for each other."""
    if guess is Guess.PASSWORD:
        yield _key(b"account", account + network), FREE_PER_ACCOUNT
    else:
        yield _key(b"code", account + network), FREE_PER_ACCOUNT
        yield _key(b"codes", account), FREE_CODES_PER_ACCOUNT
    yield _key(b"network", network), FREE_PER_NETWORK


def _key(kind: bytes, of: bytes) -> bytes:
    return hashlib.sha256(kind + b"\0" + of).digest()


def _row(session: Session, key: bytes, now: datetime) -> SignInThrottle:
    """The row of a key, made when it is missing, and held until the transaction ends."""
    row = session.get(SignInThrottle, key, with_for_update=True)
    if row is not None:
        return row
    try:
        with session.begin_nested():
            row = SignInThrottle(key=key, failures=0, last_at=now)
            session.add(row)
    except IntegrityError:  # another attempt was first
        return session.get_one(SignInThrottle, key, with_for_update=True)
    return row


def _wait(row: SignInThrottle, free: int, now: datetime) -> timedelta:
    if row.failures < free:
        return timedelta(0)
    doublings = min(row.failures - free, MOST_DOUBLINGS)
    return row.last_at + min(FIRST_WAIT * (1 << doublings), WINDOW) - now
