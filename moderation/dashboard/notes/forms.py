"""What the form for a note sends."""

from __future__ import annotations

from typing import Final

from flask_babel import lazy_gettext as _
from wtforms import StringField
from wtforms.validators import AnyOf, Optional

from moderation.comments.workflow import MAX_NOTE
from moderation.dashboard.forms import ActingForm
from moderation.dashboard.writing import WrittenField

AUTHOR: Final = "author"
COMMENT: Final = "comment"


class NoteForm(ActingForm):
    """A note, and what it is about."""

    note = WrittenField(_("Note"), longest=MAX_NOTE, description=_("Only members see it."))
    about = StringField(validators=[Optional(), AnyOf([AUTHOR, COMMENT])])
