"""A domain that somebody has probably meant, where the one in an e-mail address is a slip away."""

from __future__ import annotations

from itertools import takewhile
from typing import Final

# Where most readers have their mail: what is offered.
COMMON: Final = (
    "gmail.com",
    "hotmail.com",
    "hotmail.fr",
    "outlook.com",
    "outlook.fr",
    "yahoo.com",
    "yahoo.fr",
    "icloud.com",
    "orange.fr",
    "wanadoo.fr",
    "free.fr",
    "laposte.net",
    "protonmail.com",
)
# One letter away from these, and meant.
MEANT: Final = frozenset({"mail.com", "ymail.com", "email.com"})


def meant_domain(email: str) -> str | None:
    """The domain to offer for an address as it was typed; None where nothing looks like a slip."""
    domain = email.strip().lower().partition("@")[2]
    if domain in MEANT or domain in COMMON:
        return None
    return next((common for common in COMMON if _is_slip(domain, common)), None)


def _is_slip(typed: str, meant: str) -> bool:
    """Whether one letter is missing, too many, wrong, or in the place of its neighbour."""
    pairs = zip(typed, meant, strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    typed, meant = typed[same:], meant[same:]
    missing, too_many, wrong = typed == meant[1:], typed[1:] == meant, typed[1:] == meant[1:]
    swapped = typed[:2] == meant[1::-1] and typed[2:] == meant[2:]
    return missing or too_many or wrong or swapped
