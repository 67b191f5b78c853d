"""Answers to a decision: back to the page with a notice, or the same facts to our script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _

from moderation.console import Action, say
from moderation.dashboard.actors import already
from moderation.dashboard.addresses import way_back
from moderation.dashboard.decisions import offered
from moderation.dashboard.queries import was_edited
from moderation.dashboard.rows import rows
from moderation.database import db
from moderation.web.clock import now

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask.typing import ResponseReturnValue

    from moderation.comments.errors import AlreadyDecided
    from moderation.comments.models import Comment, Verb
    from moderation.dashboard.decisions import Choice
    from moderation.dashboard.forms import ActingForm


def wants_json() -> bool:
    """Whether our script is asking, rather than a browser that follows a form."""
    known = ("text/html", "application/json")
    return request.accept_mimetypes.best_match(known) == "application/json"


def state(comment: Comment) -> dict[str, Any]:
    """Where a comment stands, for the script."""
    return {"id": comment.public_id, "status": comment.status, "version": comment.version}


def settled(
    message: str,
    comments: Sequence[Comment],
    *,
    undo: Mapping[str, str] | None = None,
    missed: int = 0,
    conflicts: Sequence[Mapping[str, Any]] = (),
) -> ResponseReturnValue:
    """What was done.

    Args:
        message: In words.
        comments: What it was done to.
        undo: What the form that takes it back says; None when nothing takes it back.
        missed: How many comments were left as they are, since somebody else was first.
        conflicts: The facts about those that are still there, for the script.
    """
    if wants_json():
        single = state(comments[0]) if len(comments) == 1 else {}
        return jsonify(
            {
                **single,
                **(undo or {}),
                "message": message,
                "comments": [state(comment) for comment in comments],
                "conflicts": conflicts,
            }
        )
    back = way_back()
    action = None
    if undo:
        action = Action(url_for("dashboard.undo"), _("Undo"), {**undo, "back": back})
    say(message, tone="warn" if missed else "ok", action=action)
    return redirect(back, 303)


def conflict(
    first: AlreadyDecided, wanted: Verb | None = None, seen_version: int | None = None
) -> ResponseReturnValue:
    """Somebody else was first: who, and the choice to keep that or to replace it.

    Args:
        first: The comment as it is now, and the decision that was first.
        wanted: What the person who comes second had decided; None for an undo.
        seen_version: The version that this person was looking at.
    """
    comment, facts = first.comment, conflict_facts(first, wanted, seen_version)
    if wants_json():
        return jsonify(facts), 409
    page = render_template(
        "dashboard/conflict.html",
        message=facts["message"],
        unread=facts["unread"],
        row=rows([comment], now())[0],
        wanted=_choice(comment, wanted),
        back=way_back(),
    )
    return page, 409


def beaten(first: AlreadyDecided, form: ActingForm) -> str:
    """Who was first, for a page that keeps what was written on it.

    The form goes on from there: whoever has read the page again may send it again.
    """
    seen, form.version.data = form.version.data, first.comment.version
    return str(conflict_facts(first, None, seen)["message"])


def conflict_facts(
    first: AlreadyDecided, wanted: Verb | None, seen_version: int | None
) -> dict[str, Any]:
    """The same for the script, which shows the text as it was when the page was made."""
    comment, seen = first.comment, seen_version or first.comment.version
    asked = seen < comment.version and _is_asked_last(first)
    return {
        **state(comment),
        "message": already(None if asked else first.decision, comment.site.time_zone, now()),
        "reported": bool(comment.open_reports),
        "unread": asked or was_edited(db.session(), comment, seen),
        "replaceable": _choice(comment, wanted) is not None,
    }


def refused(message: str, status: int) -> ResponseReturnValue:
    """Nothing was done, and why."""
    if wants_json():
        return jsonify({"message": message}), status
    say(message, tone="warn")
    return redirect(way_back(), 303)


def _is_asked_last(first: AlreadyDecided) -> bool:
    """Whether the last thing that happened to a comment is that its author asked for a change."""
    request, decision = first.comment.open_change_request, first.decision
    return bool(request and (decision is None or request.created_at >= decision.created_at))


def _choice(comment: Comment, wanted: Verb | None) -> Choice | None:
    """The button for what was wanted, if it would still change something."""
    return next((choice for choice in offered(comment) if choice.verb == wanted), None)
