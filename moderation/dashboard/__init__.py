"""The moderators' pages: the queues, a comment, the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask_babel import lazy_gettext as _

from moderation.console import Entry

# Importing them adds their pages to the blueprint.
from moderation.dashboard import comment_page, deciding, deletion, log_page, queue_page  # noqa: F401
from moderation.dashboard.author import routes as _author  # noqa: F401
from moderation.dashboard.blueprint import blueprint
from moderation.dashboard.editing import routes as _editing  # noqa: F401
from moderation.dashboard.notes import routes as _notes  # noqa: F401
from moderation.dashboard.presence import routes as _presence  # noqa: F401
from moderation.dashboard.queues import QUEUE_NAMES
from moderation.dashboard.refusing import routes as _refusing  # noqa: F401
from moderation.dashboard.replying import routes as _replying  # noqa: F401
from moderation.dashboard.scope import count_of
from moderation.dashboard.settings import routes as _settings  # noqa: F401
from moderation.members import Role

if TYPE_CHECKING:
    from flask import Flask

__all__ = ["ENTRIES", "HOME", "blueprint", "init_app"]

HOME: Final = "dashboard.home"
ENTRIES: Final = (
    *(
        Entry(
            "dashboard.queue",
            name,
            Role.READER,
            count=count_of(queue),
            values=(("status", queue.value),),
        )
        for queue, name in QUEUE_NAMES.items()
    ),
    Entry("dashboard.log", _("Log"), Role.READER, group=1),
    Entry("dashboard.settings", _("Settings"), Role.ADMINISTRATOR, group=1),
)


def init_app(app: Flask) -> None:
    """Open the dashboard; the console, told of this blueprint, guards it."""
    app.register_blueprint(blueprint)
