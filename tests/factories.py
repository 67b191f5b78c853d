"""People and things for tests; an example names only what matters to it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from moderation.comments import workflow
from moderation.comments.models import ActorKind, Comment, Status, Verb
from moderation.comments.submission import Actor, Finding, Submission, Verdict
from moderation.sites.articles import article_for
from moderation.sites.identity import address_of
from moderation.sites.workflow import add_site
from moderation.web.instance import instance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from moderation.sites.models import Article, Site

BLOG_ORIGINS = ("https://blog.example", "https://www.blog.example")
ARTICLE_URL = "https://blog.example/article"
COMMAND = Actor(ActorKind.COMMAND, "command")


def a_site(session: Session, name: str, *, origins: Sequence[str], language: str = "fr") -> Site:
    """A site with the default policy: everything is reviewed."""
    return add_site(session, name, origins, now=datetime.now(UTC), language=language)


def an_article(session: Session, site: Site, url: str = ARTICLE_URL, title: str = "") -> Article:
    """The article at an address, known from now on."""
    address = address_of(url, site.addresses)
    return article_for(session, site, address, title=title, now=datetime.now(UTC))


def a_comment(
    session: Session,
    site: Site,
    *,
    status: str = "approved",
    body: str = "Merci pour cet article.",
    name: str = "Awa Diallo",
    email: str | None = "awa@example.org",
    website: str | None = None,
    url: str = ARTICLE_URL,
    parent: Comment | None = None,
    created_at: datetime | None = None,
    findings: Sequence[Finding] = (Finding("policy"),),
) -> Comment:
    """A comment that came in by the workflow, then moved to ``status``, and is committed."""
    now = created_at or datetime.now(UTC)
    submission = Submission(
        name=name,
        email=email,
        website=website,
        body=body,
        language=site.language,
        parent=parent.public_id if parent else None,
    )
    comment = workflow.submit(
        session,
        an_article(session, site, url),
        submission,
        Verdict(Status.PENDING, tuple(findings)),
        keyring=instance().keyring,
        now=now,
    )
    verbs = {"approved": Verb.APPROVE, "spam": Verb.SPAM, "refused": Verb.REFUSE}
    if status != "pending":
        workflow.decide(
            session,
            site.id,
            comment.public_id,
            verbs[status],
            seen_version=comment.version,
            actor=COMMAND,
            now=now,
        )
    session.commit()
    return comment
