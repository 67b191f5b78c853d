"""The doors a comment comes in by, JSON and a plain HTML page, and those that its author opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation import console

# Importing them adds their doors to the blueprint.
from moderation.intake import authors, page, readers, routes  # noqa: F401
from moderation.intake.blueprint import blueprint
from moderation.intake.tickets import forget_used
from moderation.web import maintenance

if TYPE_CHECKING:
    from flask import Flask

__all__ = ["init_app"]


def init_app(app: Flask) -> None:
    """Open the doors, and have used tickets forgotten in time."""
    for door in (blueprint, page.blueprint):
        console.csrf.exempt(door)  # neither reads a cookie: there is nothing to forge
        app.register_blueprint(door)
    maintenance.register(app, used_tickets=forget_used)
