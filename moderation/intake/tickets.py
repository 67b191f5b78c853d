"""Form tickets: signed words that say when a form was opened, and on which article.

A ticket proves nothing about a person. It tells screening how long the form was open, and makes a
robot that posts without opening one stand out; a comment without a good ticket is held.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from moderation.comments.submission import fingerprint
from moderation.intake.models import UsedTicket

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LIFETIME: Final = timedelta(hours=12)
PURPOSE: Final = "ticket-v1"
NONCE_BYTES: Final = 12
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the tickets of one article of one site are given out and taken back."""

    signing_key: str
    site_id: int
    article_key: str

    def issue(self, now: datetime) -> str:
        """A new ticket."""
        milliseconds = (now - EPOCH) // timedelta(milliseconds=1)
        nonce = secrets.token_urlsafe(NONCE_BYTES)
        return str(self._serializer.dumps([milliseconds, self._place, nonce]))

    def is_good(self, ticket: str, now: datetime) -> bool:
        """Whether a ticket is one of ours, for this article, and not expired."""
        return self._read(ticket, now) is not None

    def redeem(self, session: Session, ticket: str, now: datetime) -> timedelta | None:
        """Take a ticket back; it counts as used when the caller commits.

        Returns:
            How long ago it was issued; None when it is foreign, expired or used.
        """
        found = self._read(ticket, now)
        if found is None:
            return None
        issued_at, nonce = found
        used = UsedTicket(nonce_hash=fingerprint(nonce), expires_at=issued_at + LIFETIME)
        try:
            with session.begin_nested():
                session.add(used)
        except IntegrityError:
            return None
        return now - issued_at

    def _read(self, ticket: str, now: datetime) -> tuple[datetime, str] | None:
        try:
            milliseconds, place, nonce = self._serializer.loads(ticket)
        except BadData:
            return None
        issued_at = EPOCH + timedelta(milliseconds=milliseconds)
        if place != self._place or now - issued_at > LIFETIME:
            return None
        return issued_at, nonce

    @property
    def _place(self) -> str:
        return fingerprint(f"{self.site_id}\0{self.article_key}").hex()

    @property
    def _serializer(self) -> URLSafeSerializer:
        return URLSafeSerializer(
            self.signing_key, salt=PURPOSE, signer_kwargs={"digest_method": hashlib.sha256}
        )


def forget_used(session: Session, now: datetime) -> int:
    """Delete the tickets that have expired since they were used.

    Returns:
        How many there were.
    """
    expired = delete(UsedTicket).where(UsedTicket.expires_at <= now)
    return session.connection().execute(expired).rowcount
