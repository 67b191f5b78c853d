"""Pieces that the descriptions of several doors share."""

from __future__ import annotations

from typing import Final

from moderation.web.described import (
    SECONDS,
    UNAVAILABLE,
    Node,
    parameter,
    problem,
    reference,
)

STATUS: Final[Node] = {
    "enum": ["pending", "approved", "refused", "withdrawn"],
    "description": "Spam is told as `pending`.",
}
# OpenAPI 3.1 knows the Authorization header as a security scheme only.
SECURITY_SCHEMES: Final[Node] = {
    "authorToken": {
        "type": "http",
        "scheme": "bearer",
        "description": "The `token` that came with the comment's receipt.",
    }
}
AUTHOR: Final[list[Node]] = [{"authorToken": []}]
ID: Final = parameter("id", "path", "The comment's id.")
FOREIGN: Final = problem("The page that asks is not one of the site's.")
# What reading a document can meet.
DOCUMENT: Final[Node] = {
    "400": problem("Not JSON, or not as strict as it must be."),
    "413": problem("More than 64 kB."),
    "415": problem("Not `application/json` in UTF-8."),
    "422": problem("`errors` names exactly the fields at fault."),
}
LIMITED: Final[Node] = {
    "429": problem("Too much in a short time.", **{"Retry-After": SECONDS}),
    "503": UNAVAILABLE,
}


def answer(description: str, schema: str) -> Node:
    """An answer that nobody keeps."""
    return {
        "description": description,
        "headers": {"Cache-Control": {"schema": {"const": "no-store"}}},
        "content": {"application/json": {"schema": reference(schema)}},
    }


def body(schema: str) -> Node:
    """A document that must come along."""
    return {
        "required": True,
        "content": {"application/json": {"schema": reference(schema)}},
    }
