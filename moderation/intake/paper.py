"""Drawing the page: what its template is given, and the headers it is sent with."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Self

from flask import Response, make_response, render_template, request

from moderation.comments.models import Status
from moderation.comments.presenters import own
from moderation.comments.queries import by_public_id
from moderation.comments.texts import MAX_BODY
from moderation.database import db
from moderation.intake.door import desk_of, edit_until
from moderation.intake.forms import FIELDS
from moderation.intake.glimpses import comment_in
from moderation.intake.thread import listed, view_of
from moderation.intake.words import day, moment
from moderation.web.clock import now
from moderation.web.instance import instance

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moderation.comments.models import Comment
    from moderation.intake.forms import SubmissionForm
    from moderation.intake.place import Place
    from moderation.sites.models import Article

HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; "
        "base-uri 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
# A ticket stands in the form, so no cache may share the page; the reader's own browser may keep it
# for "back", which gives back what was typed.
KEPT_BY_THE_READER: Final = "private, no-cache"
KEPT_BY_NOBODY: Final = "no-store"


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a comment has not been sent.

    Attributes:
        status: The HTTP status that says so.
        sentence: What happened, when it is about no field.
        fields: Field to sentence, in the order of the form.
        retry_after: Seconds until another try makes sense, or None.
    """

    status: int
    sentence: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    retry_after: int | None = None

    @classmethod
    def of(cls, form: SubmissionForm) -> Self:
        """What a form says of its fields."""
        fields = {name: str(form.errors[name][0]) for name in FIELDS if name in form.errors}
        return cls(422, fields=fields)


def draw(place: Place, form: SubmissionForm, trouble: Trouble | None = None) -> Response:
    """The page as a response; with ``trouble``, the form keeps everything that was typed."""
    mine = _own_comment(place)
    seen = _thread(place, mine) | _form(place, form, trouble)
    response = make_response(render_template("intake/thread.html", place=place, **seen))
    response.headers.update(HEADERS)
    response.headers["Cache-Control"] = KEPT_BY_NOBODY if mine or trouble else KEPT_BY_THE_READER
    if trouble:
        response.status_code = trouble.status
        if trouble.retry_after:
            response.headers["Retry-After"] = str(trouble.retry_after)
    return response


def _thread(place: Place, mine: Comment | None) -> dict[str, Any]:
    newest_first = place.site.comment_order == "newest"
    view = view_of(
        db.session(),
        place.article,
        newest_first=newest_first,
        after=request.args.get("after"),
        root=request.args.get("thread"),
    )
    listed = {line.public["id"] for line in view.shown}
    return {
        "view": view,
        "newest_first": newest_first,
        "mine": own(mine, edit_until=edit_until(mine)) if mine else None,
        "mine_created_at": mine.created_at if mine else None,
        "mine_is_listed": mine is not None and mine.public_id in listed,
        "moment": partial(moment, zone=place.site.time_zone),
    }


def _form(place: Place, form: SubmissionForm, trouble: Trouble | None) -> dict[str, Any]:
    desk, present = desk_of(place.site, place.address), now()
    if not form.ticket.data or not desk.is_good(form.ticket.data, present):
        form.ticket.data = desk.issue(present)
    article = place.article
    closed = article is not None and not article.is_open(present)
    return {
        "form": form,
        "trouble": trouble,
        "parent": _parent(place, form, trouble),
        "closed": closed,
        "closed_since": _closed_since(article, place.site.time_zone) if article else None,
        "max_body": MAX_BODY,
    }


def _closed_since(article: Article, zone: str) -> str | None:
    """The day on which an article closed; None when it never was open."""
    if article.closes_at is None or article.closes_at <= article.created_at:
        return None
    return day(article.closes_at, zone)


def _parent(place: Place, form: SubmissionForm, trouble: Trouble | None) -> Comment | None:
    """The public comment that is being replied to."""
    reference = form.parent.data if trouble else request.args.get("parent")
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
