"""The shell of the members' pages: guard, headers, navigation, notices, base template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Blueprint, request

from moderation.console import errors, guard, headers, navigation, templating
from moderation.console.guard import csrf
from moderation.console.navigation import Entry
from moderation.console.notices import Action, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Flask, Response

OK: Final = 200
__all__ = ["Action", "Entry", "blueprint", "csrf", "init_app", "say"]

blueprint: Final = Blueprint(
    "console", __name__, static_folder="static", static_url_path="/console"
)


def init_app(app: Flask, *, rooms: Sequence[Blueprint], entries: Sequence[Entry]) -> None:
    """Put the private rooms behind the guard, and their pages into the shell.

    Args:
        app: The application; ``members.init_app`` came before.
        rooms: Every private blueprint, each with a path of its own.
        entries: The navigation, in order.
    """
    watch = guard.Guard(rooms)
    guard.init_app(app, watch)
    headers.init_app(app, watch)
    errors.init_app(app)
    navigation.init_app(app, entries)
    templating.init_app(app)
    app.register_blueprint(blueprint)


@blueprint.after_request
def _keep(response: Response) -> Response:
    """Files whose address names their version may be kept for ever."""
    if "v" in request.args and response.status_code == OK:
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
