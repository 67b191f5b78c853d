"""The doors of authors."""

from __future__ import annotations

from typing import Final

from moderation.comments.texts import MAX_BODY
from moderation.intake.forms import MAX_MESSAGE
from moderation.intake.openapi.pieces import (
    AUTHOR,
    DOCUMENT,
    FOREIGN,
    ID,
    LIMITED,
    STATUS,
    answer,
    body,
)
from moderation.web.described import (
    EDITED_BY,
    FLAG,
    INSTANT,
    INSTANT_OR_NULL,
    SITE,
    TEXT,
    TEXT_OR_NULL,
    UNAVAILABLE,
    Node,
    an_object,
    problem,
    told,
)

SCHEMAS: Final[Node] = {
    "OwnComment": an_object(
        id=TEXT,
        status=STATUS,
        parent=TEXT_OR_NULL,
        author=an_object(name=TEXT, website=TEXT_OR_NULL, staff=FLAG),
        html=told(TEXT, "Sanitised, as it is or will be published."),
        language=told(TEXT, "Of the form it was written in (BCP 47)."),
        body=told(TEXT, "The source, for editing."),
        created_at=INSTANT,
        edited_at=told(INSTANT_OR_NULL, "When it was last edited while it was public."),
        edited_by=EDITED_BY,
        edit_until=INSTANT,
        reason=told(TEXT_OR_NULL, "What the site says of its refusal."),
    ),
    "Edit": an_object(body=told(TEXT, f"At most {MAX_BODY} characters of a Markdown subset.")),
    "ChangeRequest": an_object(message=told(TEXT, f"At most {MAX_MESSAGE} characters.")),
    "Received": an_object(received={"const": True}),
}

UNPROVED: Final[Node] = {
    "401": problem("No token came along."),
    "404": problem("No such comment, or the token is not the one for it."),
}
REFUSED: Final[Node] = {**UNPROVED, **LIMITED, "403": FOREIGN}
PATHS: Final[Node] = {
    "/api/v1/sites/{site}/comments/{id}": {
        "get": {
            "operationId": "readOwnComment",
            "summary": "One's own comment, in any state",
            "parameters": [SITE, ID],
            "security": AUTHOR,
            "responses": {
                **UNPROVED,
                "200": answer("As its author may see it.", "OwnComment"),
                "503": UNAVAILABLE,
            },
        },
        "patch": {
            "operationId": "editComment",
            "summary": "Edit one's own comment",
            "parameters": [SITE, ID],
            "security": AUTHOR,
            "requestBody": body("Edit"),
            "responses": {
                **REFUSED,
                **DOCUMENT,
                "200": answer("With the new text, which may have to wait.", "OwnComment"),
                "409": problem("The time for it is over, or it was refused or withdrawn."),
            },
        },
        "delete": {
            "operationId": "withdrawComment",
            "summary": "Withdraw one's own comment",
            "parameters": [SITE, ID],
            "security": AUTHOR,
            "responses": {
                **REFUSED,
                "200": answer("Withdrawn.", "OwnComment"),
                "409": problem("The time for it is over."),
            },
        },
    },
    "/api/v1/sites/{site}/comments/{id}/restore": {
        "post": {
            "operationId": "restoreComment",
            "summary": "Restore the comment that one has just withdrawn",
            "parameters": [SITE, ID],
            "security": AUTHOR,
            "responses": {
                **REFUSED,
                "200": answer("As before the withdrawal.", "OwnComment"),
                "409": problem("It was withdrawn more than a minute ago."),
            },
        }
    },
    "/api/v1/sites/{site}/comments/{id}/change-request": {
        "post": {
            "operationId": "askForChange",
            "summary": "Ask the moderators to change one's own comment",
            "description": "While a request is open, another one replaces its words.",
            "parameters": [SITE, ID],
            "security": AUTHOR,
            "requestBody": body("ChangeRequest"),
            "responses": {
                **REFUSED,
                **DOCUMENT,
                "201": answer("The moderators will read it.", "Received"),
                "409": problem("The comment was withdrawn."),
            },
        }
    },
}
