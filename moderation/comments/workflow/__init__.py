"""The only writers of comments. A status changes in one function, which leaves a trace.

Nothing here commits: the door that called does, once.
"""

from moderation.comments.workflow.authoring import ask_change, edit, restore, withdraw
from moderation.comments.workflow.deciding import OUTCOME, can_be_undone, decide, new_batch, undo
from moderation.comments.workflow.erasing import ERASABLE, purge
from moderation.comments.workflow.reporting import report
from moderation.comments.workflow.submitting import email_context, replayed, submit, submit_once

__all__ = [
    "ERASABLE",
    "OUTCOME",
    "ask_change",
    "can_be_undone",
    "decide",
    "edit",
    "email_context",
    "new_batch",
    "purge",
    "replayed",
    "report",
    "restore",
    "submit",
    "submit_once",
    "undo",
    "withdraw",
]
