"""Answers to a decision: back to the page with a notice, or the same facts to our script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _

from moderation.console import Action, say
from moderation.dashboard.actors import already
from moderation.dashboard.addresses import way_back
from moderation.dashboard.rows import rows
from moderation.web.clock import now

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask.typing import ResponseReturnValue

    from moderation.comments.models import Comment, Decision, Verb


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
) -> ResponseReturnValue:
    """What was done.

    Args:
        message: In words.
        comments: What it was done to.
        undo: What the form that takes it back says; None when nothing takes it back.
        missed: How many comments were left as they are, since somebody else was first.
    """
    if wants_json():
        single = state(comments[0]) if len(comments) == 1 else {}
        return jsonify(
            {
                **single,
                **(undo or {}),
                "message": message,
                "comments": [state(comment) for comment in comments],
            }
        )
    back = way_back()
    action = None
    if undo:
        action = Action(url_for("dashboard.undo"), _("Undo"), {**undo, "back": back})
    say(message, tone="warn" if missed else "ok", action=action)
    return redirect(back, 303)


def conflict(
    comment: Comment, decision: Decision | None, wanted: Verb | None = None
) -> ResponseReturnValue:
    """Somebody else was first: who, and the choice to keep that or to replace it.

    Args:
        comment: As it is now.
        decision: The one that was first.
        wanted: What the person who comes second had decided; None for an undo.
    """
    message = already(decision, comment.site.time_zone, now())
    row = rows([comment], now())[0]
    choice = next((choice for choice in row.choices if choice.verb == wanted), None)
    if wants_json():
        return jsonify(
            {**state(comment), "message": message, "replaceable": choice is not None}
        ), 409
    page = render_template(
        "dashboard/conflict.html", message=message, row=row, wanted=choice, back=way_back()
    )
    return page, 409


def refused(message: str, status: int) -> ResponseReturnValue:
    """Nothing was done, and why."""
    if wants_json():
        return jsonify({"message": message}), status
    say(message, tone="warn")
    return redirect(way_back(), 303)
