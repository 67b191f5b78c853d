"""The log of decisions: append-only, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import render_template, request

from moderation.comments.queries import decisions
from moderation.dashboard import scope
from moderation.dashboard.addresses import number, this_page
from moderation.dashboard.blueprint import blueprint
from moderation.dashboard.journal import journal
from moderation.database import db
from moderation.members import Role, needs
from moderation.web.clock import now

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

PAGE: Final = 50


@blueprint.get("/log")
@needs(Role.READER)
def log() -> ResponseReturnValue:
    """A page of the log."""
    site = scope.site_asked_for()
    if site is None:
        return render_template("dashboard/no_site.html")
    before = number(request.args.get("before"))
    found = decisions(db.session(), [site.id], before=before, limit=PAGE)
    return render_template(
        "dashboard/log.html",
        site=site,
        sites=scope.my_sites(),
        entries=journal(site, found[:PAGE], now()),
        back=this_page(),
        before=before,
        next=found[PAGE - 1].id if len(found) > PAGE else None,
        may_decide=scope.may(Role.MODERATOR),
    )
