"""The words that rooms describe their public doors with: pieces of OpenAPI 3.1, as plain data.

Whoever serves the document joins the rooms' parts, per path and per method, and adds the schema
``Problem`` that they refer to.
"""

from __future__ import annotations

from typing import Any, Final

Node = dict[str, Any]

TEXT: Final[Node] = {"type": "string"}
TEXT_OR_NULL: Final[Node] = {"type": ["string", "null"]}
FLAG: Final[Node] = {"type": "boolean"}
NUMBER: Final[Node] = {"type": "integer", "minimum": 0}
INSTANT: Final[Node] = {"type": "string", "format": "date-time"}
INSTANT_OR_NULL: Final[Node] = {"type": ["string", "null"], "format": "date-time"}

EDITED_BY: Final[Node] = {
    "enum": [None, "author", "moderation"],
    "description": "Who edited it last; null where nobody has.",
}


def an_object(*, optional: frozenset[str] = frozenset(), **properties: Node) -> Node:
    """An object with these properties and no other."""
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


def told(schema: Node, description: str) -> Node:
    """A schema, and what it means."""
    return {**schema, "description": description}


def reference(name: str) -> Node:
    """The schema of that name."""
    return {"$ref": f"#/components/schemas/{name}"}


def problem(description: str, **headers: Node) -> Node:
    """An error's answer."""
    answer: Node = {
        "description": description,
        "content": {"application/problem+json": {"schema": reference("Problem")}},
    }
    return {**answer, "headers": headers} if headers else answer


def parameter(
    name: str,
    place: str,
    description: str,
    *,
    required: bool = False,
    **schema: Any,  # noqa: ANN401 - a JSON Schema
) -> Node:
    """A parameter in the ``path``, the ``query`` or a ``header``; a text unless said otherwise."""
    return {
        "name": name,
        "in": place,
        "required": required or place == "path",
        "description": description,
        "schema": {"type": "string", **schema},
    }


SECONDS: Final[Node] = {
    "description": "Seconds to wait.",
    "schema": {"type": "integer", "minimum": 1},
}
UNAVAILABLE: Final = problem("The store is not available.", **{"Retry-After": SECONDS})
UNKNOWN_SITE: Final = problem("No such site.")
SITE: Final = parameter(
    "site", "path", "The site's name.", pattern="^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"
)
