"""The address at which the first account is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.members import links
from moderation.members.blueprint import blueprint
from moderation.members.models import LinkPurpose
from moderation.members.queries import anyone_at_all

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from moderation.config import Settings

PAGES = {
    LinkPurpose.SETUP: "setup",
    LinkPurpose.INVITATION: "invitation",
    LinkPurpose.PASSWORD: "new-password",
}


def address_of_link(settings: Settings, purpose: LinkPurpose, token: str) -> str:
    """The address to give to a person; the token stands in the query, which is never logged."""
    return f"{settings.dashboard_url}{blueprint.url_prefix}/{PAGES[purpose]}?key={token}"


def setup_link(session: Session, settings: Settings, *, now: datetime) -> str | None:
    """A fresh link for the first account, or None once somebody can sign in.

    It kills the link given out before, and lives for 24 hours. The caller commits.
    """
    if anyone_at_all(session):
        return None
    token = links.issue(session, LinkPurpose.SETUP, None, now=now)
    return address_of_link(settings, LinkPurpose.SETUP, token)
