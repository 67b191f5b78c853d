"""The only writers of comments. A status changes in one function, which leaves a trace.

Nothing here commits: the door that called does, once.
"""

from moderation.comments.workflow.deciding import (
    OUTCOME,
    can_be_undone,
    decide,
    new_batch,
    undo,
    withdraw,
)
from moderation.comments.workflow.erasing import ERASABLE, purge
from moderation.comments.workflow.submitting import email_context, replayed, submit, submit_once

__all__ = [
    "ERASABLE",
    "OUTCOME",
    "can_be_undone",
    "decide",
    "email_context",
    "new_batch",
    "purge",
    "replayed",
    "submit",
    "submit_once",
    "undo",
    "withdraw",
]
