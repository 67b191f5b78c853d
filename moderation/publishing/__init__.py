"""The doors approved comments go out by: lists and counts, the answers already known, the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.publishing import log_page
from moderation.publishing.known import wrap
from moderation.publishing.routes import blueprint

if TYPE_CHECKING:
    from flask import Flask

__all__ = ["init_app"]


def init_app(app: Flask) -> None:
    """Open the doors, and answer what is known before Flask is asked.

    Whatever takes a path prefix away from the address is put around the application afterwards.
    """
    app.register_blueprint(blueprint)
    app.register_blueprint(log_page.blueprint)
    app.wsgi_app = wrap(app)  # type: ignore[method-assign]
