"""The page of an author, put together. Its address names one of the comments, and nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, render_template, request

from moderation.comments import authors
from moderation.comments.models import Status
from moderation.dashboard import moments, scope
from moderation.dashboard.addresses import came_from
from moderation.dashboard.author import words
from moderation.dashboard.author.forms import BlockForm, is_blocked
from moderation.dashboard.forms import MOST_CHOSEN
from moderation.dashboard.notes.forms import NoteForm
from moderation.dashboard.notes.shown import notes_on
from moderation.dashboard.rows import rows
from moderation.dashboard.shortcuts import SHORTCUTS
from moderation.dashboard.wording import STATUS_NAMES
from moderation.database import db
from moderation.members import Role
from moderation.web.clock import now

if TYPE_CHECKING:
    from moderation.comments.models import Comment


def page(found: Comment, *, email: str | None = None, block: BlockForm | None = None) -> str:
    """What is known of whoever wrote a comment.

    Args:
        found: The comment.
        email: The author's address, when it was asked for.
        block: A block that could not be settled as it was asked for.
    """
    session, moment, zone = db.session(), now(), found.site.time_zone
    record, rule = authors.record_of(session, found), authors.rule_for(session, found, moment)
    only = _only()
    network = authors.from_same_network(session, found)
    website = authors.from_same_website(session, found)
    return render_template(
        "dashboard/author.html",
        comment=found,
        record=record,
        summary=words.summary(record),
        first=moments.moment(record.first_at, zone, moment),
        last=moments.moment(record.last_at, zone, moment),
        treated=words.treated(rule, zone, moment) if rule else None,
        rule=rule,
        blocked=is_blocked(rule),
        only=only,
        status_names=STATUS_NAMES,
        rows=rows(authors.comments_of(session, found, only), moment),
        network=(rows(network.comments, moment), network.count),
        website=(rows(website.comments, moment), website.count),
        refusable=authors.refusable_of(session, found, MOST_CHOSEN),
        notes=notes_on(found, moment, author_only=True),
        note=NoteForm(formdata=None),
        block=block or BlockForm(formdata=None),
        email=email,
        address=came_from(),
        may_decide=scope.may(Role.MODERATOR),
        may_block=scope.may(Role.ADMINISTRATOR),
        shortcuts=SHORTCUTS,
    )


def _only() -> Status | None:
    """Which of the author's comments are asked for; nonsense leads nowhere (404)."""
    word = request.args.get("only")
    if word is None:
        return None
    return Status(word) if word in set(Status) else abort(404)
