"""What the log's filters offer, and what its exports call things."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask_babel import lazy_gettext as _

from moderation.comments.models import Verb

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask_babel import LazyString

VERBS: Final[Mapping[str, LazyString]] = {
    Verb.SUBMIT: _("Comment came in"),
    Verb.APPROVE: _("Comment approved"),
    Verb.SPAM: _("Comment marked as spam"),
    Verb.REFUSE: _("Comment refused"),
    Verb.PENDING: _("Comment put back in the queue"),
    Verb.UNDO: _("Decision undone"),
    Verb.EDIT: _("Comment edited"),
    Verb.WITHDRAW: _("Comment withdrawn"),
    Verb.RESTORE: _("Comment restored"),
    Verb.PURGE: _("Comment deleted for good"),
}
# Events, by what stands before the point of their verbs.
SUBJECTS: Final[Mapping[str, LazyString]] = {
    "site": _("Settings of the site"),
    "article": _("Articles opened, closed or moved"),
    "author": _("Authors trusted, held or blocked"),
    "comments": _("Comments deleted after their days"),
    "member": _("Members and their roles"),
}
ACTIONS: Final[Mapping[str, LazyString]] = {**VERBS, **SUBJECTS}
MEANS: Final[Mapping[str, LazyString]] = {
    "key": _("by key"),
    "button": _("by button"),
    "bulk": _("in bulk"),
    "command": _("by command"),
    "rule": _("by rule"),
    "api": _("by program"),
    "token": _("by the author’s own token"),
}
