"""A comment comes in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy.exc import IntegrityError

from moderation.comments import signals, visibility
from moderation.comments.errors import ArticleClosed, KeyReused, ParentGone
from moderation.comments.models import (
    ActorKind,
    Comment,
    Status,
    Verb,
    new_public_id,
)
from moderation.comments.queries import by_idempotency_key, by_public_id
from moderation.comments.rendering import RENDERER, render
from moderation.comments.submission import Actor
from moderation.comments.workflow.ledger import finding_rows, record
from moderation.sealing import blind_index, seal
from moderation.sites.articles import bump_revision

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from moderation.comments.submission import Submission, Verdict
    from moderation.sealing import Keyring
    from moderation.sites.models import Article

POLICY: Final = Actor(ActorKind.POLICY, "rule")


def submit(
    session: Session,
    article: Article,
    submission: Submission,
    verdict: Verdict,
    *,
    keyring: Keyring,
    now: datetime,
) -> Comment:
    """Store a new comment with the status that screening gave it.

    Raises:
        ArticleClosed: The article takes no comments.
        ParentGone: The comment replied to is not public on this article.
    """
    if not article.is_open(now):
        raise ArticleClosed
    parent = _public_parent(session, article, submission.parent)
    comment = new_comment(article, submission, parent, now)
    comment.status = verdict.status
    comment.findings = finding_rows(verdict)
    if submission.email is not None:
        context = email_context(comment.public_id)
        comment.email_sealed = seal(submission.email, context, keyring.sealing)
        comment.email_index = blind_index(submission.email, keyring.index)
    session.add(comment)
    session.flush()
    record(session, comment, Verb.SUBMIT, before=None, actor=POLICY, now=now)
    if comment.status == Status.APPROVED:
        bump_revision(session, article.id)
        visibility.refresh(session, comment)
    signals.comment_submitted.send(comment, session=session)
    return comment


def replayed(session: Session, site_id: int, submission: Submission) -> Comment | None:
    """The comment that the same key and body made before, or None for a new key.

    Raises:
        KeyReused: The key came with another body.
    """
    if submission.idempotency_key is None:
        return None
    comment = by_idempotency_key(session, site_id, submission.idempotency_key)
    if comment is not None and comment.request_hash != submission.request_hash:
        raise KeyReused
    return comment


def submit_once(
    session: Session,
    article: Article,
    submission: Submission,
    verdict: Verdict,
    *,
    keyring: Keyring,
    now: datetime,
) -> tuple[Comment, bool]:
    """Like :func:`submit`, but the same key and body at the same moment give one comment.

    Returns:
        The comment, and whether this call made it.

    Raises:
        ArticleClosed: The article takes no comments.
        ParentGone: The comment replied to is not public on this article.
    """
    try:
        with session.begin_nested():
            return submit(session, article, submission, verdict, keyring=keyring, now=now), True
    except IntegrityError as error:
        earlier = replayed(session, article.site_id, submission)
        if earlier is not None:
            return earlier, False
        if submission.parent is not None:  # it was deleted for good at this very moment
            raise ParentGone from error
        raise


def email_context(public_id: str) -> str:
    """Where a comment's sealed e-mail stands: it opens nowhere else."""
    return f"comment|email_sealed|{public_id}"


def _public_parent(session: Session, article: Article, public_id: str | None) -> Comment | None:
    if public_id is None:
        return None
    parent = by_public_id(session, article.site_id, public_id)
    if parent is None or parent.article_id != article.id or parent.status != Status.APPROVED:
        raise ParentGone
    return parent


def new_comment(
    article: Article, submission: Submission, parent: Comment | None, now: datetime
) -> Comment:
    """A comment as it was written, which has no status yet."""
    return Comment(
        public_id=new_public_id(),
        site_id=article.site_id,
        article_id=article.id,
        parent_id=parent.id if parent else None,
        root_id=(parent.root_id or parent.id) if parent else None,
        author_name=submission.name,
        author_website=submission.website,
        member_id=submission.member_id,
        network=submission.network,
        language=submission.language,
        notify=submission.notify,
        body=submission.body,
        body_hash=submission.body_hash,
        html=render(submission.body),
        renderer=RENDERER,
        created_at=now,
        idempotency_key=submission.idempotency_key,
        request_hash=submission.request_hash,
    )
