"""What another policy would have done with the comments that came in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from moderation.screening.rules import BLOCKED, REFUSED_CODES, SPAM_CODES
from moderation.sites.models import Policy

if TYPE_CHECKING:
    from collections.abc import Iterable

# Found because of the policy that the site had, whatever stands in the comment.
OF_POLICY: Final = frozenset({"policy", "first"})


@dataclass(frozen=True, slots=True)
class Arrival:
    """A comment that came in.

    Attributes:
        codes: Everything that was found in it.
        returning: Whether its author had been published before.
    """

    codes: frozenset[str]
    returning: bool


def waiting(policy: Policy, arrivals: Iterable[Arrival]) -> int:
    """How many of these comments would have waited for a moderator.

    What is set aside as spam or refused does not wait. Authors count as known by the address they
    typed, although a comment that comes in has to prove it: it is an estimate.
    """
    return sum(_waits(policy, arrival) for arrival in arrivals)


def _waits(policy: Policy, arrival: Arrival) -> bool:
    if BLOCKED in arrival.codes:
        return False
    if policy is Policy.REVIEW_ALL:
        return True
    if arrival.codes & (SPAM_CODES | REFUSED_CODES):
        return False
    first = policy is Policy.REVIEW_FIRST and not arrival.returning
    return first or bool(arrival.codes - OF_POLICY)
