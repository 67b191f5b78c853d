"""What the OpenAPI document says of the JSON door that comments come in by."""

from __future__ import annotations

from typing import Final

from moderation.comments.texts import MAX_BODY
from moderation.web.described import (
    FLAG,
    INSTANT,
    INSTANT_OR_NULL,
    SECONDS,
    SITE,
    TEXT,
    TEXT_OR_NULL,
    UNAVAILABLE,
    UNKNOWN_SITE,
    Node,
    an_object,
    parameter,
    problem,
    reference,
    told,
)

STATUS: Final[Node] = {
    "enum": ["pending", "approved", "refused", "withdrawn"],
    "description": "Spam is told as `pending`.",
}

SCHEMAS: Final[Node] = {
    "Submission": an_object(
        article=an_object(
            url=told(TEXT, "On one of the site's own hosts."),
            title=told(TEXT, "The first one stored stays."),
            key=told(TEXT_OR_NULL, "A name of the site's own for the article."),
            optional=frozenset({"title", "key"}),
        ),
        parent=told(TEXT_OR_NULL, "The published comment that this one answers."),
        name=told(TEXT, "At most 80 characters on one line."),
        email=told(TEXT_OR_NULL, "Never published; some sites do without."),
        website=told(TEXT_OR_NULL, "`example.com` becomes `https://example.com`."),
        body=told(TEXT, f"At most {MAX_BODY} characters of a Markdown subset."),
        notify=told(FLAG, "Whether to write when somebody answers."),
        ticket=told(TEXT_OR_NULL, "As given out when the form was first used."),
        trap=told(TEXT, "A field that people do not see."),
        optional=frozenset({"parent", "email", "website", "notify", "ticket", "trap"}),
    ),
    "Receipt": an_object(
        id=TEXT,
        status=STATUS,
        html=told(TEXT, "Sanitised, as it will be published."),
        token=told(TEXT, "The author's only proof."),
        edit_until=INSTANT,
    ),
    "OwnComment": an_object(
        id=TEXT,
        status=STATUS,
        parent=TEXT_OR_NULL,
        author=an_object(name=TEXT, website=TEXT_OR_NULL, staff=FLAG),
        html=TEXT,
        created_at=INSTANT,
        edited_at=INSTANT_OR_NULL,
        edit_until=INSTANT,
    ),
    "Ticket": an_object(ticket=TEXT),
}


def _answer(description: str, schema: str) -> Node:
    return {
        "description": description,
        "headers": {"Cache-Control": {"schema": {"const": "no-store"}}},
        "content": {"application/json": {"schema": reference(schema)}},
    }


# OpenAPI 3.1 knows the Authorization header as a security scheme only.
SECURITY_SCHEMES: Final[Node] = {
    "authorToken": {
        "type": "http",
        "scheme": "bearer",
        "description": "The `token` that came with the comment's receipt.",
    }
}
KEY: Final = parameter(
    "Idempotency-Key",
    "header",
    "The same key and body again give the same comment.",
    pattern="^[!-~]{1,64}$",
)
FOREIGN: Final = problem("The page that asks is not one of the site's.")

PATHS: Final[Node] = {
    "/api/v1/sites/{site}/comments": {
        "post": {
            "operationId": "submitComment",
            "summary": "Submit a comment",
            "parameters": [SITE, KEY],
            "security": [{}, {"authorToken": []}],
            "requestBody": {
                "required": True,
                "content": {"application/json": {"schema": reference("Submission")}},
            },
            "responses": {
                "200": _answer("The key and the body came before: the same comment.", "Receipt"),
                "201": _answer("A new comment.", "Receipt"),
                "400": problem("Not JSON, or not as strict as it must be."),
                "403": FOREIGN,
                "404": UNKNOWN_SITE,
                "409": problem(
                    "The article is closed, the parent is not public, or the key came with "
                    "another body."
                ),
                "413": problem("More than 64 kB."),
                "415": problem("Not `application/json` in UTF-8."),
                "422": problem("`errors` names exactly the fields at fault."),
                "429": problem("Comments come too fast.", **{"Retry-After": SECONDS}),
                "503": UNAVAILABLE,
            },
        }
    },
    "/api/v1/sites/{site}/comments/{id}": {
        "get": {
            "operationId": "readOwnComment",
            "summary": "One's own comment, in any state",
            "parameters": [SITE, parameter("id", "path", "The comment's id.")],
            "security": [{"authorToken": []}],
            "responses": {
                "200": _answer("As its author may see it.", "OwnComment"),
                "401": problem("No token came along."),
                "404": problem("No such comment, or the token is not the one for it."),
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
                    **parameter("article", "query", "Its address, path or key.", minLength=1),
                    "required": True,
                },
            ],
            "responses": {
                "200": _answer("Good for one comment, for twelve hours.", "Ticket"),
                "400": problem("No article is named."),
                "403": FOREIGN,
                "404": UNKNOWN_SITE,
                "422": problem("The article cannot be one of the site's."),
                "503": UNAVAILABLE,
            },
        }
    },
}
