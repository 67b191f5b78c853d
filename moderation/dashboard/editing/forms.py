"""What the page sends on which a comment is edited."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, IntegerField
from wtforms.validators import InputRequired, NumberRange

from moderation.comments.texts import MAX_BODY
from moderation.comments.workflow import MAX_WHY
from moderation.dashboard.forms import LARGEST, ActingForm
from moderation.dashboard.writing import WrittenField


class AmendmentForm(ActingForm):
    """Another text for a comment, and why."""

    version = IntegerField(validators=[InputRequired(), NumberRange(1, LARGEST)])
    body = WrittenField(_("Text"), longest=MAX_BODY)
    reason = WrittenField(
        _("Why you edit it"),
        longest=MAX_WHY,
        description=_("Only members see it; readers are told that a moderator edited the comment."),
    )
    preview = BooleanField()
