"""The page of a thread: what its template is given."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from flask import request

from moderation.comments.models import Status
from moderation.comments.presenters import own
from moderation.comments.queries import by_public_id
from moderation.comments.refusals import told_to_author
from moderation.database import db
from moderation.intake import bodies
from moderation.intake.door import desk_of, edit_until
from moderation.intake.glimpses import comment_in
from moderation.intake.paper import KEPT_BY_NOBODY, KEPT_BY_THE_READER, on_paper
from moderation.intake.suggestions import meant_domain
from moderation.intake.thread import Line, listed, view_of
from moderation.intake.words import day, moment
from moderation.web.clock import now
from moderation.web.instance import instance

if TYPE_CHECKING:
    from flask import Response

    from moderation.comments.models import Comment
    from moderation.intake.forms import SubmissionForm
    from moderation.intake.paper import Trouble
    from moderation.intake.place import Place
    from moderation.sites.models import Article


def draw(
    place: Place,
    form: SubmissionForm,
    trouble: Trouble | None = None,
    *,
    preview: str | None = None,
) -> Response:
    """The page as a response.

    Args:
        place: Which one.
        form: Empty, or with all that was typed, which it keeps.
        trouble: Why it has not been sent.
        preview: The HTML of what would be published.
    """
    mine = _own_comment(place)
    alone = mine is not None or preview is not None
    return on_paper(
        "intake/thread.html",
        place,
        trouble=trouble,
        kept=KEPT_BY_NOBODY if alone else KEPT_BY_THE_READER,
        preview=preview,
        **_thread(place, mine),
        **_form(place, form),
    )


def _thread(place: Place, mine: Comment | None) -> dict[str, Any]:
    around = request.args.get("around")
    view = view_of(
        db.session(),
        place.article,
        newest_first=place.newest_first,
        after=request.args.get("after"),
        around=around,
        root=request.args.get("thread"),
    )
    return {
        "view": view,
        "mine": _own_line(mine) if mine else None,
        "mine_is_listed": mine is not None and view.holds(mine.public_id),
        "gone": around is not None and mine is None and not view.holds(around),
        "moment": partial(moment, zone=place.site.time_zone, now=now()),
        "shown": bodies.shown,
    }


def _form(place: Place, form: SubmissionForm) -> dict[str, Any]:
    desk, present = desk_of(place.site, place.address), now()
    if not form.ticket.data or not desk.is_good(form.ticket.data, present):
        form.ticket.data = desk.issue(present)
    article = place.article
    return {
        "form": form,
        "meant_domain": meant_domain(form.email.data or ""),
        "notifies": instance().settings.smtp_url is not None,
        "parent": _parent(place, form),
        "closed": article is not None and not article.is_open(present),
        "closed_since": _closed_since(article, place.site.time_zone) if article else None,
    }


def _closed_since(article: Article, zone: str) -> str | None:
    """The day on which an article closed; None when it never was open."""
    if article.closes_at is None or article.closes_at <= article.created_at:
        return None
    return day(article.closes_at, zone)


def _parent(place: Place, form: SubmissionForm) -> Comment | None:
    """The public comment that is being replied to."""
    reference = form.parent.data if request.method == "POST" else request.args.get("parent")
    parent = listed(db.session(), place.article, reference)
    return parent if parent and parent.status == Status.APPROVED else None


def _own_comment(place: Place) -> Comment | None:
    """The comment that the reader has just sent."""
    public_id = comment_in(request.args.get("c", ""), instance().keyring.signing)
    if public_id is None or place.article is None:
        return None
    comment = by_public_id(db.session(), place.site.id, public_id)
    if comment is None or comment.article_id != place.article.id or comment.erased_at:
        return None
    return comment


def _own_line(comment: Comment) -> Line:
    parent = comment.parent
    answers = None
    if parent is not None and parent.status == Status.APPROVED:
        answers = {"id": parent.public_id, "author": {"name": parent.author_name}}
    reason = told_to_author(db.session(), comment)
    shape = own(comment, edit_until=edit_until(comment), reason=reason)
    return Line(shape, comment.created_at, answers=answers)
