"""The JSON door by which a comment comes in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from flask import request
from flask_babel import gettext as _

from moderation.comments.errors import ArticleClosed, KeyReused, ParentGone
from moderation.comments.presenters import instant, own_status
from moderation.comments.tokens import author_token
from moderation.database import db
from moderation.intake.answers import private
from moderation.intake.blueprint import blueprint
from moderation.intake.claims import bearer
from moderation.intake.documents import read
from moderation.intake.door import accept, desk_of, edit_until
from moderation.intake.pace import words_for
from moderation.sites.door import current_site
from moderation.sites.identity import AddressRefused, address_of
from moderation.web.clock import now
from moderation.web.cors import require_listed_origin
from moderation.web.instance import instance
from moderation.web.json_guard import read_json
from moderation.web.limits import TooMany
from moderation.web.problems import Problem

if TYPE_CHECKING:
    from flask import Response

    from moderation.comments.models import Comment
    from moderation.intake.door import Sent

IDEMPOTENCY_KEY: Final = re.compile(r"[\x21-\x7e]{1,64}")


@blueprint.post("/comments")
def receive(site_name: str) -> Response:  # noqa: ARG001 - current_site() reads it
    """Take a comment in."""
    site = current_site()
    require_listed_origin(site.addresses)
    document = read_json()
    comment, made = _accepted(
        read(document, site, idempotency_key=_idempotency_key(), proof=bearer())
    )
    answer = _receipt(comment)
    db.session.commit()
    return private(answer, 201 if made else 200)


@blueprint.get("/ticket")
def ticket(site_name: str) -> Response:  # noqa: ARG001 - current_site() reads it
    """Give a ticket out, when a form is first used."""
    site = current_site()
    require_listed_origin(site.addresses)
    reference = request.args.get("article")
    if not reference:
        raise Problem(400, "malformed", _("Name the article: ?article="))
    try:
        address = address_of(reference, site.addresses)
    except AddressRefused as error:
        words = _("This is not the address of a page of this site")
        raise Problem(422, "fields", errors={"article": [words]}) from error
    return private({"ticket": desk_of(site, address).issue(now())})


def _accepted(sent: Sent) -> tuple[Comment, bool]:
    """What happened, told as HTTP tells it."""
    try:
        return accept(sent)
    except ArticleClosed as error:
        raise Problem(409, "closed", _("Comments are closed on this article.")) from error
    except ParentGone as error:
        words = _(
            "The comment you were replying to is gone. You can post your text as a new comment."
        )
        raise Problem(409, "parent-gone", words) from error
    except KeyReused as error:
        raise Problem(409, "key-reused") from error
    except TooMany as error:
        raise Problem(429, "rate-limit", words_for(error), retry_after=error.retry_after) from error


def _receipt(comment: Comment) -> dict[str, Any]:
    """What the author is told: the same shape and words, whatever screening thinks."""
    return {
        "id": comment.public_id,
        "status": own_status(comment),
        "html": comment.html,
        "token": author_token(comment.public_id, instance().keyring.signing),
        "edit_until": instant(edit_until(comment)),
    }


def _idempotency_key() -> str | None:
    key = request.headers.get("Idempotency-Key")
    if key is not None and not IDEMPOTENCY_KEY.fullmatch(key):
        raise Problem(
            400, "malformed", _("An Idempotency-Key has 1 to 64 printable ASCII characters.")
        )
    return key
