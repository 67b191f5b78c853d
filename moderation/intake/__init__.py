"""The doors a comment comes in by: JSON, and a plain HTML page. Both call ``door.accept``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation import console
from moderation.intake import page, routes
from moderation.intake.tickets import forget_used
from moderation.web import maintenance

if TYPE_CHECKING:
    from flask import Flask

__all__ = ["init_app"]


def init_app(app: Flask) -> None:
    """Open both doors, and have used tickets forgotten in time."""
    for door in (routes.blueprint, page.blueprint):
        console.csrf.exempt(door)  # neither reads a cookie: there is nothing to forge
        app.register_blueprint(door)
    maintenance.register(app, used_tickets=forget_used)
