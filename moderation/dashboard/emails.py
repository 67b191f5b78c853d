"""An author's address is looked at: a deliberate act, which leaves a trace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import structlog
from flask import abort

from moderation.comments.queries import sealed_email
from moderation.comments.workflow import email_context
from moderation.database import db
from moderation.members import current_member
from moderation.sealing import open_sealed
from moderation.web.instance import instance

if TYPE_CHECKING:
    from moderation.comments.models import Comment

log: Final = structlog.get_logger("moderation.dashboard")


def shown_email(found: Comment) -> str:
    """The address that a comment was sent with (404 where none was); it is logged who looked."""
    sealed = sealed_email(db.session(), found) or abort(404)
    address = open_sealed(sealed, email_context(found.public_id), instance().keyring.sealing)
    log.info(
        "email_shown",
        member=current_member().public_id,
        site=found.site.name,
        comment=found.public_id,
    )
    return address
