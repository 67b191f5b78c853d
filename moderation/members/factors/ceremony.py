"""What stands around a passkey: whose it is, and what a browser answered."""

from __future__ import annotations

import json
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from webauthn.helpers import base64url_to_bytes, parse_client_data_json

from moderation.members.factors import challenges

if TYPE_CHECKING:
    from datetime import datetime

    from moderation.sealing import Keyring

LONGEST_ANSWER: Final = 20_000
REGISTER: Final = "register"
AUTHENTICATE: Final = "authenticate"


class PasskeyRefused(ValueError):
    """What the browser sent is no proof; the text says why, for the log."""


@dataclass(frozen=True, slots=True)
class Party:
    """The service as authenticators know it (WebAuthn's relying party).

    Attributes:
        id: The host name that passkeys are made for.
        origin: The origin of the pages that may use them.
    """

    id: str
    origin: str

    @classmethod
    def of(cls, dashboard_url: str) -> Party | None:
        """The party at an address; None where browsers allow no passkeys: at a bare IP address."""
        parts = urlsplit(dashboard_url)
        try:
            ip_address(parts.hostname or "")
        except ValueError:
            return cls(parts.hostname or "", f"{parts.scheme}://{parts.netloc}")
        return None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a browser sent, not yet verified, for a challenge that is ours.

    Attributes:
        fields: The answer as ``PublicKeyCredential.toJSON()`` gives it.
        challenge: The challenge it answers.
        asked_at: When that was made.
    """

    fields: dict[str, Any]
    challenge: bytes
    asked_at: datetime

    @property
    def credential_id(self) -> bytes:
        """Which passkey it claims to be."""
        return base64url_to_bytes(str(self.fields.get("rawId", "")))

    @property
    def transports(self) -> list[str]:
        """How the authenticator is reached, as far as the browser knows."""
        known = self.fields["response"].get("transports")
        return [str(name)[:20] for name in known[:8]] if isinstance(known, list) else []


def read(text: str, purpose: str, seed: str, keyring: Keyring, *, now: datetime) -> Answer:
    """Read what a browser sent.

    Raises:
        PasskeyRefused: It is malformed, or its challenge must not be used.
    """
    if len(text) > LONGEST_ANSWER:
        raise PasskeyRefused("too long")
    try:
        fields = json.loads(text)
        data = base64url_to_bytes(fields["response"]["clientDataJSON"])
        challenge = parse_client_data_json(data).challenge
        asked_at = challenges.issued_at(challenge, purpose, seed, keyring, now=now)
        answer = Answer(fields, challenge, asked_at)
        _ = answer.credential_id, answer.transports
    except challenges.ChallengeRefused as error:
        raise PasskeyRefused("the challenge is too old or another browser's") from error
    except Exception as error:  # strangers' bytes: the parsers raise what they like
        raise PasskeyRefused("malformed") from error
    return answer
