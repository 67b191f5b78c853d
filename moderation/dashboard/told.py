"""What readers and authors told the moderators about a comment, in words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from flask_babel import lazy_gettext as _
from flask_babel import ngettext

from moderation.comments.models import Report, ReportReason
from moderation.dashboard import moments, texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from flask_babel import LazyString

    from moderation.comments.models import ChangeRequest, Comment
    from moderation.dashboard.moments import Moment
    from moderation.sites.models import Site

# Of each kind of report, a row shows the beginning of the first messages.
MESSAGES: Final = 3
EXCERPT: Final = 200

REASONS: Final[Mapping[ReportReason, LazyString]] = {
    ReportReason.SPAM: _("Spam or advertising"),
    ReportReason.ABUSE: _("Insults, hate or harassment"),
    ReportReason.ILLEGAL: _("Illegal content"),
    ReportReason.OTHER: _("Another reason"),
}


@dataclass(frozen=True, slots=True)
class Reported:
    """The open reports of one kind.

    Attributes:
        reason: Why, in words.
        times: How many there are.
        messages: What some of their readers wrote.
    """

    reason: str
    times: int
    messages: Sequence[str]


@dataclass(frozen=True, slots=True)
class Word:
    """One report or request, as the page of its comment shows it.

    Attributes:
        reason: Why, in words; None for a request.
        message: What was written, or None.
        when: When.
        settled: When a decision settled it; None while it is open.
    """

    reason: str | None
    message: str | None
    when: Moment
    settled: Moment | None


def open_reports(comment: Comment) -> list[Reported]:
    """The open reports of a comment by their kinds, the most frequent one first."""
    reports = comment.open_reports
    return [
        Reported(
            str(REASONS[ReportReason(reason)]),
            times,
            [
                texts.excerpt(report.message, EXCERPT)
                for report in reports
                if report.reason == reason and report.message
            ][:MESSAGES],
        )
        for reason, times in Counter(report.reason for report in reports).most_common()
    ]


def times_reported(comment: Comment) -> str | None:
    """How often a comment is reported; None where it is not."""
    count = len(comment.open_reports)
    return (
        str(ngettext("Reported %(num)d time", "Reported %(num)d times", count)) if count else None
    )


def words(rows: Iterable[Report | ChangeRequest], site: Site, now: datetime) -> list[Word]:
    """Reports or requests with their times, for the page of their comment."""
    zone = site.time_zone
    return [
        Word(
            reason=str(REASONS[ReportReason(row.reason)]) if isinstance(row, Report) else None,
            message=row.message,
            when=moments.moment(row.created_at, zone, now),
            settled=moments.moment(row.settled_at, zone, now) if row.settled_at else None,
        )
        for row in rows
    ]
