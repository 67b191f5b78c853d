"""The doors of authors: whoever holds its token reads, changes and takes back a comment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from moderation.comments import workflow
from moderation.comments.errors import TooLate
from moderation.comments.models import ActorKind
from moderation.comments.presenters import own
from moderation.comments.queries import history_of
from moderation.comments.refusals import told_to_author
from moderation.comments.submission import Actor, Finding, Submission
from moderation.comments.tokens import author_token
from moderation.database import db
from moderation.intake.answers import paced, private
from moderation.intake.blueprint import blueprint
from moderation.intake.claims import claimed
from moderation.intake.door import edit_until
from moderation.intake.letters import read_body, read_message
from moderation.intake.pace import Act
from moderation.screening import ScreeningPolicy, screen_again
from moderation.sites.door import current_site
from moderation.web.clock import now
from moderation.web.cors import require_listed_origin
from moderation.web.instance import instance
from moderation.web.json_guard import read_json

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Response

    from moderation.comments.models import Comment
    from moderation.comments.submission import Verdict

AUTHOR: Final = Actor(ActorKind.AUTHOR, "token")


@blueprint.get("/comments/<public_id>")
def own_comment(site_name: str, public_id: str) -> Response:  # noqa: ARG001 - current_site() reads it
    """A comment in any state, for its author."""
    return private(_told(claimed(current_site(), public_id)))


@blueprint.patch("/comments/<public_id>")
def edit(site_name: str, public_id: str) -> Response:  # noqa: ARG001 - current_site() reads it
    """Replace the text of a comment while it may be edited."""
    comment, moment = _to_change(public_id), now()
    body = read_body(read_json())
    with paced(Act.CHANGE):
        _refuse_late(comment, moment)
        verdict = _screened_again(comment, body, moment)
        workflow.edit(
            db.session(), comment.site_id, public_id, body, verdict, actor=AUTHOR, now=moment
        )
    return _done(comment)


@blueprint.delete("/comments/<public_id>")
def withdraw(site_name: str, public_id: str) -> Response:  # noqa: ARG001 - current_site() reads it
    """Take a comment back while it may be edited."""
    comment, moment = _to_change(public_id), now()
    with paced(Act.CHANGE):
        _refuse_late(comment, moment)
        workflow.withdraw(db.session(), comment.site_id, public_id, actor=AUTHOR, now=moment)
    return _done(comment)


@blueprint.post("/comments/<public_id>/restore")
def restore(site_name: str, public_id: str) -> Response:  # noqa: ARG001 - current_site() reads it
    """Undo a withdrawal of a moment ago."""
    comment = _to_change(public_id)
    with paced(Act.CHANGE):
        workflow.restore(db.session(), comment.site_id, public_id, actor=AUTHOR, now=now())
    return _done(comment)


@blueprint.post("/comments/<public_id>/change-request")
def ask_change(site_name: str, public_id: str) -> Response:  # noqa: ARG001 - current_site() reads it
    """Ask the moderators for a change."""
    comment = _to_change(public_id)
    message = read_message(read_json())
    with paced(Act.CHANGE):
        workflow.ask_change(db.session(), comment.site_id, public_id, message, now=now())
    db.session.commit()
    return private({"received": True}, 201)


def _to_change(public_id: str) -> Comment:
    """The comment whose author asks from a page of its site."""
    site = current_site()
    require_listed_origin(site.addresses)
    return claimed(site, public_id)


def _refuse_late(comment: Comment, moment: datetime) -> None:
    if moment >= edit_until(comment):
        raise TooLate


def _screened_again(comment: Comment, body: str, moment: datetime) -> Verdict:
    """What the comment with another text deserves; its e-mail stays sealed."""
    key, site = instance().keyring.signing, comment.site
    written = Submission(
        name=comment.author_name,
        email=None,
        website=comment.author_website,
        body=body,
        language=comment.language,
        member_id=comment.member_id,
        proof=author_token(comment.public_id, key),
    )
    history = history_of(
        db.session(), site.id, written, signing_key=key, now=moment, apart_from=comment.id
    )
    return screen_again(
        written,
        ScreeningPolicy.of(site),
        history,
        earlier=[Finding(row.code, row.parameters) for row in comment.findings],
    )


def _done(comment: Comment) -> Response:
    answer = _told(comment)
    db.session.commit()
    return private(answer)


def _told(comment: Comment) -> dict[str, Any]:
    reason = told_to_author(db.session(), comment)
    return own(comment, edit_until=edit_until(comment), reason=reason)
