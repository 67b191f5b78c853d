"""The addresses of one-time links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from moderation.database import db
from moderation.members import links
from moderation.members.blueprint import blueprint
from moderation.members.models import LinkPurpose
from moderation.members.queries import anyone_at_all
from moderation.web.instance import instance

if TYPE_CHECKING:
    from datetime import datetime

    from moderation.config import Settings

PAGES: Final = {
    LinkPurpose.SETUP: "setup",
    LinkPurpose.INVITATION: "invitation",
    LinkPurpose.PASSWORD: "new-password",
}


def address_of_link(settings: Settings, purpose: LinkPurpose, token: str) -> str:
    """The address to give to a person; the token stands in the query, which is never logged."""
    return f"{settings.dashboard_url}{blueprint.url_prefix}/{PAGES[purpose]}?key={token}"


def setup_link(now: datetime) -> str | None:
    """A fresh link for the first account, or None once somebody can sign in.

    It kills the link given out before, and lives for 24 hours. The caller commits.
    """
    if anyone_at_all(db.session()):
        return None
    token = links.issue(db.session(), LinkPurpose.SETUP, None, now=now)
    return address_of_link(instance().settings, LinkPurpose.SETUP, token)
