"""What a member may do, from least to most."""

from __future__ import annotations

from enum import IntEnum


class Role(IntEnum):
    """A role on a site, or on every site; each may do what the ones before it may."""

    READER = 1
    MODERATOR = 2
    ADMINISTRATOR = 3
    OWNER = 4

    @property
    def word(self) -> str:
        """How the role is written in the database, in commands and in programs."""
        return self.name.lower()

    @classmethod
    def named(cls, word: str) -> Role:
        """The role written as ``word``.

        Raises:
            ValueError: There is none.
        """
        try:
            return cls[word.upper()]
        except KeyError as error:
            raise ValueError(f"“{word}” is not a role.") from error
