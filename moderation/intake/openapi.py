"""What the OpenAPI document says of the JSON door that comments come in by.

Plain data in OpenAPI 3.1; whoever serves the document joins it with what the other rooms say, per
path and per method. It relies on ``#/components/schemas/Problem`` being there.
"""

from __future__ import annotations

from typing import Any, Final

from moderation.comments.texts import MAX_BODY

Node = dict[str, Any]

TEXT: Final[Node] = {"type": "string"}
TEXT_OR_NULL: Final[Node] = {"type": ["string", "null"]}
FLAG: Final[Node] = {"type": "boolean"}
INSTANT: Final[Node] = {"type": "string", "format": "date-time"}
INSTANT_OR_NULL: Final[Node] = {"type": ["string", "null"], "format": "date-time"}


def _object(properties: Node, *, optional: frozenset[str] = frozenset()) -> Node:
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


def _told(schema: Node, description: str) -> Node:
    return {**schema, "description": description}


def _reference(name: str) -> Node:
    return {"$ref": f"#/components/schemas/{name}"}


STATUS: Final[Node] = {
    "enum": ["pending", "approved", "refused", "withdrawn"],
    "description": "Spam is told as `pending`.",
}

SCHEMAS: Final[Node] = {
    "Submission": _object(
        {
            "article": _object(
                {
                    "url": _told(TEXT, "On one of the site's own hosts."),
                    "title": _told(TEXT, "The first one stored stays."),
                    "key": _told(TEXT_OR_NULL, "A name of the site's own for the article."),
                },
                optional=frozenset({"title", "key"}),
            ),
            "parent": _told(TEXT_OR_NULL, "The published comment that this one answers."),
            "name": _told(TEXT, "At most 80 characters on one line."),
            "email": _told(TEXT_OR_NULL, "Never published; some sites do without."),
            "website": _told(TEXT_OR_NULL, "`example.com` becomes `https://example.com`."),
            "body": _told(TEXT, f"At most {MAX_BODY} characters of a Markdown subset."),
            "notify": _told(FLAG, "Whether to write when somebody answers."),
            "ticket": _told(TEXT_OR_NULL, "As given out when the form was first used."),
            "trap": _told(TEXT, "A field that people do not see."),
        },
        optional=frozenset({"parent", "email", "website", "notify", "ticket", "trap"}),
    ),
    "Receipt": _object(
        {
            "id": TEXT,
            "status": STATUS,
            "html": _told(TEXT, "Sanitised, as it will be published."),
            "token": _told(TEXT, "The author's only proof."),
            "edit_until": INSTANT,
        }
    ),
    "OwnComment": _object(
        {
            "id": TEXT,
            "status": STATUS,
            "parent": TEXT_OR_NULL,
            "author": _object(
                {"name": TEXT, "website": TEXT_OR_NULL, "staff": {"type": "boolean"}}
            ),
            "html": TEXT,
            "created_at": INSTANT,
            "edited_at": INSTANT_OR_NULL,
            "edit_until": INSTANT,
        }
    ),
    "Ticket": _object({"ticket": TEXT}),
}

SECONDS: Final[Node] = {
    "description": "Seconds to wait.",
    "schema": {"type": "integer", "minimum": 1},
}


def _answer(description: str, schema: str) -> Node:
    return {
        "description": description,
        "headers": {"Cache-Control": {"schema": {"const": "no-store"}}},
        "content": {"application/json": {"schema": _reference(schema)}},
    }


def _problem(description: str, **headers: Node) -> Node:
    answer: Node = {
        "description": description,
        "content": {"application/problem+json": {"schema": _reference("Problem")}},
    }
    return {**answer, "headers": headers} if headers else answer


def _parameter(name: str, place: str, description: str, **schema: Any) -> Node:  # noqa: ANN401 - a JSON Schema
    return {
        "name": name,
        "in": place,
        "required": place == "path",
        "description": description,
        "schema": {"type": "string", **schema},
    }


SITE: Final = _parameter(
    "site", "path", "The site's name.", pattern="^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"
)
# OpenAPI 3.1 knows the Authorization header as a security scheme only.
SECURITY_SCHEMES: Final[Node] = {
    "authorToken": {
        "type": "http",
        "scheme": "bearer",
        "description": "The `token` that came with the comment's receipt.",
    }
}
KEY: Final = _parameter(
    "Idempotency-Key",
    "header",
    "The same key and body again give the same comment.",
    pattern="^[!-~]{1,64}$",
)
UNAVAILABLE: Final = _problem("The store is not available.", **{"Retry-After": SECONDS})
FOREIGN: Final = _problem("The page that asks is not one of the site's.")
UNKNOWN_SITE: Final = _problem("No such site.")

PATHS: Final[Node] = {
    "/api/v1/sites/{site}/comments": {
        "post": {
            "operationId": "submitComment",
            "summary": "Submit a comment",
            "parameters": [SITE, KEY],
            "security": [{}, {"authorToken": []}],
            "requestBody": {
                "required": True,
                "content": {"application/json": {"schema": _reference("Submission")}},
            },
            "responses": {
                "200": _answer("The key and the body came before: the same comment.", "Receipt"),
                "201": _answer("A new comment.", "Receipt"),
                "400": _problem("Not JSON, or not as strict as it must be."),
                "403": FOREIGN,
                "404": UNKNOWN_SITE,
                "409": _problem(
                    "The article is closed, the parent is not public, or the key came with "
                    "another body."
                ),
                "413": _problem("More than 64 kB."),
                "415": _problem("Not `application/json` in UTF-8."),
                "422": _problem("`errors` names exactly the fields at fault."),
                "429": _problem("Comments come too fast.", **{"Retry-After": SECONDS}),
                "503": UNAVAILABLE,
            },
        }
    },
    "/api/v1/sites/{site}/comments/{id}": {
        "get": {
            "operationId": "readOwnComment",
            "summary": "One's own comment, in any state",
            "parameters": [SITE, _parameter("id", "path", "The comment's id.")],
            "security": [{"authorToken": []}],
            "responses": {
                "200": _answer("As its author may see it.", "OwnComment"),
                "401": _problem("No token came along."),
                "404": _problem("No such comment, or the token is not the one for it."),
                "503": UNAVAILABLE,
            },
        }
    },
    "/api/v1/sites/{site}/ticket": {
        "get": {
            "operationId": "giveTicket",
            "summary": "A ticket for a form that is about to be filled in",
            "parameters": [
                SITE,
                {
                    **_parameter("article", "query", "Its address, path or key.", minLength=1),
                    "required": True,
                },
            ],
            "responses": {
                "200": _answer("Good for one comment, for twelve hours.", "Ticket"),
                "400": _problem("No article is named."),
                "403": FOREIGN,
                "404": UNKNOWN_SITE,
                "422": _problem("The article cannot be one of the site's."),
                "503": UNAVAILABLE,
            },
        }
    },
}
