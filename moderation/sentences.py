"""What a command says when it cannot do what it was asked: one sentence, never a traceback."""

from __future__ import annotations

from typing import Final

from sqlalchemy.exc import DBAPIError

from moderation.comments.errors import AlreadyDecided, NotErasable, UnknownComment
from moderation.config import ConfigError
from moderation.database.backup import BackupRefused
from moderation.database.schema import NewerSchema
from moderation.members.errors import MemberRefused
from moderation.operations.prepare import SchemaBehind
from moderation.sealing import KeyFileError
from moderation.sites.articles import AddressTaken
from moderation.sites.identity import AddressRefused
from moderation.sites.workflow import SiteRefused

# Errors whose text is already a sentence for whoever sits at the terminal.
SPOKEN: Final = (
    AddressRefused,
    AddressTaken,
    BackupRefused,
    ConfigError,
    KeyFileError,
    MemberRefused,
    NewerSchema,
    SchemaBehind,
    SiteRefused,
)


def sentence_for(error: Exception) -> str | None:
    """The sentence for an error that people can do something about; None for any other."""
    match error:
        case UnknownComment():
            return f"There is no comment {error}."
        case NotErasable():
            return "Only refused comments and spam are deleted."
        case AlreadyDecided():
            return f"{error} is already {error.comment.status}; nothing was changed."
        case DBAPIError():
            return f"The database cannot answer: {error.orig}."
        case OSError():
            return f"{error.filename or 'The system'}: {error.strerror or error}."
        case _:
            return str(error) if isinstance(error, SPOKEN) else None
