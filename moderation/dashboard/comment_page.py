"""One comment: its conversation, what was found in it, and the decisions so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, render_template

from moderation.comments.queries import decisions_about
from moderation.dashboard import scope, told
from moderation.dashboard.addresses import came_from
from moderation.dashboard.blueprint import blueprint
from moderation.dashboard.emails import shown_email
from moderation.dashboard.journal import journal
from moderation.dashboard.neighbours import neighbours
from moderation.dashboard.notes.forms import NoteForm
from moderation.dashboard.notes.shown import notes_on
from moderation.dashboard.presence.words import watched
from moderation.dashboard.queries import (
    changes_asked,
    comment_page,
    conversation,
    reports_about,
)
from moderation.dashboard.rows import rows
from moderation.dashboard.rules import rule_address
from moderation.dashboard.shortcuts import SHORTCUTS
from moderation.dashboard.versions import versions
from moderation.database import db
from moderation.members import Role, needs
from moderation.web.clock import now

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from moderation.comments.models import Comment
    from moderation.sites.models import Site


@blueprint.get("/sites/<site>/comments/<public_id>")
@needs(Role.READER)
def comment(site: str, public_id: str) -> ResponseReturnValue:
    """The page of one comment."""
    here = scope.site_called(site)
    return page(here, existing(here, public_id))


@blueprint.post("/sites/<site>/comments/<public_id>/email")
@needs(Role.ADMINISTRATOR)
def email(site: str, public_id: str) -> ResponseReturnValue:
    """The same page with the author's address: a deliberate act, which leaves a trace."""
    here = scope.site_called(site)
    found = existing(here, public_id)
    return page(here, found, email=shown_email(found))


def existing(site: Site, public_id: str) -> Comment:
    """The site's comment of that id; another one leads nowhere (404)."""
    return comment_page(db.session(), site.id, public_id) or abort(404)


def page(
    site: Site, found: Comment, *, email: str | None = None, note: NoteForm | None = None
) -> str:
    """The page of a comment.

    Args:
        site: Where it belongs.
        found: The comment.
        email: The address of its author, when it was asked for.
        note: A note that could not be kept as it was written.
    """
    moment, address = now(), came_from()
    around = conversation(db.session(), found)
    return render_template(
        "dashboard/comment.html",
        site=site,
        row=rows([found], moment)[0],
        above=rows(around.above, moment),
        below=rows(around.below, moment),
        reports=told.words(reports_about(db.session(), found), site, moment),
        requests=told.words(changes_asked(db.session(), found), site, moment),
        versions=versions(found, moment),
        notes=notes_on(found, moment),
        note=note or NoteForm(formdata=None),
        entries=journal(site, decisions_about(db.session(), found.id)[::-1], moment),
        address=address,
        beside=neighbours(found, address),
        email=email,
        may_decide=scope.may(Role.MODERATOR),
        watched=watched(site),
        rule_address=rule_address,
        may_edit=scope.may(Role.ADMINISTRATOR),
        may_see_email=found.email_index is not None and scope.may(Role.ADMINISTRATOR),
        shortcuts=SHORTCUTS,
    )
