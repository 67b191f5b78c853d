"""The moderators' pages: the queues, a comment, the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask_babel import lazy_gettext as _

from moderation.console import Entry

# Importing them adds their pages to the blueprint.
from moderation.dashboard import comment_page, deciding, deletion, log_page, queue_page  # noqa: F401
from moderation.dashboard.blueprint import blueprint
from moderation.dashboard.scope import count_of
from moderation.dashboard.wording import QUEUE_NAMES, QUEUES
from moderation.members import Role

if TYPE_CHECKING:
    from flask import Flask

__all__ = ["ENTRIES", "HOME", "blueprint", "init_app"]

HOME: Final = "dashboard.home"
ENTRIES: Final = (
    *(
        Entry(
            "dashboard.queue",
            QUEUE_NAMES[status],
            Role.READER,
            count=count_of(status),
            values=(("status", status.value),),
        )
        for status in QUEUES
    ),
    Entry("dashboard.log", _("Log"), Role.READER, group=1),
)


def init_app(app: Flask) -> None:
    """Open the dashboard; the console, told of this blueprint, guards it."""
    app.register_blueprint(blueprint)
