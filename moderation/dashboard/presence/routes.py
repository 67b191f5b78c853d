"""Pages say which comment they show, and ask what others look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import jsonify

from moderation.comments.presence import look
from moderation.dashboard.blueprint import blueprint
from moderation.dashboard.comment_page import existing
from moderation.dashboard.presence.words import watched
from moderation.dashboard.scope import site_called
from moderation.database import db
from moderation.members import Role, current_member, needs
from moderation.web.clock import now

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


@blueprint.get("/sites/<site>/presence")
@needs(Role.READER)
def presence(site: str) -> ResponseReturnValue:
    """Which comments of a site others are looking at, in words."""
    return jsonify({"watched": watched(site_called(site))})


@blueprint.post("/sites/<site>/comments/<public_id>/presence")
@needs(Role.READER)
def look_at(site: str, public_id: str) -> ResponseReturnValue:
    """Say that the member who is asking looks at a comment; hear who else does."""
    here = site_called(site)
    look(db.session(), current_member().id, existing(here, public_id), now())
    db.session.commit()
    return jsonify({"watched": watched(here)})
