"""What becomes of a comment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from factories import COMMAND, a_comment, an_article

from moderation.comments import public, queries, workflow
from moderation.comments.errors import AlreadyDecided, NotErasable, UnknownComment
from moderation.comments.models import ActorKind, Status, Verb
from moderation.comments.submission import Actor
from moderation.web.clock import now

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.comments.models import Comment
    from moderation.sites.models import Site


def listed(session: Session, site: Site) -> list[str]:
    page = public.approved_for(session, an_article(session, site).id)
    return [thread.row.html or "(removed)" for thread in page.threads]


def decide(session: Session, comment: Comment, verb: Verb, version: int | None = None) -> None:
    workflow.decide(
        session,
        comment.site_id,
        comment.public_id,
        verb,
        seen_version=version or comment.version,
        actor=COMMAND,
        now=now(),
    )


def test_a_pending_comment_is_not_listed(session: Session, site: Site) -> None:
    a_comment(session, site, status="pending")
    assert listed(session, site) == []


def test_an_approved_comment_appears_on_its_article(session: Session, site: Site) -> None:
    comment = a_comment(session, site, status="pending", body="Bonjour")
    decide(session, comment, Verb.APPROVE)
    assert listed(session, site) == ["<p>Bonjour</p>\n"]


def test_a_refused_comment_keeps_its_place_while_replies_are_public(
    session: Session, site: Site
) -> None:
    root = a_comment(session, site, body="Racine")
    a_comment(session, site, body="Réponse", parent=root)
    decide(session, root, Verb.REFUSE)
    assert listed(session, site) == ["(removed)", "<p>Réponse</p>\n"]


def test_a_refused_comment_vanishes_with_its_last_public_reply(
    session: Session, site: Site
) -> None:
    root = a_comment(session, site, body="Racine")
    middle = a_comment(session, site, body="Milieu", parent=root)
    leaf = a_comment(session, site, body="Feuille", parent=middle)
    decide(session, root, Verb.REFUSE)
    decide(session, middle, Verb.SPAM)
    assert listed(session, site) == ["(removed)", "(removed)", "<p>Feuille</p>\n"]
    decide(session, leaf, Verb.REFUSE)
    assert listed(session, site) == []


def test_the_second_moderator_learns_who_was_first(session: Session, site: Site) -> None:
    comment = a_comment(session, site, status="pending")
    seen = comment.version
    decide(session, comment, Verb.APPROVE, seen)
    with pytest.raises(AlreadyDecided) as beaten:
        decide(session, comment, Verb.REFUSE, seen)
    assert beaten.value.comment.status == Status.APPROVED
    assert beaten.value.decision is not None
    assert beaten.value.decision.verb == Verb.APPROVE


def test_undo_restores_what_was_before_and_is_itself_recorded(session: Session, site: Site) -> None:
    comment = a_comment(session, site, status="approved")
    first = queries.latest_decision(session, comment.id)
    assert first is not None
    undone = workflow.undo(session, first, actor=COMMAND, now=now())
    assert (comment.status, undone.undoes_id) == (Status.PENDING, first.id)
    assert listed(session, site) == []


def test_a_decision_is_undone_once(session: Session, site: Site) -> None:
    comment = a_comment(session, site, status="approved")
    first = queries.latest_decision(session, comment.id)
    assert first is not None
    workflow.undo(session, first, actor=COMMAND, now=now())
    with pytest.raises(AlreadyDecided):
        workflow.undo(session, first, actor=COMMAND, now=now())


def test_only_what_is_refused_or_spam_is_deleted_for_good(session: Session, site: Site) -> None:
    comment = a_comment(session, site, status="approved")
    with pytest.raises(NotErasable):
        workflow.purge(session, site.id, comment.public_id, actor=COMMAND, now=now())


def test_nothing_remains_of_a_comment_deleted_for_good(session: Session, site: Site) -> None:
    comment = a_comment(session, site, status="spam")
    public_id = comment.public_id
    workflow.purge(session, site.id, public_id, actor=COMMAND, now=now())
    session.commit()
    assert queries.by_public_id(session, site.id, public_id) is None


def test_replies_survive_the_comment_above_them(session: Session, site: Site) -> None:
    root = a_comment(session, site, body="Racine", name="Awa")
    a_comment(session, site, body="Réponse", parent=root)
    decide(session, root, Verb.SPAM)
    workflow.purge(session, site.id, root.public_id, actor=COMMAND, now=now())
    session.commit()
    assert listed(session, site) == ["(removed)", "<p>Réponse</p>\n"]
    assert (root.author_name, root.body, root.email_index) == ("", "", None)


def test_the_comment_of_another_site_is_unknown(session: Session, site: Site) -> None:
    comment = a_comment(session, site, status="pending")
    with pytest.raises(UnknownComment):
        workflow.decide(
            session,
            site.id + 1,
            comment.public_id,
            Verb.APPROVE,
            seen_version=comment.version,
            actor=COMMAND,
            now=now(),
        )


def test_nobody_publishes_what_its_author_took_back(session: Session, site: Site) -> None:
    comment = a_comment(session, site, status="pending")
    author = Actor(ActorKind.AUTHOR, "token")
    workflow.withdraw(session, site.id, comment.public_id, actor=author, now=now())
    with pytest.raises(AlreadyDecided):
        decide(session, comment, Verb.APPROVE)
    assert comment.status == Status.WITHDRAWN


def test_a_moderator_does_not_undo_what_an_author_did(session: Session, site: Site) -> None:
    comment = a_comment(session, site, status="approved")
    author = Actor(ActorKind.AUTHOR, "token")
    workflow.withdraw(session, site.id, comment.public_id, actor=author, now=now())
    taken_back = queries.latest_decision(session, comment.id)
    assert taken_back is not None
    with pytest.raises(AlreadyDecided):
        workflow.undo(session, taken_back, actor=COMMAND, now=now())
