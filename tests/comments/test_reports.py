"""Readers report comments, and decisions settle what they said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from factories import COMMAND, a_comment
from sqlalchemy import select

from moderation.comments import queries, workflow
from moderation.comments.errors import AlreadyDecided, UnknownComment
from moderation.comments.forgetting import forget_networks
from moderation.comments.models import ChangeRequest, Report, ReportReason, Status, Verb
from moderation.comments.queues import OpenCounts, open_counts
from moderation.comments.submission import Verdict
from moderation.comments.workflow import reporting

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.comments.models import Comment, Decision
    from moderation.sites.models import Site

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def report(session: Session, comment: Comment, network: str = "a", *, now: datetime = NOON) -> bool:
    return workflow.report(
        session,
        comment.site_id,
        comment.public_id,
        ReportReason.ABUSE,
        message=None,
        network=network.encode() * 16,
        now=now,
    )


def ask_change(session: Session, comment: Comment) -> None:
    workflow.ask_change(session, comment.site_id, comment.public_id, "Ôtez mon nom.", now=NOON)


def decide(session: Session, comment: Comment, verb: Verb) -> Decision:
    return workflow.decide(
        session,
        comment.site_id,
        comment.public_id,
        verb,
        seen_version=comment.version,
        actor=COMMAND,
        now=NOON,
    )


def open_reports(session: Session) -> int:
    return len(session.scalars(select(Report.id).where(Report.settled_at.is_(None))).all())


def test_a_network_reports_a_comment_once(session: Session, site: Site) -> None:
    comment = a_comment(session, site)
    assert [report(session, comment, network) for network in ("a", "a", "b")] == [
        True,
        False,
        True,
    ]
    assert open_reports(session) == 2


def test_somebody_with_many_networks_does_not_fill_the_store(
    session: Session, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporting, "MOST_OPEN", 2)
    comment = a_comment(session, site)
    assert [report(session, comment, network) for network in "abc"] == [True, True, False]
    assert open_reports(session) == 2
    decide(session, comment, Verb.APPROVE)
    assert report(session, comment, "c")


@pytest.mark.parametrize("status", ["pending", "spam", "refused"])
def test_only_what_is_public_is_reported(session: Session, site: Site, status: str) -> None:
    comment = a_comment(session, site, status=status)
    with pytest.raises(UnknownComment):
        report(session, comment)


@pytest.mark.parametrize("verb", [Verb.APPROVE, Verb.SPAM, Verb.REFUSE, Verb.PENDING])
def test_the_next_decision_settles_what_was_said(session: Session, site: Site, verb: Verb) -> None:
    comment, other = a_comment(session, site), a_comment(session, site, body="Autre")
    report(session, comment)
    report(session, comment, "b")
    report(session, other)
    ask_change(session, comment)

    decision = decide(session, comment, verb)

    assert open_counts(session, [site.id]) == OpenCounts(reported=1, change_asked=0)
    settled = session.scalars(select(Report).where(Report.comment_id == comment.id)).all()
    assert {row.settled_by for row in settled} == {decision.id}


def test_a_reported_comment_is_kept_by_approving_it_again(session: Session, site: Site) -> None:
    comment = a_comment(session, site)
    since = comment.decided_at
    report(session, comment)
    kept = decide(session, comment, Verb.APPROVE)
    assert (kept.before, kept.after) == (Status.APPROVED, Status.APPROVED)
    assert comment.decided_at == since
    with pytest.raises(AlreadyDecided):
        decide(session, comment, Verb.APPROVE)


def test_M6_the_same_request_twice_is_nothing_new(session: Session, site: Site) -> None:
    comment = a_comment(session, site)
    ask_change(session, comment)
    seen = comment.version
    ask_change(session, comment)
    assert comment.version == seen
    workflow.ask_change(session, site.id, comment.public_id, "Encore un mot.", now=NOON)
    assert comment.version == seen + 1


def test_a_refusal_is_kept_although_its_author_asks(session: Session, site: Site) -> None:
    comment = a_comment(session, site, status="refused")
    ask_change(session, comment)
    kept = decide(session, comment, Verb.REFUSE)
    assert (kept.before, kept.after) == (Status.REFUSED, Status.REFUSED)
    assert open_counts(session, [site.id]) == OpenCounts(reported=0, change_asked=0)


def test_a_comment_that_was_kept_is_reported_again_once_it_says_something_else(
    session: Session, site: Site
) -> None:
    comment = a_comment(session, site, body="Aimable")
    report(session, comment)
    decide(session, comment, Verb.APPROVE)
    assert not report(session, comment)
    later = NOON + timedelta(minutes=1)
    clean = Verdict(Status.APPROVED)
    workflow.edit(session, site.id, comment.public_id, "Odieux", clean, actor=COMMAND, now=later)
    assert [report(session, comment), report(session, comment)] == [True, False]
    assert open_reports(session) == 1


@pytest.mark.parametrize("verb", [Verb.APPROVE, Verb.REFUSE])
def test_M4_undoing_a_decision_opens_again_what_it_settled(
    session: Session, site: Site, verb: Verb
) -> None:
    comment = a_comment(session, site)
    report(session, comment, "a")
    decide(session, comment, Verb.APPROVE)
    report(session, comment, "b")
    ask_change(session, comment)
    decision = decide(session, comment, verb)

    workflow.undo(session, decision, actor=COMMAND, now=NOON)

    assert comment.status == Status.APPROVED
    assert open_reports(session) == 1  # the first one stays settled by the first decision
    assert open_counts(session, [site.id]) == OpenCounts(reported=1, change_asked=1)


def test_M4_a_newer_request_stands_in_place_of_the_one_that_was_settled(
    session: Session, site: Site
) -> None:
    comment = a_comment(session, site)
    ask_change(session, comment)
    decision = decide(session, comment, Verb.REFUSE)
    workflow.ask_change(session, site.id, comment.public_id, "Encore un mot.", now=NOON)

    workflow.undo(session, decision, actor=COMMAND, now=NOON)

    messages = select(ChangeRequest.message).where(ChangeRequest.settled_at.is_(None))
    assert session.scalars(messages).all() == ["Encore un mot."]


def test_M4_undoing_an_undo_settles_again_what_the_decision_had_settled(
    session: Session, site: Site
) -> None:
    comment = a_comment(session, site)
    report(session, comment, "a")
    latest = decide(session, comment, Verb.APPROVE)
    seen = []
    for minute in range(1, 5):
        moment = NOON + timedelta(minutes=minute)
        latest = workflow.undo(session, latest, actor=COMMAND, now=moment)
        seen.append(open_reports(session))
    assert seen == [1, 0, 1, 0]


def test_M4_undoing_an_undo_leaves_open_what_was_told_meanwhile(
    session: Session, site: Site
) -> None:
    comment = a_comment(session, site)
    report(session, comment, "a")
    undoing = workflow.undo(
        session, decide(session, comment, Verb.APPROVE), actor=COMMAND, now=NOON
    )
    later = NOON + timedelta(minutes=1)
    report(session, comment, "b", now=later)
    workflow.undo(session, undoing, actor=COMMAND, now=later)
    assert open_reports(session) == 1


def test_reports_wait_while_their_comment_is_withdrawn(session: Session, site: Site) -> None:
    comment = a_comment(session, site)
    report(session, comment)
    author = {"actor": COMMAND, "now": NOON}
    workflow.withdraw(session, site.id, comment.public_id, **author)
    assert open_counts(session, [site.id]) == OpenCounts(reported=0, change_asked=0)
    workflow.restore(session, site.id, comment.public_id, **author)
    assert open_counts(session, [site.id]) == OpenCounts(reported=1, change_asked=0)


def test_whose_network_reported_is_forgotten_after_two_days(session: Session, site: Site) -> None:
    comment = a_comment(session, site, created_at=NOON)
    report(session, comment, "a")
    report(session, comment, "b")
    session.commit()
    forget_networks(session, NOON + timedelta(hours=48))
    assert session.scalars(select(Report.network)).all() == [b"a" * 16, b"b" * 16]
    forget_networks(session, NOON + timedelta(hours=48, seconds=1))
    assert session.scalars(select(Report.network)).all() == [None, None]
    assert queries.by_public_id(session, site.id, comment.public_id) is comment
