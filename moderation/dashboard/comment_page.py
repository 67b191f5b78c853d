"""One comment: its conversation, what was found in it, and the decisions so far."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import structlog
from flask import abort, render_template

from moderation.comments.queries import decisions_about, sealed_email, versions_of
from moderation.comments.rendering import render
from moderation.comments.workflow import email_context
from moderation.dashboard import moments, scope, texts, told
from moderation.dashboard.addresses import came_from
from moderation.dashboard.blueprint import blueprint
from moderation.dashboard.journal import journal
from moderation.dashboard.queries import (
    changes_asked,
    comment_page,
    conversation,
    reports_about,
)
from moderation.dashboard.rows import rows
from moderation.dashboard.shortcuts import SHORTCUTS
from moderation.database import db
from moderation.members import Role, current_member, needs
from moderation.sealing import open_sealed
from moderation.web.clock import now
from moderation.web.instance import instance

if TYPE_CHECKING:
    from datetime import datetime

    from flask.typing import ResponseReturnValue
    from markupsafe import Markup

    from moderation.comments.models import Comment
    from moderation.dashboard.moments import Moment
    from moderation.sites.models import Site

log: Final = structlog.get_logger("moderation.dashboard")


@blueprint.get("/sites/<site>/comments/<public_id>")
@needs(Role.READER)
def comment(site: str, public_id: str) -> ResponseReturnValue:
    """The page of one comment."""
    here = scope.site_called(site)
    return _page(here, _existing(here, public_id))


@blueprint.post("/sites/<site>/comments/<public_id>/email")
@needs(Role.ADMINISTRATOR)
def email(site: str, public_id: str) -> ResponseReturnValue:
    """The same page with the author's address: a deliberate act, which leaves a trace."""
    here = scope.site_called(site)
    found = _existing(here, public_id)
    sealed = sealed_email(db.session(), found) or abort(404)
    address = open_sealed(sealed, email_context(found.public_id), instance().keyring.sealing)
    log.info(
        "email_shown",
        member=current_member().public_id,
        site=here.name,
        comment=found.public_id,
    )
    return _page(here, found, address)


def _existing(site: Site, public_id: str) -> Comment:
    return comment_page(db.session(), site.id, public_id) or abort(404)


def _page(site: Site, found: Comment, address: str | None = None) -> ResponseReturnValue:
    moment = now()
    around = conversation(db.session(), found)
    return render_template(
        "dashboard/comment.html",
        site=site,
        row=rows([found], moment)[0],
        above=rows(around.above, moment),
        below=rows(around.below, moment),
        reports=told.words(reports_about(db.session(), found), site, moment),
        requests=told.words(changes_asked(db.session(), found), site, moment),
        versions=_versions(found, moment),
        entries=journal(site, decisions_about(db.session(), found.id)[::-1], moment),
        address=came_from(),
        email=address,
        may_decide=scope.may(Role.MODERATOR),
        may_see_email=found.email_index is not None and scope.may(Role.ADMINISTRATOR),
        shortcuts=SHORTCUTS,
    )


def _versions(found: Comment, now: datetime) -> list[tuple[Moment, Markup]]:
    """The texts that a comment had before, the latest one first, each with when it was replaced."""
    return [
        (
            moments.moment(version.replaced_at, found.site.time_zone, now),
            texts.inert(render(version.body)),
        )
        for version in reversed(versions_of(db.session(), found))
    ]
