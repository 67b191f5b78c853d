"""The short documents: a text to edit or to look at, a word to the moderators, a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from moderation.comments.models import ReportReason
from moderation.intake.documents import strings_of, type_errors
from moderation.intake.forms import BodyForm, MessageForm, ReportForm
from moderation.web.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from moderation.intake.forms import StringsForm

    Form = TypeVar("Form", bound=StringsForm)


def read_body(document: Mapping[str, Any]) -> str:
    """The text of a comment.

    Raises:
        Problem: 422; ``errors`` names exactly the fields at fault.
    """
    return str(_checked(BodyForm, document, {"body"}).body.data)


def read_message(document: Mapping[str, Any]) -> str:
    """What an author asks the moderators.

    Raises:
        Problem: 422; ``errors`` names exactly the fields at fault.
    """
    return str(_checked(MessageForm, document, {"message"}).message.data)


def read_report(document: Mapping[str, Any]) -> tuple[ReportReason, str | None]:
    """Why a reader reports a comment, and what else there is to say about it.

    Raises:
        Problem: 422; ``errors`` names exactly the fields at fault.
    """
    form = _checked(ReportForm, document, {"reason", "message"}, nullable={"message"})
    return ReportReason(form.reason.data), form.message.data


def _checked(
    kind: type[Form],
    document: Mapping[str, Any],
    texts: Collection[str],
    *,
    nullable: Collection[str] = (),
) -> Form:
    form = kind(strings_of(document, texts))
    form.validate()
    errors = {**form.errors, **type_errors(document, texts, nullable=nullable)}
    if errors:
        raise Problem(422, "fields", errors=errors)
    return form
