"""A comment with all that a moderator needs to decide about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from markupsafe import escape

from moderation.comments.models import Status
from moderation.comments.queues import published_counts
from moderation.comments.workflow import ERASABLE
from moderation.dashboard import moments, texts, told, wording
from moderation.dashboard.decisions import offered
from moderation.dashboard.marks import marked, watched_words
from moderation.database import db

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from markupsafe import Markup

    from moderation.comments.models import Comment
    from moderation.dashboard.decisions import Choice
    from moderation.dashboard.moments import Moment
    from moderation.dashboard.texts import Link
    from moderation.dashboard.told import Reported

REFUSABLE: Final = frozenset({Status.PENDING, Status.APPROVED, Status.SPAM})
OPENING: Final = 420
QUOTE: Final = 90


@dataclass(frozen=True, slots=True)
class Row:
    """One comment of a queue.

    Attributes:
        comment: The comment itself.
        article: The title of its article, or the address where it has none.
        when: When it came.
        reasons: Why it waits: the code of each finding, and the finding in words.
        status: Where it stands, in words.
        reported: How often it is reported, in words; None where it is not.
        reports: By their kinds, with what was written.
        change: What its author asks to be changed; None when nothing is asked.
        record: What its author has published before, in words; None when nothing is known.
        text: All of it; its links cannot be opened, and words that a rule watches are marked.
        opening: The beginning of a long text; None when all of it fits.
        links: Where it leads.
        reply_to: The beginning of the comment it replies to.
        choices: What can be decided about it.
        refusable: Whether it can be refused.
        erasable: Whether it can be deleted for good.
    """

    comment: Comment
    article: str
    when: Moment
    reasons: Sequence[tuple[str, str]]
    status: str
    reported: str | None
    reports: Sequence[Reported]
    change: str | None
    record: str | None
    text: Markup
    opening: Markup | None
    links: Sequence[Link]
    reply_to: str | None
    choices: Sequence[Choice]
    refusable: bool
    erasable: bool


def rows(comments: Iterable[Comment], now: datetime) -> list[Row]:
    """The rows of these comments, their authors' records looked up at once."""
    shown = list(comments)
    published = published_counts(db.session(), shown)
    return [_row(comment, published, now) for comment in shown]


def _row(comment: Comment, published: Mapping[bytes, int], now: datetime) -> Row:
    words = texts.plain(comment.html)
    long = texts.is_long(comment.html, words)
    status, watched = Status(comment.status), watched_words(comment)
    return Row(
        comment=comment,
        article=comment.article.title or comment.article.url,
        when=moments.moment(comment.created_at, comment.site.time_zone, now),
        reasons=[(finding.code, wording.reason(finding)) for finding in comment.findings],
        status=str(wording.STATUS_NAMES[status]),
        reported=told.times_reported(comment),
        reports=told.open_reports(comment),
        change=comment.open_change_request.message if comment.open_change_request else None,
        record=_record(comment, published),
        text=marked(texts.inert(comment.html), watched),
        opening=marked(escape(texts.excerpt(words, OPENING)), watched) if long else None,
        links=texts.links_of(comment),
        reply_to=texts.excerpt(texts.plain(comment.parent.html), QUOTE) if comment.parent else None,
        choices=offered(comment),
        refusable=status in REFUSABLE and comment.erased_at is None,
        erasable=status in ERASABLE and comment.erased_at is None,
    )


def _record(comment: Comment, published: Mapping[bytes, int]) -> str | None:
    """Said once: a finding may already say that it is the first comment."""
    if comment.email_index is None:
        return None
    others = published.get(comment.email_index, 0) - (comment.status == Status.APPROVED)
    if others <= 0 and any(finding.code == "first" for finding in comment.findings):
        return None
    return wording.record(max(others, 0))
