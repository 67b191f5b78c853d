"""What is known of an author, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from babel.numbers import format_percent
from flask_babel import get_locale, gettext, ngettext
from flask_babel import lazy_gettext as _

from moderation.comments.models import Status, Treatment
from moderation.dashboard import moments
from moderation.database import db
from moderation.members.queries import names_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from flask_babel import LazyString

    from moderation.comments.authors import Record
    from moderation.comments.models import AuthorRule

_TREATED: Final[Mapping[Treatment, LazyString]] = {
    Treatment.TRUST: _("Trusted"),
    Treatment.HOLD: _("Always reviewed"),
    Treatment.BLOCK: _("Blocked"),
}


def summary(record: Record) -> str:
    """What became of an author's comments, with the formula of the rate."""
    published = record.counts[Status.APPROVED]
    told = [
        str(ngettext("%(num)d published", "%(num)d published", published)),
        str(ngettext("%(num)d refused", "%(num)d refused", record.refused)),
    ]
    if not record.decided:
        return ", ".join(told)
    share = format_percent(record.refused / record.decided, locale=get_locale())
    formula = gettext("(%(share)s: refused or spam ÷ decided)", share=share)
    return f"{', '.join(told)} {formula}"


def treated(rule: AuthorRule, zone: str, now: datetime) -> str:
    """How an author is treated, since when, by whom and until when."""
    names = names_of(db.session(), [rule.member_id] if rule.member_id else [])
    said = gettext(
        "%(treatment)s by %(name)s %(ago)s",
        treatment=_TREATED[Treatment(rule.treatment)],
        name=names.get(rule.member_id or 0) or gettext("a former member"),
        ago=moments.moment(rule.created_at, zone, now).ago,
    )
    if rule.until is None:
        return str(said)
    end = moments.moment(rule.until, zone, now).clock
    return str(gettext("%(said)s, until %(end)s", said=said, end=end))
