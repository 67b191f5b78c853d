"""A field for what members write, held to the same rules as what strangers do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms import TextAreaField
from wtforms.validators import ValidationError

from moderation.comments.texts import TextRefused, clean_body

if TYPE_CHECKING:
    from flask_babel import LazyString
    from flask_wtf import FlaskForm


class WrittenField(TextAreaField):  # type: ignore[misc] # WTForms publishes no types
    """Several lines of text; after validation, as they are kept."""

    data: str | None

    def __init__(
        self,
        label: LazyString,
        *,
        longest: int,
        optional: bool = False,
        **options: Any,  # noqa: ANN401 - whatever WTForms takes
    ) -> None:
        """Take at most so many characters; nothing at all only where that is ``optional``."""
        super().__init__(label, **options)
        self._longest, self._optional = longest, optional

    def pre_validate(self, _form: FlaskForm) -> None:
        """Clean what was typed, or say in words what is wrong with it."""
        try:
            self.data = clean_body(self.data or "", longest=self._longest)
        except TextRefused as refusal:
            if refusal.code != "empty" or not self._optional:
                raise ValidationError(_words(refusal)) from refusal
            self.data = ""


def _words(refusal: TextRefused) -> str:
    match refusal.code:
        case "long":
            return str(
                ngettext(
                    "This text is %(num)d character too long",
                    "This text is %(num)d characters too long",
                    refusal.parameters["n"],
                )
            )
        case "characters":
            return str(_("This text holds characters that cannot be kept"))
        case _:
            return str(_("Write something first"))
