"""The keys of each screen: the tables that the help prints and the script binds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from flask_babel import lazy_gettext as _

from moderation.dashboard.queues import QUEUE_NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask_babel import LazyString

    from moderation.comments.refusals import Reason


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A key.

    Attributes:
        keys: As the script names them; the first one is shown on buttons.
        action: The name of the script's function, and its argument after a colon.
        label: What it does.
    """

    keys: tuple[str, ...]
    action: str
    label: LazyString | str


HELP: Final = Shortcut(("?",), "help", _("Keyboard shortcuts"))
SHORTCUTS: Final = (
    Shortcut(("j",), "next", _("Next comment")),
    Shortcut(("k",), "previous", _("Previous comment")),
    Shortcut(("a",), "decide:approve", _("Approve")),
    Shortcut(("s",), "decide:spam", _("Mark as spam")),
    Shortcut(("d",), "decide:refuse", _("Refuse")),
    Shortcut(("u",), "decide:pending", _("Back to pending")),
    Shortcut(("z",), "undo", _("Undo the last decision")),
    Shortcut(("x",), "select", _("Select")),
    Shortcut(("shift+x",), "selectAll", _("Select all")),
    Shortcut(("shift+a",), "decideAll:approve", _("Approve the selected ones")),
    Shortcut(("shift+s",), "decideAll:spam", _("Mark the selected ones as spam")),
    Shortcut(("shift+d",), "decideAll:refuse", _("Refuse the selected ones, or with a reason")),
    Shortcut(("o", "Enter"), "go:open", _("Open the comment’s page")),
    Shortcut(("r",), "go:reply", _("Reply, which approves")),
    Shortcut(("e",), "go:edit", _("Edit the text")),
    Shortcut(("h",), "go:author", _("Everything about the author")),
    Shortcut(("b",), "go:treatment", _("Trust, hold or block the author")),
    Shortcut(("n",), "go:note", _("Write a note")),
    *(
        Shortcut((str(number),), f"queue:{number}", name)
        for number, name in enumerate(QUEUE_NAMES.values(), start=1)
    ),
    HELP,
)

# What a button says beside its words.
KEYS: Final = {shortcut.action: shortcut.keys[0] for shortcut in SHORTCUTS}


def reason_shortcuts(reasons: Sequence[Reason]) -> Sequence[Shortcut]:
    """The keys of the page on which a comment is refused with a reason."""
    return (
        *(
            Shortcut((str(number),), f"reason:{number}", reason.label)
            for number, reason in enumerate(reasons, start=1)
        ),
        HELP,
    )
