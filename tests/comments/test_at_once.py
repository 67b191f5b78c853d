"""Two people at the same moment, where the database lets both of them write: on PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from factories import BLOG_ORIGINS, COMMAND, a_comment, a_site
from sqlalchemy import event
from sqlalchemy.orm import Session

from moderation.comments import public, workflow
from moderation.comments.errors import NotErasable, UnknownComment
from moderation.comments.models import Status, Verb
from moderation.comments.queries import by_public_id
from moderation.comments.submission import Submission, Verdict
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
