"""The only writers of comments. A status changes in one function, which leaves a trace.

Nothing here commits: the door that called does, once.
"""

from moderation.comments.workflow.amending import MAX_WHY, amend
from moderation.comments.workflow.annotating import MAX_NOTE, note
from moderation.comments.workflow.authoring import ask_change, edit, restore, withdraw
from moderation.comments.workflow.deciding import OUTCOME, can_be_undone, decide, new_batch, undo
from moderation.comments.workflow.erasing import ERASABLE, purge
from moderation.comments.workflow.replying import reply
from moderation.comments.workflow.reporting import report
from moderation.comments.workflow.submitting import email_context, replayed, submit, submit_once
from moderation.comments.workflow.treating import MAX_REASON, treat

__all__ = [
    "ERASABLE",
    "MAX_NOTE",
    "MAX_REASON",
    "MAX_WHY",
    "OUTCOME",
    "amend",
    "ask_change",
    "can_be_undone",
    "decide",
    "edit",
    "email_context",
    "new_batch",
    "note",
    "purge",
    "replayed",
    "reply",
    "report",
    "restore",
    "submit",
    "submit_once",
    "treat",
    "undo",
    "withdraw",
]
