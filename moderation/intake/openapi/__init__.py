"""What the OpenAPI document says of the JSON doors of this room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from moderation.intake.openapi import authors, readers, submitting
from moderation.intake.openapi.pieces import SECURITY_SCHEMES

if TYPE_CHECKING:
    from moderation.web.described import Node

__all__ = ["PATHS", "SCHEMAS", "SECURITY_SCHEMES"]

PATHS: Final[Node] = {**submitting.PATHS, **authors.PATHS, **readers.PATHS}
SCHEMAS: Final[Node] = {**submitting.SCHEMAS, **authors.SCHEMAS, **readers.SCHEMAS}
