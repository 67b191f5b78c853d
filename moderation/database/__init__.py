"""The database: one base class, its connection rules and its session.

Rooms import :data:`db` and :class:`Base` from here and nothing else of SQLAlchemy's set-up.
"""

from moderation.database.base import Base, db
from moderation.database.types import Identity, Reference, UtcDateTime

__all__ = ["Base", "Identity", "Reference", "UtcDateTime", "db"]
