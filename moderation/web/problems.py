"""Errors of the public doors: RFC 9457 problem documents in French or English."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from flask import Response, json
from flask_babel import lazy_gettext as _

from moderation.web.instance import instance

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask_babel import LazyString

MEDIA_TYPE: Final = "application/problem+json"
TITLES: Final[Mapping[str, LazyString]] = {
    "malformed": _("The request is malformed"),
    "token": _("The author’s token is missing"),
    "origin": _("This origin is not allowed"),
    "unknown-site": _("There is no such site"),
    "unknown-comment": _("There is no such comment"),
    "not-found": _("There is nothing here"),
    "method": _("This address does not take that method"),
    "closed": _("Comments are closed"),
    "parent-gone": _("The comment replied to is gone"),
    "key-reused": _("The idempotency key was used for another comment"),
    "too-late": _("It is too late for this"),
    "decided": _("The comment has already been decided"),
    "withdrawn": _("This comment has been withdrawn"),
    "too-large": _("The request is too large"),
    "media-type": _("The request must be JSON"),
    "fields": _("Some fields need attention"),
    "rate-limit": _("Too many requests"),
    "unavailable": _("The service cannot answer right now"),
    "internal": _("Something went wrong on our side"),
}


class Problem(Exception):
    """An error that is told to whoever asked.

    Attributes:
        status: The HTTP status.
        slug: A key of ``TITLES``, and the last part of the document's stable ``type``.
        detail: One sentence in the reader's language.
        errors: Field name to sentences, exactly for the fields at fault.
        retry_after: Seconds until another try makes sense.
        extra: Further members of the document.
    """

    def __init__(
        self,
        status: int,
        slug: str,
        detail: str | LazyString = "",
        *,
        errors: Mapping[str, Sequence[str]] | None = None,
        retry_after: int | None = None,
        extra: Mapping[str, Any] | None = None,
    ) -> None:
        """Say what happened."""
        super().__init__(slug)
        self.status = status
        self.slug = slug
        self.detail = detail
        self.errors = errors
        self.retry_after = retry_after
        self.extra = extra or {}


def answer(problem: Problem) -> Response:
    """The problem as a response."""
    document: dict[str, Any] = {
        "type": f"{instance().settings.public_url}/problems/{problem.slug}",
        "title": str(TITLES[problem.slug]),
        "status": problem.status,
        "detail": str(problem.detail or TITLES[problem.slug]),
        **problem.extra,
    }
    if problem.errors is not None:
        document["errors"] = {
            field: [str(word) for word in words] for field, words in problem.errors.items()
        }
    response = Response(json.dumps(document), problem.status, content_type=MEDIA_TYPE)
    response.headers["Cache-Control"] = "no-store"
    if problem.retry_after is not None:
        response.headers["Retry-After"] = str(problem.retry_after)
    return response
