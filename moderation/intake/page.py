"""The thread and its form as plain HTML: everything works without script, cookie or session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, redirect, request
from flask_babel import get_locale
from flask_babel import gettext as _

from moderation.comments.errors import ArticleClosed, ParentGone
from moderation.comments.rendering import render
from moderation.database import db
from moderation.intake import reporting
from moderation.intake.documents import hash_of
from moderation.intake.door import Sent, accept
from moderation.intake.drawing import draw
from moderation.intake.forms import FIELDS, SubmissionForm
from moderation.intake.glimpses import glimpse
from moderation.intake.pace import Act, count_act, refuse_hurry, words_for, words_for_hurry
from moderation.intake.paper import Trouble
from moderation.intake.place import Place
from moderation.web.client import client_network
from moderation.web.clock import now
from moderation.web.instance import instance
from moderation.web.json_guard import MAX_BYTES
from moderation.web.limits import TooMany
from moderation.web.problems import Problem

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as AnyResponse

# 8,000 characters outside the basic plane, percent-encoded, are 96,000 bytes.
MAX_FORM_BYTES: Final = 2 * MAX_BYTES
ELSEWHERE: Final = frozenset({"cross-site", "same-site"})

blueprint: Final = Blueprint(
    "thread", __name__, static_folder="static", static_url_path="/static/intake"
)


@blueprint.get("/t/<site_name>/")
def show(site_name: str) -> Response:  # noqa: ARG001 - Place reads it
    """Show the thread and an empty form, or what concerns a report."""
    place = Place.asked_for()
    if reference := request.args.get("report"):
        return reporting.ask(place, reference)
    if reference := request.args.get("reported"):
        return reporting.thank(place, reference)
    return draw(place, SubmissionForm(None, place.site))


@blueprint.post("/t/<site_name>/")
def send(site_name: str) -> AnyResponse:  # noqa: ARG001 - Place reads it
    """Take in what was written or reported, or show what a text will look like."""
    place = Place.asked_for()
    if request.headers.get("Sec-Fetch-Site") in ELSEWHERE:
        raise Problem(403, "origin", _("This form was sent from another site. Nothing was kept."))
    request.max_form_memory_size = MAX_FORM_BYTES
    if reference := request.args.get("report"):
        return reporting.take(place, reference)
    form = SubmissionForm(request.form, place.site)
    return _preview(place, form) if "preview" in request.form else _send(place, form)


def _send(place: Place, form: SubmissionForm) -> AnyResponse:
    """Take a comment in, then lead to the page that shows it waiting."""
    if not form.validate():
        return draw(place, form, Trouble.of(form, FIELDS))
    try:
        comment, _made = accept(_sent(place, form))
    except (ArticleClosed, ParentGone, TooMany) as refusal:
        db.session.rollback()
        return draw(place, form, _trouble(refusal, form))
    token = glimpse(comment.public_id, instance().keyring.signing)
    link = place.link(c=token, around=comment.public_id, anchor=f"comment-{comment.public_id}")
    db.session.commit()
    return redirect(link, 303)


def _preview(place: Place, form: SubmissionForm) -> AnyResponse:
    """The same form with the text as it will be published; nothing of it is kept."""
    if place.article and not place.article.is_open(now()):
        return draw(place, form, _trouble(ArticleClosed(), form))
    if not form.body.validate(form, [SubmissionForm.validate_body]):
        return draw(place, form, Trouble.of(form, ["body"]))
    network = client_network()
    try:
        refuse_hurry(Act.PREVIEW, network)
        count_act(Act.PREVIEW, network)
    except TooMany as wait:
        db.session.rollback()
        return draw(place, form, Trouble(429, words_for_hurry(wait), retry_after=wait.retry_after))
    page = draw(place, form, preview=render(form.body.data))
    db.session.commit()
    return page


def _sent(place: Place, form: SubmissionForm) -> Sent:
    """The same text of the same author and network is one comment a day, however often it is sent.

    A form that was loaded anew has another ticket, which does not make another comment of it.
    """
    written = hash_of({**request.form.to_dict(), "network": client_network().hex()}, place.address)
    return Sent(
        site=place.site,
        address=place.address,
        title="",
        form=form,
        language=str(get_locale()),
        request_hash=written,
        # The space keeps it apart from the keys that programs choose, which hold none.
        idempotency_key=f"page {written.hex()}",
    )


def _trouble(refusal: Exception, form: SubmissionForm) -> Trouble:
    if isinstance(refusal, TooMany):
        return Trouble(429, words_for(refusal), retry_after=refusal.retry_after)
    if isinstance(refusal, ParentGone):
        form.parent.data = ""
        words = _(
            "The comment you were replying to is gone. You can post your text as a new comment."
        )
        return Trouble(409, words)
    words = _("Comments closed while you were writing. Your text is kept below so you can copy it.")
    return Trouble(409, words)
