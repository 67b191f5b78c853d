"""View-only tokens: for ten minutes, whoever posted without script sees the comment that waits."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Final

from itsdangerous import BadData, URLSafeTimedSerializer

LIFETIME: Final = timedelta(minutes=10)
PURPOSE: Final = "view-v1"


def glimpse(public_id: str, signing_key: str) -> str:
    """A token that shows one comment, and lets nobody change it."""
    return str(_serializer(signing_key).dumps(public_id))


def comment_in(token: str, signing_key: str) -> str | None:
    """The public id of the comment that a token shows; None when it is foreign or too old."""
    try:
        return str(_serializer(signing_key).loads(token, max_age=int(LIFETIME.total_seconds())))
    except BadData:
        return None


def _serializer(signing_key: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(
        signing_key, salt=PURPOSE, signer_kwargs={"digest_method": hashlib.sha256}
    )
