"""What the page for a reply sends."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, IntegerField
from wtforms.validators import InputRequired, NumberRange

from moderation.comments.texts import MAX_BODY
from moderation.dashboard.forms import LARGEST, ActingForm
from moderation.dashboard.writing import WrittenField


class ReplyForm(ActingForm):
    """A reply, and the version of the comment that was read."""

    version = IntegerField(validators=[InputRequired(), NumberRange(1, LARGEST)])
    body = WrittenField(_("Your reply"), longest=MAX_BODY)
    preview = BooleanField()
