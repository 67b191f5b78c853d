"""What moderators find in their queues beside new comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from factories import a_comment
from sqlalchemy import event

from moderation.comments.models import ChangeRequest, Report, ReportReason
from moderation.comments.queues import OpenCounts, QueueFilter, open_counts, queue
from moderation.database import db
from moderation.web.clock import now

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from moderation.comments.models import Comment
    from moderation.sites.models import Site


def report(session: Session, comment: Comment, *, settled: bool = False) -> None:
    present = now()
    session.add(
        Report(
            comment_id=comment.id,
            reason=ReportReason.SPAM,
            created_at=present,
            settled_at=present if settled else None,
        )
    )
    session.commit()


def ask_change(session: Session, comment: Comment) -> None:
    session.add(ChangeRequest(comment_id=comment.id, message="Ôtez mon nom.", created_at=now()))
    session.commit()


def texts(session: Session, site: Site, wanted: QueueFilter) -> list[str]:
    return [comment.body for comment in queue(session, [site.id], wanted)]


def test_reported_comments_are_found_whether_public_or_not(session: Session, site: Site) -> None:
    for status in ("approved", "pending", "refused", "spam"):
        report(session, a_comment(session, site, body=status, status=status))
    report(session, a_comment(session, site, body="réglé"), settled=True)
    a_comment(session, site, body="tranquille")

    assert texts(session, site, QueueFilter(None, reported=True)) == [
        "approved",
        "pending",
        "refused",
        "spam",
    ]
    assert open_counts(session, [site.id]) == OpenCounts(reported=4, change_asked=0)


def test_comments_whose_author_asks_for_a_change_are_found(session: Session, site: Site) -> None:
    asked = a_comment(session, site, body="À changer")
    report(session, a_comment(session, site, body="Signalé"))
    ask_change(session, asked)

    assert texts(session, site, QueueFilter(None, change_asked=True)) == ["À changer"]
    assert open_counts(session, [site.id]) == OpenCounts(reported=1, change_asked=1)
    assert open_counts(session, []) == OpenCounts(reported=0, change_asked=0)


@pytest.mark.parametrize("rows", [1, 5])
def test_a_row_brings_its_reports_and_its_request_with_it(
    session: Session, site: Site, rows: int
) -> None:
    for number in range(rows):
        comment = a_comment(session, site, body=f"n{number}")
        report(session, comment)
        report(session, comment)
        ask_change(session, comment)
    site_ids = [site.id]
    session.expunge_all()

    def read() -> None:
        for comment in queue(session, site_ids, QueueFilter(None, reported=True)):
            assert len(comment.open_reports) == 2
            assert comment.open_change_request is not None

    assert len(statements(read)) == 3


def statements(read: Callable[[], object]) -> list[str]:
    """What the database is asked meanwhile."""
    asked: list[str] = []

    def note(_c: object, _k: object, sql: str, *_: object) -> None:
        asked.append(sql)

    event.listen(db.engine, "before_cursor_execute", note)
    read()
    event.remove(db.engine, "before_cursor_execute", note)
    return asked
