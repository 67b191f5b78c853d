"""Two people at the same moment, where the database lets both of them write: on PostgreSQL."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from factories import BLOG_ORIGINS, COMMAND, a_comment, a_site
from sqlalchemy import event
from sqlalchemy.orm import Session

from moderation.comments import public, workflow
from moderation.comments.errors import AlreadyDecided, NotErasable, UnknownComment
from moderation.comments.models import ActorKind, Status, Verb
from moderation.comments.queries import by_public_id, versions_of
from moderation.comments.submission import Actor, Submission, Verdict
from moderation.comments.workflow.ledger import existing, set_status
from moderation.database import db
from moderation.sites.models import Site
from moderation.web.clock import now
from moderation.web.instance import instance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask

    from moderation.comments.models import Comment
    from moderation.config import Settings


@pytest.fixture
def site(make_app: Callable[[Settings], Flask], settings_on_postgres: Settings) -> Iterator[Site]:
    with make_app(settings_on_postgres).app_context():
        yield a_site(db.session(), "blog", origins=BLOG_ORIGINS)


@pytest.fixture
def other(site: Site) -> Iterator[Session]:
    """The session of somebody else."""
    db.session.commit()
    with Session(db.engine) as session:
        assert session.get(Site, site.id) is not None
        yield session


def decide(session: Session, comment: Comment, verb: Verb) -> None:
    """Decide about a comment as it is now."""
    seen = by_public_id(session, comment.site_id, comment.public_id)
    assert seen is not None
    workflow.decide(
        session,
        seen.site_id,
        seen.public_id,
        verb,
        seen_version=seen.version,
        actor=COMMAND,
        now=now(),
    )


def edit(session: Session, comment: Comment, body: str, verdict: Status) -> None:
    """Edit a comment, as its author."""
    workflow.edit(
        session,
        comment.site_id,
        comment.public_id,
        body,
        Verdict(verdict),
        actor=Actor(ActorKind.AUTHOR, "token"),
        now=now(),
    )


@contextmanager
def just_before(beginning: str, act: Callable[[], None]) -> Iterator[None]:
    """Have something done by somebody else at the last moment before a statement."""
    waiting = [act]

    def note(_c: object, _k: object, statement: str, *_: object) -> None:
        if waiting and statement.startswith(beginning):
            waiting.pop()()

    event.listen(db.engine, "before_cursor_execute", note)
    yield
    event.remove(db.engine, "before_cursor_execute", note)
    assert not waiting


def test_C11_a_text_that_changes_while_a_moderator_approves_is_not_approved(
    site: Site, other: Session
) -> None:
    comment = a_comment(db.session(), site, status="pending", body="Ce qui fut lu")

    def by_the_author() -> None:
        edit(other, comment, "Ce que personne n’a lu", Status.PENDING)
        other.commit()

    with just_before("UPDATE article", by_the_author), pytest.raises(AlreadyDecided):
        decide(db.session(), comment, Verb.APPROVE)
    db.session.rollback()

    assert public.approved_for(db.session(), comment.article_id).threads == []
    assert comment.status == Status.PENDING


def test_C11_a_comment_approved_while_its_author_edits_waits_again(
    site: Site, other: Session
) -> None:
    comment = a_comment(db.session(), site, status="pending", body="Un")

    def by_a_moderator() -> None:
        decide(other, comment, Verb.APPROVE)
        other.commit()

    with just_before("SELECT article.id", by_a_moderator):
        edit(db.session(), comment, "Deux", Status.PENDING)
    db.session.commit()

    assert (comment.status, comment.body) == (Status.PENDING, "Deux")
    assert comment.edited_at is not None


def test_C11_of_two_tabs_that_edit_the_later_one_stays_and_no_text_is_lost(
    site: Site, other: Session
) -> None:
    comment = a_comment(db.session(), site, body="Un")

    def in_another_tab() -> None:
        edit(other, comment, "Deux", Status.APPROVED)
        other.commit()

    with just_before("SELECT article.id", in_another_tab):
        edit(db.session(), comment, "Trois", Status.APPROVED)
    db.session.commit()

    assert comment.body == "Trois"
    assert [row.body for row in versions_of(db.session(), comment)] == ["Un", "Deux"]


def test_an_edit_of_a_comment_deleted_for_good_meanwhile_finds_nothing(
    site: Site, other: Session
) -> None:
    comment = a_comment(db.session(), site, status="spam")

    def by_a_moderator() -> None:
        workflow.purge(other, site.id, comment.public_id, actor=COMMAND, now=now())
        other.commit()

    with just_before("SELECT article.id", by_a_moderator), pytest.raises(UnknownComment):
        edit(db.session(), comment, "Revenu", Status.PENDING)


def test_an_author_who_edits_never_waits_for_those_who_answer(site: Site, other: Session) -> None:
    parent = a_comment(db.session(), site, body="Racine")
    submission = Submission(
        name="Lina", email=None, website=None, body="Oui", language="fr", parent=parent.public_id
    )

    def by_its_author() -> None:
        edit(other, parent, "Racine corrigée", Status.APPROVED)
        other.commit()

    with just_before("UPDATE article", by_its_author):  # the reply has been inserted by then
        workflow.submit(
            db.session(),
            parent.article,
            submission,
            Verdict(Status.APPROVED),
            keyring=instance().keyring,
            now=now(),
        )
    db.session.commit()

    page = public.approved_for(db.session(), parent.article_id)
    assert [thread.row.html for thread in page.threads] == [
        "<p>Racine corrigée</p>\n",
        "<p>Oui</p>\n",
    ]


def test_an_author_takes_the_article_before_the_comment(site: Site) -> None:
    comment = a_comment(db.session(), site)
    taken: list[str] = []

    def note(_c: object, _k: object, statement: str, *_: object) -> None:
        if "FOR NO KEY UPDATE" in statement:
            taken.append(statement.partition("FROM ")[2].split()[0])

    event.listen(db.engine, "before_cursor_execute", note)
    edit(db.session(), comment, "Autre", Status.APPROVED)
    event.remove(db.engine, "before_cursor_execute", note)

    assert taken == ["article", "comment"]


def test_a_reply_published_while_its_parent_is_refused_stays_below_an_empty_place(
    site: Site, other: Session
) -> None:
    parent = a_comment(db.session(), site, body="Racine")
    article = parent.article
    submission = Submission(
        name="Lina", email=None, website=None, body="Oui", language="fr", parent=parent.public_id
    )
    decide(other, parent, Verb.REFUSE)
    other.commit()

    workflow.submit(
        db.session(),
        article,
        submission,
        Verdict(Status.APPROVED),
        keyring=instance().keyring,
        now=now(),
    )
    db.session.commit()

    page = public.approved_for(db.session(), article.id)
    assert [thread.row.html for thread in page.threads] == [None, "<p>Oui</p>\n"]


def test_whoever_decides_takes_the_article_before_the_comment(site: Site) -> None:
    comment = a_comment(db.session(), site, status="refused")
    taken: list[str] = []

    def note(_c: object, _k: object, statement: str, *_: object) -> None:
        if statement.startswith("UPDATE"):
            taken.append(statement.split()[1])

    event.listen(db.engine, "before_cursor_execute", note)
    decide(db.session(), comment, Verb.APPROVE)

    # In another order, two who decide about a comment and a reply would wait in a circle.
    assert taken[:2] == ["article", "comment"]


def test_a_comment_deleted_for_good_meanwhile_is_unknown(site: Site, other: Session) -> None:
    comment = a_comment(db.session(), site, status="refused")
    seen = existing(db.session(), site.id, comment.public_id)
    workflow.purge(other, site.id, seen.public_id, actor=COMMAND, now=now())
    other.commit()

    with pytest.raises(UnknownComment):
        set_status(db.session(), seen, Status.APPROVED, Verb.APPROVE, actor=COMMAND, now=now())


def test_a_comment_published_meanwhile_is_not_deleted(site: Site, other: Session) -> None:
    comment = a_comment(db.session(), site, status="refused")
    assert comment.status == Status.REFUSED  # as it was seen
    decide(other, comment, Verb.APPROVE)
    other.commit()

    with pytest.raises(NotErasable):
        workflow.purge(db.session(), site.id, comment.public_id, actor=COMMAND, now=now())
