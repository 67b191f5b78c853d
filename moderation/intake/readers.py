"""The doors of readers: they report a comment, and see what a text will look like."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from moderation.comments import workflow
from moderation.comments.rendering import render
from moderation.database import db
from moderation.intake.answers import paced, private
from moderation.intake.blueprint import blueprint
from moderation.intake.letters import read_body, read_report
from moderation.intake.pace import Act
from moderation.sites.door import current_site
from moderation.web.client import client_network
from moderation.web.clock import now
from moderation.web.cors import require_listed_origin
from moderation.web.json_guard import read_json
from moderation.web.problems import Problem

if TYPE_CHECKING:
    from flask import Response

# Nothing else is looked for.
PUBLIC_ID: Final = re.compile(r"[0-9a-z]{1,32}")


@blueprint.post("/comments/<public_id>/report")
def report(site_name: str, public_id: str) -> Response:  # noqa: ARG001 - current_site() reads it
    """Tell the moderators of a public comment."""
    site = current_site()
    require_listed_origin(site.addresses)
    if not PUBLIC_ID.fullmatch(public_id):
        raise Problem(404, "unknown-comment")
    reason, message = read_report(read_json())
    with paced(Act.REPORT):
        made = workflow.report(
            db.session(),
            site.id,
            public_id,
            reason,
            message=message,
            network=client_network(),
            now=now(),
        )
    db.session.commit()
    return private({"received": True}, 201 if made else 200)


@blueprint.post("/preview")
def preview(site_name: str) -> Response:  # noqa: ARG001 - current_site() reads it
    """What a text will look like, from the renderer that publishes it."""
    require_listed_origin(current_site().addresses)
    body = read_body(read_json())
    with paced(Act.PREVIEW):
        html = render(body)
    db.session.commit()
    return private({"html": html})
