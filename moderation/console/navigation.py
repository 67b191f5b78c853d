"""The entries of the navigation: rooms bring them, the app hands them over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from flask import current_app, request

from moderation.database import db
from moderation.members.access import is_protected, signed_in_member
from moderation.members.queries import highest_role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from flask import Flask
    from flask_babel.speaklater import LazyString

    from moderation.members.roles import Role

KEY: Final = "console_navigation"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry.

    Attributes:
        endpoint: The page it leads to, which takes no arguments beside ``values``.
        label: Its words.
        role: Shown to members with at least this role anywhere.
        count: How many things wait there, or None.
        group: Entries of one group stand together; a rule separates the groups.
        values: Arguments of the endpoint, such as the filter of a queue.
    """

    endpoint: str
    label: LazyString
    role: Role
    count: Callable[[], int] | None = None
    group: int = 0
    values: tuple[tuple[str, str], ...] = ()

    @property
    def is_current(self) -> bool:
        """Whether it leads to the page that is being shown."""
        return request.endpoint == self.endpoint and all(
            request.args.get(name) == value for name, value in self.values
        )


def init_app(app: Flask, entries: Sequence[Entry]) -> None:
    """Keep the entries, in this order."""
    app.extensions[KEY] = tuple(entries)


def entries() -> Iterator[Entry]:
    """The entries that the member who is asking may follow."""
    member = signed_in_member() if is_protected() else None
    role = highest_role(db.session(), member.id) if member else None
    for entry in current_app.extensions[KEY]:
        if role is not None and entry.role <= role:
            yield entry
