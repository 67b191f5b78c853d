"""What a door has understood of a stranger's comment: validated, frozen, and nothing more."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import timedelta

    from moderation.comments.models import ActorKind, Status

HASH_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Submission:
    """A comment as it came in, every field checked.

    Attributes:
        name: One line, at most 80 characters.
        email: Normalised, or None where the site does not ask for it.
        website: An absolute http(s) address, or None.
        body: The source text (a Markdown subset).
        parent: Public id of the comment replied to, or None.
        language: BCP 47 code of the page.
        notify: Whether the author asked to be told of replies.
        network: Pseudonym of the client's network.
        idempotency_key: The client's key for this comment, or None.
        request_hash: Fingerprint of everything sent, for re-used keys.
        proof: An author's token from an earlier comment, or None.
        ticket_age: Time since the form's ticket was issued; None without a valid ticket.
        trapped: Whether the field that people cannot see was filled.
        member_id: The member who writes, or None for a stranger.
    """

    name: str
    email: str | None = field(repr=False)
    website: str | None
    body: str
    language: str
    parent: str | None = None
    notify: bool = False
    network: bytes | None = field(default=None, repr=False)
    idempotency_key: str | None = None
    request_hash: bytes | None = None
    proof: str | None = field(default=None, repr=False)
    ticket_age: timedelta | None = None
    trapped: bool = False
    member_id: int | None = None

    @property
    def body_hash(self) -> bytes:
        """Fingerprint of the text, alike for texts that read alike."""
        return text_fingerprint(self.body)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a rule saw in a comment.

    Attributes:
        code: ``policy first author blocked links word banned refused dup trap fast ticket member
            unchecked``.
        parameters: What the sentence about it needs, such as ``{"n": 3}``.
    """

    code: str
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What screening says: the status a comment starts with, and why."""

    status: Status
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and by what means (``key button bulk api command rule …``)."""

    kind: ActorKind
    means: str
    member_id: int | None = None


def text_fingerprint(body: str) -> bytes:
    """A fingerprint that texts share which differ in case, spaces and forms of letters only."""
    return fingerprint(" ".join(unicodedata.normalize("NFKC", body).casefold().split()))


def fingerprint(text: str) -> bytes:
    """A 128-bit fingerprint of a text (SHA-256, truncated)."""
    return hashlib.sha256(text.encode()).digest()[:HASH_BYTES]
