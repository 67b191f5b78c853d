"""The author's token: whoever holds it wrote the comment.

It is derived from a key and the comment's id, so that nothing about it is stored, and it dies with
the comment.
"""

from __future__ import annotations

import base64
import hmac
from typing import Final

PURPOSE: Final = b"author-v1\0"
MAC_BYTES: Final = 24


def author_token(public_id: str, signing_key: str) -> str:
    """The token of a comment: ``<public id>.<192-bit HMAC-SHA-256 in base64url>``."""
    mac = hmac.digest(signing_key.encode(), PURPOSE + public_id.encode(), "sha256")[:MAC_BYTES]
    return f"{public_id}.{base64.urlsafe_b64encode(mac).decode('ascii')}"


def comment_of_token(token: str, signing_key: str) -> str | None:
    """The public id of the comment a token was made for; None when it is not one of ours."""
    public_id = token.partition(".")[0]
    expected = author_token(public_id, signing_key)
    return public_id if hmac.compare_digest(token.encode(), expected.encode()) else None
