"""The public API in OpenAPI 3.1: each room tells of its own doors, here they are joined."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

from flask import Blueprint, Response, json, render_template

from moderation.intake import openapi as intake
from moderation.publishing import openapi as publishing
from moderation.web.instance import instance
from moderation.web.problems import TITLES

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint: Final = Blueprint("openapi", __name__, url_prefix="/api")

PROBLEM: Final[dict[str, Any]] = {
    "type": "object",
    "description": "RFC 9457; the words are in French or English, as Accept-Language asks.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {
            "type": "string",
            "format": "uri",
            "description": f"Stable; its last part is one of: {', '.join(TITLES)}.",
        },
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "object",
            "description": "Exactly the fields at fault.",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
    },
}


def document() -> dict[str, Any]:
    """The whole description, for the address at which this instance is reached."""
    paths: dict[str, dict[str, Any]] = {}
    for room in (publishing, intake):
        for path, methods in room.PATHS.items():
            paths.setdefault(path, {}).update(methods)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Comments",
            "version": version("comment-moderation"),
            "license": {"name": "MIT", "identifier": "MIT"},
            "description": "Reading is open to every origin; writing to a site’s own origins.",
        },
        "servers": [{"url": instance().settings.public_url}],
        "paths": paths,
        "components": {
            "schemas": {**publishing.SCHEMAS, **intake.SCHEMAS, "Problem": PROBLEM},
            "securitySchemes": intake.SECURITY_SCHEMES,
        },
    }


@blueprint.get("/openapi.json")
def machine_readable() -> ResponseReturnValue:
    """The description for programs."""
    response = Response(json.dumps(document()), content_type="application/json; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=300"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@blueprint.get("/docs")
def readable() -> ResponseReturnValue:
    """The same for people, on a plain page without scripts."""
    return render_template("web/api.html", document=document())
