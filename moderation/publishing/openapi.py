"""What the OpenAPI document says of the doors that approved comments go out by.

Plain data in OpenAPI 3.1; whoever serves the document joins it with what the other rooms say, per
path and per method. It relies on ``#/components/schemas/Problem`` being there.
"""

from __future__ import annotations

from typing import Any, Final

from moderation.comments.texts import MAX_BODY
from moderation.publishing.asked import MAX_COUNTED, ORDERS
from moderation.publishing.routes import MAX_AGE_S

Node = dict[str, Any]

INSTANT: Final[Node] = {"type": "string", "format": "date-time"}
INSTANT_OR_NULL: Final[Node] = {"type": ["string", "null"], "format": "date-time"}
TEXT: Final[Node] = {"type": "string"}
TEXT_OR_NULL: Final[Node] = {"type": ["string", "null"]}
FLAG: Final[Node] = {"type": "boolean"}
NUMBER: Final[Node] = {"type": "integer", "minimum": 0}


def _object(**properties: Node) -> Node:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _told(schema: Node, description: str) -> Node:
    return {**schema, "description": description}


def _reference(name: str) -> Node:
    return {"$ref": f"#/components/schemas/{name}"}


SCHEMAS: Final[Node] = {
    "PublicComment": _object(
        id=TEXT,
        legacy_id=_told({"type": ["integer", "null"]}, "Its number where it was imported from."),
        parent=_told(TEXT_OR_NULL, "The comment it answers; null on a root."),
        author=_told(
            {
                "oneOf": [
                    _object(name=TEXT, website=TEXT_OR_NULL, staff=FLAG),
                    {"type": "null"},
                ]
            },
            "Null when the comment is removed.",
        ),
        html=_told(TEXT_OR_NULL, "Sanitised; null when the comment is removed."),
        created_at=INSTANT,
        edited_at=INSTANT_OR_NULL,
        removed=_told(
            {"enum": [None, "author", "moderation"]},
            "Who took it away; it keeps its place while replies to it are public.",
        ),
        replies=_told(
            {
                "oneOf": [
                    _object(count=NUMBER, next=_told(TEXT_OR_NULL, "Cursor of further replies.")),
                    {"type": "null"},
                ]
            },
            "Null on a reply.",
        ),
    ),
    "CommentList": _object(
        article=_object(
            key=TEXT,
            url=TEXT,
            title=TEXT,
            open=FLAG,
            closes_at=_told(INSTANT_OR_NULL, "When it will close."),
            closed_at=_told(INSTANT_OR_NULL, "Since when it has been closed."),
            count=_told(NUMBER, "All approved comments, replies included."),
        ),
        form=_object(
            max_body={"const": MAX_BODY},
            website=FLAG,
            email_required=FLAG,
            notify=FLAG,
            order={"enum": list(ORDERS)},
            edit_minutes=NUMBER,
            policy_url=TEXT_OR_NULL,
        ),
        comments={"type": "array", "items": _reference("PublicComment")},
        next=_told(TEXT_OR_NULL, "Cursor of the next page."),
    ),
    "CommentCounts": _object(
        counts=_told(
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


def _problem(description: str, **headers: Node) -> Node:
    answer: Node = {
        "description": description,
        "content": {"application/problem+json": {"schema": _reference("Problem")}},
    }
    return {**answer, "headers": headers} if headers else answer


def _query(name: str, description: str, *, required: bool = False, **schema: Any) -> Node:  # noqa: ANN401 - a JSON Schema
    return {
        "name": name,
        "in": "query",
        "required": required,
        "description": description,
        "schema": {"type": "string", **schema},
    }


def _responses(schema: str, missing: str) -> Node:
    seconds: Node = {"description": "Seconds to wait.", "schema": {"type": "integer"}}
    return {
        "200": {
            "description": "The same bytes for every reader.",
            "headers": KEPT_HEADERS,
            "content": {"application/json": {"schema": _reference(schema)}},
        },
        "304": {
            "description": "Unchanged since the answer with that `ETag`.",
            "headers": KEPT_HEADERS,
        },
        "400": _problem("The query string cannot be read."),
        "404": _problem(missing),
        "503": _problem("The store is not available.", **{"Retry-After": seconds}),
    }


SITE: Final[Node] = {
    "name": "site",
    "in": "path",
    "required": True,
    "description": "The site's name.",
    "schema": {"type": "string", "pattern": "^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"},
}
IF_NONE_MATCH: Final[Node] = {
    "name": "If-None-Match",
    "in": "header",
    "description": "Entity tags of the answers already held.",
    "schema": {"type": "string"},
}
ARTICLE: Final = "The article's address, a path on the site, or its own key."

PATHS: Final[Node] = {
    "/api/v1/sites/{site}/comments": {
        "get": {
            "operationId": "listComments",
            "summary": "Approved comments of an article",
            "description": (
                "A flat list: roots, each followed by its first replies. An article that is not "
                "known has none. `around` excludes `cursor` and `parent`."
            ),
            "parameters": [
                SITE,
                _query("article", ARTICLE, required=True, minLength=1),
                _query("order", "Order of the roots; by default the site's.", enum=list(ORDERS)),
                _query("cursor", "`next` of an earlier answer."),
                _query("parent", "Read on in the thread of this comment."),
                _query("around", "The page that holds this comment, or this imported number."),
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
