"""What every page of a thread is made on: its headers, who may keep it, and what went wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Self

from flask import Response, make_response, render_template

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask_wtf import FlaskForm

    from moderation.intake.place import Place

HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; "
        "base-uri 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
# A ticket stands in the form, so no cache may share the page; the reader's own browser may keep it
# for "back", which gives back what was typed.
KEPT_BY_THE_READER: Final = "private, no-cache"
KEPT_BY_NOBODY: Final = "no-store"


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why something has not been sent.

    Attributes:
        status: The HTTP status that says so.
        sentence: What happened, when it is about no field.
        fields: Field to sentence, in the order of the form.
        retry_after: Seconds until another try makes sense, or None.
    """

    status: int
    sentence: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    retry_after: int | None = None

    @classmethod
    def of(cls, form: FlaskForm, names: Sequence[str]) -> Self:
        """What a form says of its fields, in this order."""
        fields = {name: str(form.errors[name][0]) for name in names if name in form.errors}
        return cls(422, fields=fields)


def on_paper(
    template: str,
    place: Place,
    *,
    trouble: Trouble | None = None,
    kept: str = KEPT_BY_THE_READER,
    **seen: Any,  # noqa: ANN401 - what a template asks for
) -> Response:
    """A page about a place, as a response; one with trouble is kept by nobody."""
    page = render_template(template, place=place, trouble=trouble, **seen)
    response = make_response(page, trouble.status if trouble else 200)
    response.headers.update(HEADERS)
    response.headers["Cache-Control"] = KEPT_BY_NOBODY if trouble else kept
    if trouble and trouble.retry_after:
        response.headers["Retry-After"] = str(trouble.retry_after)
    return response
