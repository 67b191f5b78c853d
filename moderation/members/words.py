"""How roles, waits and wrong codes are said."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from moderation.members.roles import Role

if TYPE_CHECKING:
    from datetime import timedelta

    from flask_babel.speaklater import LazyString

    from moderation.members.throttle import TooManyAttempts

ROLE_NAMES: Final[dict[Role, LazyString]] = {
    Role.READER: _("Reader"),
    Role.MODERATOR: _("Moderator"),
    Role.ADMINISTRATOR: _("Administrator"),
    Role.OWNER: _("Owner"),
}
ROLE_MEANINGS: Final[dict[Role, LazyString]] = {
    Role.READER: _("You can see the queues, the log and the statistics."),
    Role.MODERATOR: _("You can see everything, decide about comments, reply and take notes."),
    Role.ADMINISTRATOR: _("You can moderate, change settings and invite members."),
    Role.OWNER: _("You can do everything, up to handing a site over or deleting it."),
}
MINUTE: Final = 60


def too_many_attempts(error: TooManyAttempts) -> str:
    """What to say to somebody who tries too often: how long to wait."""
    return str(
        gettext(
            "Too many attempts. You can try again in %(duration)s.",
            duration=duration(error.wait),
        )
    )


def wrong_code() -> str:
    """What to say about a code that is wrong, too old, or was used before."""
    return str(
        gettext("That code does not match. It changes every 30 seconds: enter the one showing now.")
    )


def duration(wait: timedelta) -> str:
    """A wait in words, rounded up: seconds under a minute, else minutes."""
    seconds = ceil(wait.total_seconds())
    if seconds < MINUTE:
        return str(ngettext("%(num)d second", "%(num)d seconds", max(1, seconds)))
    return str(ngettext("%(num)d minute", "%(num)d minutes", ceil(seconds / MINUTE)))
