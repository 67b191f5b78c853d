"""Reporting a comment without script: a form at the address of its thread, and a word of thanks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import redirect, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from moderation.comments import workflow
from moderation.comments.errors import UnknownComment
from moderation.comments.models import ReportReason, Status
from moderation.database import db
from moderation.intake.bodies import shown
from moderation.intake.forms import ReportForm
from moderation.intake.pace import Act, count_act, refuse_hurry, words_for_hurry
from moderation.intake.paper import KEPT_BY_NOBODY, Trouble, on_paper
from moderation.intake.thread import listed
from moderation.web.client import client_network
from moderation.web.clock import now
from moderation.web.limits import TooMany
from moderation.web.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Response
    from flask_babel import LazyString
    from werkzeug.wrappers import Response as AnyResponse

    from moderation.comments.models import Comment
    from moderation.intake.place import Place

FIELDS: Final = ("reason", "message")
REASONS: Final[Mapping[ReportReason, LazyString]] = {
    ReportReason.SPAM: lazy_gettext("Spam or advertising"),
    ReportReason.ABUSE: lazy_gettext("Insults, hate or harassment"),
    ReportReason.ILLEGAL: lazy_gettext("Illegal content"),
    ReportReason.OTHER: lazy_gettext("Another reason"),
}


def ask(place: Place, reference: str) -> Response:
    """Ask why a comment is reported.

    Raises:
        Problem: 404; it is not public.
    """
    return _page(place, _public(place, reference), ReportForm(None))


def take(place: Place, reference: str) -> AnyResponse:
    """Keep a report, then lead to a word of thanks.

    Raises:
        Problem: 404; the comment is not public.
    """
    comment, form = _public(place, reference), ReportForm(request.form)
    if not form.validate():
        return _page(place, comment, form, Trouble.of(form, FIELDS))
    try:
        _keep(comment, form)
    except UnknownComment:
        raise _gone() from None
    except TooMany as wait:
        db.session.rollback()
        words = words_for_hurry(wait)
        return _page(place, comment, form, Trouble(429, words, retry_after=wait.retry_after))
    link = place.link(reported=comment.public_id)
    db.session.commit()
    return redirect(link, 303)


def thank(place: Place, reference: str) -> Response:
    """Say what becomes of a report."""
    return on_paper("intake/reported.html", place, reported=reference)


def _keep(comment: Comment, form: ReportForm) -> None:
    network = client_network()
    refuse_hurry(Act.REPORT, network)
    workflow.report(
        db.session(),
        comment.site_id,
        comment.public_id,
        ReportReason(form.reason.data),
        message=form.message.data,
        network=network,
        now=now(),
    )
    count_act(Act.REPORT, network)


def _page(
    place: Place, comment: Comment, form: ReportForm, trouble: Trouble | None = None
) -> Response:
    return on_paper(
        "intake/report.html",
        place,
        trouble=trouble,
        kept=KEPT_BY_NOBODY,
        comment=comment,
        form=form,
        reasons=REASONS,
        shown=shown,
    )


def _public(place: Place, reference: str) -> Comment:
    comment = listed(db.session(), place.article, reference)
    if comment is None or comment.status != Status.APPROVED:
        raise _gone()
    return comment


def _gone() -> Problem:
    words = _("The comment behind this link is no longer public.")
    return Problem(404, "unknown-comment", words)
