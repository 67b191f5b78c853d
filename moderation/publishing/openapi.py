"""What the OpenAPI document says of the doors that approved comments go out by.

Plain data in OpenAPI 3.1; whoever serves the document joins it with what the other rooms say, per
path and per method. It relies on ``#/components/schemas/Problem`` being there.
"""

from __future__ import annotations

from typing import Any, Final

from moderation.comments.texts import MAX_BODY
from moderation.publishing.asked import INSTANT as INSTANT_FORM
from moderation.publishing.asked import MAX_COUNTED, ORDERS
from moderation.publishing.routes import MAX_AGE_S
from moderation.web.described import (
    EDITED_BY,
    FLAG,
    INSTANT,
    INSTANT_OR_NULL,
    NUMBER,
    SITE,
    TEXT,
    TEXT_OR_NULL,
    UNAVAILABLE,
    Node,
    an_object,
    parameter,
    problem,
    reference,
    told,
)

SCHEMAS: Final[Node] = {
    "PublicComment": an_object(
        id=TEXT,
        legacy_id=told({"type": ["integer", "null"]}, "Its number where it was imported from."),
        parent=told(TEXT_OR_NULL, "The comment it answers; null on a root."),
        author=told(
            {
                "oneOf": [
                    an_object(name=TEXT, website=TEXT_OR_NULL, staff=FLAG),
                    {"type": "null"},
                ]
            },
            "Null when the comment is removed.",
        ),
        html=told(TEXT_OR_NULL, "Sanitised; null when the comment is removed."),
        language=told(
            TEXT_OR_NULL,
            "Of the form it was written in (BCP 47); null when the comment is removed.",
        ),
        created_at=INSTANT,
        edited_at=INSTANT_OR_NULL,
        edited_by=EDITED_BY,
        removed=told(
            {"enum": [None, "author", "moderation"]},
            "Who took it away; it keeps its place while replies to it are public.",
        ),
        replies=told(
            {
                "oneOf": [
                    an_object(count=NUMBER, next=told(TEXT_OR_NULL, "Cursor of further replies.")),
                    {"type": "null"},
                ]
            },
            "Null on a reply.",
        ),
    ),
    "CommentList": an_object(
        article=an_object(
            key=TEXT,
            url=TEXT,
            title=TEXT,
            open=FLAG,
            closes_at=told(INSTANT_OR_NULL, "When it will close."),
            closed_at=told(INSTANT_OR_NULL, "Since when it has been closed."),
            count=told(NUMBER, "All approved comments, replies included."),
            latest_at=told(INSTANT_OR_NULL, "When the newest of them was published."),
        ),
        form=an_object(
            max_body={"const": MAX_BODY},
            website=FLAG,
            email_required=FLAG,
            notify=told(FLAG, "Whether the service can write to authors who are answered."),
            order={"enum": list(ORDERS)},
            language=told(TEXT, "The site's own, for pages that name none (BCP 47)."),
            edit_minutes=NUMBER,
            policy_url=TEXT_OR_NULL,
        ),
        comments={"type": "array", "items": reference("PublicComment")},
        next=told(TEXT_OR_NULL, "Cursor of the next page."),
    ),
    "CommentCounts": an_object(
        counts=told(
            {"type": "object", "additionalProperties": NUMBER},
            "By article, as it was asked for; 0 when it is not known.",
        )
    ),
}


def _header(description: str, **schema: Any) -> Node:  # noqa: ANN401 - a JSON Schema
    return {"description": description, "schema": {"type": "string", **schema}}


KEPT_HEADERS: Final[Node] = {
    "ETag": _header("Changes when, and only when, the answer does.", pattern='^"[0-9a-z-]+"$'),
    "Cache-Control": _header(
        "Any cache may keep the answer.", const=f"public, max-age={MAX_AGE_S}"
    ),
    "Access-Control-Allow-Origin": _header("Every page may read it.", const="*"),
    "Vary": _header("Plain and gzip bytes.", const="Accept-Encoding"),
}


def _responses(schema: str, missing: str) -> Node:
    return {
        "200": {
            "description": "The same bytes for every reader.",
            "headers": KEPT_HEADERS,
            "content": {"application/json": {"schema": reference(schema)}},
        },
        "304": {
            "description": "Unchanged since the answer with that `ETag`.",
            "headers": KEPT_HEADERS,
        },
        "400": problem("The query string cannot be read."),
        "404": problem(missing),
        "503": UNAVAILABLE,
    }


IF_NONE_MATCH: Final = parameter(
    "If-None-Match", "header", "Entity tags of the answers already held."
)
ARTICLE: Final = "The article's address, a path on the site, or its own key."

PATHS: Final[Node] = {
    "/api/v1/sites/{site}/comments": {
        "get": {
            "operationId": "listComments",
            "summary": "Approved comments of an article",
            "description": (
                "A flat list: roots, each followed by its first replies. An article that is not "
                "known has none. `around` excludes `cursor` and `parent`; `since` excludes all "
                "others but `cursor`, and gives at most 50 comments, in the order of publication; "
                "`next` says that there are more."
            ),
            "parameters": [
                SITE,
                parameter("article", "query", ARTICLE, required=True, minLength=1),
                parameter(
                    "order",
                    "query",
                    "Order of the roots; by default the site's.",
                    enum=list(ORDERS),
                ),
                parameter("cursor", "query", "`next` of an earlier answer."),
                parameter("parent", "query", "Read on in the thread of this comment."),
                parameter(
                    "around", "query", "The page that holds this comment, or this imported number."
                ),
                parameter(
                    "since",
                    "query",
                    "What was published at this instant or after it: `latest_at` of an earlier "
                    "answer.",
                    pattern=f"^{INSTANT_FORM.pattern}$",
                ),
                IF_NONE_MATCH,
            ],
            "responses": _responses("CommentList", "No such site, or `parent` is not public."),
        }
    },
    "/api/v1/sites/{site}/counts": {
        "get": {
            "operationId": "countComments",
            "summary": "Counts of approved comments for many articles",
            "parameters": [
                SITE,
                {
                    "name": "article",
                    "in": "query",
                    "required": True,
                    "description": f"{ARTICLE} May be given up to {MAX_COUNTED} times.",
                    "schema": {
                        "type": "array",
                        "items": {"type": "string", "minLength": 1},
                        "minItems": 1,
                        "maxItems": MAX_COUNTED,
                    },
                    "style": "form",
                    "explode": True,
                },
                IF_NONE_MATCH,
            ],
            "responses": _responses("CommentCounts", "No such site."),
        }
    },
}
