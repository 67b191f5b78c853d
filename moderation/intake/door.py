"""The one way in. Both doors, JSON and the page, read a request and then call :func:`accept`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from moderation.comments.queries import history_of
from moderation.comments.submission import Submission
from moderation.comments.workflow import replayed, submit_once
from moderation.database import db
from moderation.intake.pace import count_comment, refuse_haste
from moderation.intake.tickets import Desk
from moderation.members.queries import display_names
from moderation.screening import ScreeningPolicy, screen
from moderation.sealing import blind_index
from moderation.sites.articles import article_for
from moderation.web.client import client_network
from moderation.web.clock import now
from moderation.web.instance import instance

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from moderation.comments.models import Comment
    from moderation.comments.submission import Verdict
    from moderation.intake.forms import SubmissionForm
    from moderation.sites.identity import Address
    from moderation.sites.models import Site


@dataclass(frozen=True, slots=True)
class Sent:
    """A comment as a door has read it.

    Attributes:
        site: Where it belongs.
        address: The article.
        title: What the page calls the article; kept when it is new.
        form: The validated fields.
        language: The language in which the reader was spoken to.
        request_hash: Fingerprint of everything that was written.
        idempotency_key: The client's key, or None.
        proof: The author's token of an earlier comment, or None.
    """

    site: Site
    address: Address
    title: str
    form: SubmissionForm
    language: str
    request_hash: bytes
    idempotency_key: str | None = None
    proof: str | None = None


def accept(sent: Sent) -> tuple[Comment, bool]:
    """Screen and store a comment; the same key and body again give the same comment.

    Returns:
        The comment, and whether this call made it. The caller commits.

    Raises:
        ArticleClosed: The article takes no comments.
        ParentGone: The comment replied to is not public on this article.
        KeyReused: The key came with another body before.
        TooMany: Comments come too fast; nothing was stored.
    """
    session, moment, submission = db.session(), now(), _submission(sent)
    earlier = replayed(session, sent.site.id, submission)
    if earlier is not None:
        return earlier, False
    refuse_haste(client_network())
    desk = desk_of(sent.site, sent.address)
    ticket_age = desk.redeem(session, sent.form.ticket.data or "", moment)
    submission = replace(submission, ticket_age=ticket_age)
    comment, made = submit_once(
        session,
        article_for(session, sent.site, sent.address, title=sent.title, now=moment),
        submission,
        _screened(session, sent.site, submission, moment),
        keyring=instance().keyring,
        now=moment,
    )
    if made:
        count_comment(client_network(), comment.article_id)
    return comment, made


def desk_of(site: Site, address: Address) -> Desk:
    """Where an article's tickets are given out."""
    return Desk(instance().keyring.signing, site.id, address.key)


def edit_until(comment: Comment) -> datetime:
    """Until when the author may change a comment."""
    return comment.created_at + timedelta(minutes=comment.site.edit_minutes)


def _submission(sent: Sent) -> Submission:
    form = sent.form
    return Submission(
        name=form.name.data,
        email=form.email.data,
        website=form.website.data,
        body=form.body.data,
        language=sent.language,
        parent=form.parent.data or None,
        notify=form.notify.data,
        network=client_network(),
        idempotency_key=sent.idempotency_key,
        request_hash=sent.request_hash,
        proof=sent.proof,
        trapped=bool(form.trap.data),
    )


def _screened(session: Session, site: Site, submission: Submission, moment: datetime) -> Verdict:
    keyring, email = instance().keyring, submission.email
    history = history_of(
        session,
        site.id,
        submission,
        signing_key=keyring.signing,
        now=moment,
        author_index=blind_index(email, keyring.index) if email else None,
    )
    return screen(
        submission,
        ScreeningPolicy.of(site),
        history,
        member_names=display_names(session),
    )
