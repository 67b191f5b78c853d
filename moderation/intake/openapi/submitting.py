"""The doors by which a comment comes in."""

from __future__ import annotations

from typing import Final

from moderation.comments.texts import MAX_BODY
from moderation.intake.openapi.pieces import (
    AUTHOR,
    DOCUMENT,
    FOREIGN,
    LIMITED,
    STATUS,
    answer,
    body,
)
from moderation.web.described import (
    FLAG,
    INSTANT,
    SITE,
    TEXT,
    TEXT_OR_NULL,
    UNAVAILABLE,
    UNKNOWN_SITE,
    Node,
    an_object,
    parameter,
    problem,
    told,
)

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
    "Ticket": an_object(ticket=TEXT),
}
KEY: Final = parameter(
    "Idempotency-Key",
    "header",
    "The same key and body again give the same comment.",
    pattern="^[!-~]{1,64}$",
)

PATHS: Final[Node] = {
    "/api/v1/sites/{site}/comments": {
        "post": {
            "operationId": "submitComment",
            "summary": "Submit a comment",
            "parameters": [SITE, KEY],
            "security": [{}, *AUTHOR],
            "requestBody": body("Submission"),
            "responses": {
                **DOCUMENT,
                **LIMITED,
                "200": answer("The key and the body came before: the same comment.", "Receipt"),
                "201": answer("A new comment.", "Receipt"),
                "403": FOREIGN,
                "404": UNKNOWN_SITE,
                "409": problem(
                    "The article is closed, the parent is not public, or the key came with "
                    "another body."
                ),
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
                "200": answer("Good for one comment, for twelve hours.", "Ticket"),
                "400": problem("No article is named."),
                "403": FOREIGN,
                "404": UNKNOWN_SITE,
                "422": problem("The article cannot be one of the site's."),
                "503": UNAVAILABLE,
            },
        }
    },
}
