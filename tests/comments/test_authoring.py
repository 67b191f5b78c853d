"""What authors do with their comments afterwards, and what moderators keep of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from factories import COMMAND, a_comment, an_article
from sqlalchemy import func, select

from moderation.comments import public, queries, workflow
from moderation.comments.errors import AlreadyDecided, TooLate, UnknownComment
from moderation.comments.models import (
    ActorKind,
    ChangeRequest,
    CommentVersion,
    Report,
    ReportReason,
    Status,
    Verb,
)
from moderation.comments.submission import Actor, Finding, Verdict

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.comments.models import Comment
    from moderation.sites.models import Site

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
AUTHOR = Actor(ActorKind.AUTHOR, "token")
CLEAN = Verdict(Status.APPROVED)
HELD = Verdict(Status.PENDING, (Finding("links", {"n": 3}),))
SPAM = Verdict(Status.SPAM, (Finding("banned", {"word": "casino"}),))


def edit(comment: Comment, session: Session, body: str, verdict: Verdict = CLEAN) -> Comment:
    return workflow.edit(
        session, comment.site_id, comment.public_id, body, verdict, actor=AUTHOR, now=NOON
    )


def withdraw(comment: Comment, session: Session, at: datetime = NOON) -> None:
    workflow.withdraw(session, comment.site_id, comment.public_id, actor=AUTHOR, now=at)


def restore(comment: Comment, session: Session, at: datetime = NOON) -> None:
    workflow.restore(session, comment.site_id, comment.public_id, actor=AUTHOR, now=at)


def decide(comment: Comment, session: Session, verb: Verb, version: int | None = None) -> None:
    workflow.decide(
        session,
        comment.site_id,
        comment.public_id,
        verb,
        seen_version=version or comment.version,
        actor=COMMAND,
        now=NOON,
    )


def texts(session: Session, site: Site) -> list[str | None]:
    page = public.approved_for(session, an_article(session, site).id)
    return [thread.row.html for thread in page.threads]


def test_C11_an_edit_keeps_what_the_text_was(session: Session, site: Site) -> None:
    comment = a_comment(session, site, body="Un", status="pending")
    edit(comment, session, "Deux")
    edit(comment, session, "*Trois*")
    assert (comment.body, comment.html) == ("*Trois*", "<p><em>Trois</em></p>\n")
    assert [row.body for row in queries.versions_of(session, comment)] == ["Un", "Deux"]
    assert [row.verb for row in queries.decisions_about(session, comment.id)] == [
        Verb.SUBMIT,
        Verb.EDIT,
        Verb.EDIT,
    ]


@pytest.mark.parametrize(
    ("before", "verdict", "after"),
    [
        ("approved", CLEAN, Status.APPROVED),
        ("approved", HELD, Status.PENDING),
        ("approved", SPAM, Status.SPAM),
        ("pending", CLEAN, Status.PENDING),
        ("pending", HELD, Status.PENDING),
        ("pending", SPAM, Status.SPAM),
        ("spam", CLEAN, Status.SPAM),
        ("spam", HELD, Status.SPAM),
        ("spam", SPAM, Status.SPAM),
    ],
)
def test_C11_an_edit_makes_no_comment_freer_than_it_was(
    session: Session, site: Site, before: str, verdict: Verdict, after: Status
) -> None:
    comment = a_comment(session, site, status=before)
    edit(comment, session, "Un autre texte", verdict)
    assert comment.status == after
    assert [row.code for row in comment.findings] == [found.code for found in verdict.findings]
    assert texts(session, site) == (["<p>Un autre texte</p>\n"] if after == "approved" else [])


def test_C11_only_what_was_public_is_said_to_be_edited(session: Session, site: Site) -> None:
    waiting = a_comment(session, site, status="pending")
    published = a_comment(session, site, status="approved")
    edit(waiting, session, "Corrigé")
    edit(published, session, "Corrigé aussi", HELD)
    assert waiting.edited_at is None
    assert published.edited_at == NOON
    edit(published, session, "Encore")
    assert published.edited_at == NOON


def test_the_same_text_again_changes_nothing(session: Session, site: Site) -> None:
    comment = a_comment(session, site, body="Pareil")
    version = comment.version
    edit(comment, session, "Pareil", HELD)
    assert (comment.version, comment.status) == (version, Status.APPROVED)
    assert queries.versions_of(session, comment) == []


def test_an_edit_of_a_public_comment_makes_kept_lists_old(session: Session, site: Site) -> None:
    comment = a_comment(session, site)
    for verdict in (CLEAN, HELD):
        revision = comment.article.revision
        edit(comment, session, f"Texte {verdict.status}", verdict)
        session.refresh(comment.article)
        assert comment.article.revision > revision


def test_an_edit_that_stays_public_is_no_new_publication(session: Session, site: Site) -> None:
    comment = a_comment(session, site)
    since = comment.decided_at
    edit(comment, session, "Autre")
    assert comment.decided_at == since


def test_C11_a_moderator_does_not_approve_a_text_he_has_not_seen(
    session: Session, site: Site
) -> None:
    comment = a_comment(session, site, status="pending")
    seen = comment.version
    edit(comment, session, "Tout autre chose")
    with pytest.raises(AlreadyDecided) as first:
        decide(comment, session, Verb.APPROVE, seen)
    assert first.value.decision is not None
    assert first.value.decision.verb == Verb.EDIT
    assert texts(session, site) == []


def test_a_moderator_does_not_undo_over_an_edit(session: Session, site: Site) -> None:
    comment = a_comment(session, site, status="pending")
    decide(comment, session, Verb.APPROVE)
    approval = queries.latest_decision(session, comment.id)
    assert approval is not None
    decide(comment, session, Verb.PENDING)
    back = queries.latest_decision(session, comment.id)
    assert back is not None
    edit(comment, session, "Tout autre chose")
    for decision in (approval, back):
        with pytest.raises(AlreadyDecided):
            workflow.undo(session, decision, actor=COMMAND, now=NOON)
    edited = queries.latest_decision(session, comment.id)
    assert edited is not None
    assert not workflow.can_be_undone(edited)


@pytest.mark.parametrize("status", ["refused", "withdrawn"])
def test_C11_what_is_decided_is_edited_no_more(session: Session, site: Site, status: str) -> None:
    comment = a_comment(session, site, status="refused" if status == "refused" else "pending")
    if status == "withdrawn":
        withdraw(comment, session)
    with pytest.raises(AlreadyDecided):
        edit(comment, session, "Trop tard")


@pytest.mark.parametrize("status", ["pending", "approved", "spam", "refused"])
def test_C12_a_withdrawal_is_undone_for_a_minute(session: Session, site: Site, status: str) -> None:
    comment = a_comment(session, site, status=status)
    withdraw(comment, session)
    withdraw(comment, session)
    assert texts(session, site) == []
    restore(comment, session, NOON + timedelta(seconds=60))
    restore(comment, session, NOON + timedelta(hours=1))
    assert comment.status == status
    assert len(texts(session, site)) == (status == "approved")


def test_C12_after_a_minute_a_withdrawal_stays(session: Session, site: Site) -> None:
    comment = a_comment(session, site)
    withdraw(comment, session)
    with pytest.raises(TooLate):
        restore(comment, session, NOON + timedelta(seconds=61))
    assert comment.status == Status.WITHDRAWN


def test_C12_a_withdrawn_comment_keeps_its_place_for_its_replies(
    session: Session, site: Site
) -> None:
    root = a_comment(session, site, body="Racine")
    a_comment(session, site, body="Réponse", parent=root)
    withdraw(root, session)
    assert texts(session, site) == [None, "<p>Réponse</p>\n"]
    restore(root, session)
    assert texts(session, site) == ["<p>Racine</p>\n", "<p>Réponse</p>\n"]


def test_a_moderator_does_not_undo_what_an_author_restored(session: Session, site: Site) -> None:
    comment = a_comment(session, site)
    withdraw(comment, session)
    restore(comment, session)
    restored = queries.latest_decision(session, comment.id)
    assert restored is not None
    with pytest.raises(AlreadyDecided):
        workflow.undo(session, restored, actor=COMMAND, now=NOON)


def test_C11_while_a_request_is_open_another_one_replaces_it(session: Session, site: Site) -> None:
    comment = a_comment(session, site, status="refused")
    for message in ("Ôtez mon nom.", "Ôtez plutôt tout."):
        workflow.ask_change(session, site.id, comment.public_id, message, now=NOON)
    requests = session.scalars(select(ChangeRequest)).all()
    assert [request.message for request in requests] == ["Ôtez plutôt tout."]


def test_nothing_is_asked_about_a_withdrawn_comment(session: Session, site: Site) -> None:
    comment = a_comment(session, site)
    withdraw(comment, session)
    with pytest.raises(AlreadyDecided):
        workflow.ask_change(session, site.id, comment.public_id, "Si !", now=NOON)


def test_nothing_of_what_was_said_about_a_comment_outlives_it(session: Session, site: Site) -> None:
    root = a_comment(session, site, body="Racine")
    reply = a_comment(session, site, body="Réponse", parent=root)
    for comment in (root, reply):
        edit(comment, session, f"{comment.body} changée")
        workflow.report(
            session,
            site.id,
            comment.public_id,
            ReportReason.ABUSE,
            message="Il me nomme.",
            network=b"n" * 16,
            now=NOON,
        )
        workflow.ask_change(session, site.id, comment.public_id, "Retirez-le.", now=NOON)
    for comment in (root, reply):
        decide(comment, session, Verb.REFUSE)
        workflow.purge(session, site.id, comment.public_id, actor=COMMAND, now=NOON)
        if comment is root:  # its empty place is left, for the reply
            assert root.erased_at is not None
            assert rows_left(session) == 3
    session.commit()
    assert rows_left(session) == 0


def rows_left(session: Session) -> int:
    counts = (
        session.scalar(select(func.count()).select_from(kind)) or 0
        for kind in (CommentVersion, Report, ChangeRequest)
    )
    return sum(counts)


def test_of_an_empty_place_nothing_is_changed_by_anybody(session: Session, site: Site) -> None:
    root = a_comment(session, site)
    a_comment(session, site, parent=root)
    decide(root, session, Verb.REFUSE)
    workflow.purge(session, site.id, root.public_id, actor=COMMAND, now=NOON)
    for act in (withdraw, restore):
        with pytest.raises(UnknownComment):
            act(root, session)
    with pytest.raises(UnknownComment):
        edit(root, session, "Revenu")
    with pytest.raises(UnknownComment):
        workflow.ask_change(session, site.id, root.public_id, "Et moi ?", now=NOON)
