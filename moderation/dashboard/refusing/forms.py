"""What the page sends on which a comment is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, IntegerField, StringField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from moderation.comments.refusals import MAX_MESSAGE
from moderation.dashboard.forms import LARGEST, ActingForm
from moderation.dashboard.writing import WrittenField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderation.comments.refusals import Reason


class RefusalForm(ActingForm):
    """Why a comment is refused, and what its author is told."""

    version = IntegerField(validators=[InputRequired(), NumberRange(1, LARGEST)])
    reason = StringField()
    tell = BooleanField(_("Tell the author"))
    message = WrittenField(
        _("What the author is told"),
        longest=MAX_MESSAGE,
        optional=True,
        description=_("Left empty, it is the sentence that goes with the reason."),
    )
    preview = BooleanField()

    def __init__(self, reasons: Sequence[Reason], **options: object) -> None:
        """Offer these reasons."""
        super().__init__(**options)
        self._reasons = {reason.code: reason for reason in reasons}

    def validate_reason(self, field: StringField) -> None:
        """One of those offered, or none."""
        if field.data and field.data not in self._reasons:
            raise ValidationError(gettext("Choose one of these reasons"))

    def validate_message(self, field: StringField) -> None:
        """Whoever is to be told something is told a sentence."""
        if not self.tell.data or field.data:
            return
        chosen = self._reasons.get(self.reason.data or "")
        field.data = chosen.message if chosen else ""
        if not field.data:
            raise ValidationError(gettext("Choose a reason, or write what the author is told"))

    @property
    def told(self) -> str | None:
        """What the author is told; None where that is nothing."""
        return self.message.data if self.tell.data and self.message.data else None
