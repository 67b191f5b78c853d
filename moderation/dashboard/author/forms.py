"""What the author's page sends."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from flask_babel import lazy_gettext as _
from flask_babel import lazy_ngettext
from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, InputRequired

from moderation.comments.models import Treatment
from moderation.comments.workflow import MAX_REASON
from moderation.dashboard.forms import ActingForm
from moderation.dashboard.writing import WrittenField
from moderation.members import current_member
from moderation.sites.events import By

if TYPE_CHECKING:
    from moderation.comments.models import AuthorRule

FREE: Final = "free"


class TreatmentForm(ActingForm):
    """Trusted, always held, or as everybody."""

    treatment = StringField(
        validators=[InputRequired(), AnyOf([Treatment.TRUST, Treatment.HOLD, FREE])]
    )

    @property
    def wanted(self) -> Treatment | None:
        """How the author is treated from now on; None as everybody."""
        word = self.treatment.data
        return None if word == FREE else Treatment(word)


class BlockForm(ActingForm):
    """For how long an author is blocked, and why."""

    days = RadioField(
        _("For how long"),
        choices=[
            *(
                SelectChoice(str(n), lazy_ngettext("%(num)d day", "%(num)d days", n))
                for n in (1, 7, 30)
            ),
            SelectChoice("0", _("without an end")),
        ],
        default="7",
    )
    reason = WrittenField(_("Why"), longest=MAX_REASON, description=_("Only members see it."))

    @property
    def lasting(self) -> timedelta | None:
        """For how long; None without an end."""
        days = int(self.days.data)
        return timedelta(days=days) if days else None


def by(form: ActingForm) -> By:
    """The member who is asking, as the one who settles something."""
    return By(form.means.data or "button", current_member().id)


def is_blocked(rule: AuthorRule | None) -> bool:
    """Whether somebody has blocked the author."""
    return rule is not None and rule.treatment == Treatment.BLOCK
