"""A queue's address holds all that filters it, so that every state of it can be linked to."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from flask import abort, request, url_for

from moderation.comments.cursors import Cursor, CursorRefused
from moderation.comments.queues import QueueFilter
from moderation.dashboard.blueprint import blueprint
from moderation.dashboard.queues import Queue
from moderation.dashboard.wording import CHANGE, REASON_NAMES
from moderation.sites.workflow import SITE_NAME

if TYPE_CHECKING:
    from collections.abc import Mapping

PUBLIC_ID: Final = re.compile(r"[a-z0-9]{1,32}")
NUMBER: Final = re.compile(r"[0-9]{1,18}")  # fits the databases' 64 bits
# What may stand in an address of ours after its beginning: nothing that ends a header line.
TAIL: Final = re.compile(r"[!-~]{0,2000}")


@dataclass(frozen=True, slots=True)
class QueueAddress:
    """One page of one queue."""

    queue: Queue
    reason: str | None = None
    article_id: int | None = None
    after: Cursor | None = None

    @classmethod
    def read(cls, values: Mapping[str, str]) -> QueueAddress:
        """Understand a query; what it cannot mean leads nowhere (404)."""
        queue = values.get("status", Queue.PENDING)
        reason = values.get("reason")
        if queue not in set(Queue) or (reason is not None and reason not in REASON_NAMES):
            abort(404)
        return cls(
            queue=Queue(queue),
            reason=reason,
            article_id=number(values.get("article")),
            after=_cursor(values.get("after")),
        )

    @property
    def wanted(self) -> QueueFilter:
        """What the heart is asked for: waiting comments oldest first, decided ones newest first.

        A change that an author asks for waits for a moderator wherever the comment stands.
        """
        return QueueFilter(
            status=None if self.is_mixed else self.queue.status,
            reason=None if self.reason == CHANGE else self.reason,
            article_id=self.article_id,
            newest_first=self.queue not in {Queue.PENDING, Queue.REPORTED},
            reported=self.queue == Queue.REPORTED,
            change_asked=self.reason == CHANGE,
        )

    @property
    def is_mixed(self) -> bool:
        """Whether comments stand here wherever their status has put them."""
        of_any = self.queue == Queue.PENDING and self.reason == CHANGE
        return of_any or self.queue.status is None

    def url(self, **changes: Any) -> str:  # noqa: ANN401 - any field of this class
        """This address, or one that differs in some fields."""
        return url_for("dashboard.queue", **replace(self, **changes).values)

    @property
    def values(self) -> dict[str, Any]:
        """What it says; the pages about its comments say it as well, and so lead back to it."""
        return {
            "status": self.queue,
            "reason": self.reason,
            "article": self.article_id,
            "after": self.after,
        }


@blueprint.url_value_preprocessor
def _refuse_malformed(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """A name or an id that none can have leads nowhere (404), before anybody looks it up."""
    for name, form in (("site", SITE_NAME), ("public_id", PUBLIC_ID)):
        if values and name in values and not form.fullmatch(values[name]):
            abort(404)


def number(word: str | None) -> int | None:
    """A row's number in an address; anything else leads nowhere (404)."""
    if word is None:
        return None
    return int(word) if NUMBER.fullmatch(word) else abort(404)


def this_page() -> str:
    """The address of the page being shown, for forms that lead back to it."""
    path = request.full_path if request.query_string else request.path
    return request.script_root + path


def came_from() -> QueueAddress | None:
    """The queue from which a page about one comment was opened; None without one."""
    return QueueAddress.read(request.args) if "status" in request.args else None


def way_back() -> str:
    """Where a form says it was, if that is a page of the dashboard; else the queue."""
    home = url_for("dashboard.home", site=None)
    wanted = request.form.get("back", "")
    ours = wanted.startswith(home) and TAIL.fullmatch(wanted.removeprefix(home))
    return wanted if ours else url_for("dashboard.queue", status=Queue.PENDING)


def _cursor(word: str | None) -> Cursor | None:
    try:
        return Cursor.parse(word) if word else None
    except CursorRefused:
        abort(404)
