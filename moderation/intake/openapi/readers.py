"""The doors of readers."""

from __future__ import annotations

from typing import Final

from moderation.comments.models import ReportReason
from moderation.comments.texts import MAX_BODY
from moderation.intake.forms import MAX_REPORT
from moderation.intake.openapi.pieces import DOCUMENT, FOREIGN, ID, LIMITED, answer, body
from moderation.web.described import (
    SITE,
    TEXT,
    TEXT_OR_NULL,
    UNKNOWN_SITE,
    Node,
    an_object,
    problem,
    told,
)

SCHEMAS: Final[Node] = {
    "Report": an_object(
        reason={"enum": [reason.value for reason in ReportReason]},
        message=told(TEXT_OR_NULL, f"At most {MAX_REPORT} characters."),
        optional=frozenset({"message"}),
    ),
    "Draft": an_object(body=told(TEXT, f"At most {MAX_BODY} characters of a Markdown subset.")),
    "Preview": an_object(html=told(TEXT, "Sanitised, as it would be published.")),
}

PATHS: Final[Node] = {
    "/api/v1/sites/{site}/comments/{id}/report": {
        "post": {
            "operationId": "reportComment",
            "summary": "Tell the moderators of a public comment",
            "parameters": [SITE, ID],
            "requestBody": body("Report"),
            "responses": {
                **DOCUMENT,
                **LIMITED,
                "200": answer("It was reported before, by this network or very many.", "Received"),
                "201": answer("A moderator will review the comment.", "Received"),
                "403": FOREIGN,
                "404": problem("No such site, or no such public comment."),
            },
        }
    },
    "/api/v1/sites/{site}/preview": {
        "post": {
            "operationId": "previewComment",
            "summary": "What a text will look like, from the renderer that publishes it",
            "parameters": [SITE],
            "requestBody": body("Draft"),
            "responses": {
                **DOCUMENT,
                **LIMITED,
                "200": answer("Nothing of it is kept.", "Preview"),
                "403": FOREIGN,
                "404": UNKNOWN_SITE,
            },
        }
    },
}
