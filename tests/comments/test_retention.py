"""Comments that nobody will publish any more do not stay for ever."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from factories import COMMAND, a_comment
from sqlalchemy import select

from moderation.comments import workflow
from moderation.comments.models import Comment, Status, Verb
from moderation.comments.retention import next_due, purge_due
from moderation.sites.models import Event

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.sites.models import Site

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize(("status", "days"), [("refused", 90), ("spam", 30)])
def test_O10_a_comment_is_deleted_when_its_days_are_over_and_not_before(
    session: Session, site: Site, status: str, days: int
) -> None:
    comment = a_comment(session, site, status=status, created_at=NOW)
    due = NOW + timedelta(days=days)
    assert next_due(session, site, Status(status)) == (due, 1)
    assert purge_due(session, due) == 0
    assert purge_due(session, due + timedelta(seconds=1)) == 1
    session.commit()
    assert session.scalars(select(Comment).where(Comment.id == comment.id)).all() == []
    assert next_due(session, site, Status(status)) == (None, 0)
    event = session.scalars(select(Event)).one()
    assert (event.verb, event.facts, event.means) == ("comments.purged", {status: 1}, "rule")


def test_O10_what_is_published_or_waits_is_kept(session: Session, site: Site) -> None:
    for status in ("approved", "pending"):
        a_comment(session, site, status=status, created_at=NOW)
    assert purge_due(session, NOW + timedelta(days=4_000)) == 0
    assert session.scalars(select(Event)).all() == []


def test_O10_a_refused_comment_with_replies_leaves_its_place_once(
    session: Session, site: Site
) -> None:
    parent = a_comment(session, site, created_at=NOW)
    a_comment(session, site, parent=parent, created_at=NOW)
    workflow.decide(
        session, site.id, parent.public_id, Verb.REFUSE,
        seen_version=parent.version, actor=COMMAND, now=NOW,
    )  # fmt: skip
    later = NOW + timedelta(days=91)
    assert [purge_due(session, later), purge_due(session, later)] == [1, 0]
    assert parent.body == ""
