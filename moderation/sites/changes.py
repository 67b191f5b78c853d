"""Changing a site's settings, which leaves a trace in its log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.sites import events
from moderation.sites.events import Deed
from moderation.sites.settings import SETTINGS, WRITTEN
from moderation.sites.workflow import touch

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from moderation.sites.events import By
    from moderation.sites.models import Site
    from moderation.sites.settings import Value


def change(
    session: Session, site: Site, values: Mapping[str, Value], *, by: By, now: datetime
) -> None:
    """Set what is named, by the names of the settings, and leave the rest as it is.

    Raises:
        SiteRefused: A value cannot be one; the text says which and why.
    """
    wanted = {name: SETTINGS[name].checked(value) for name, value in values.items()}
    before = {name: getattr(site, name) for name in wanted}
    changed = [name for name in wanted if wanted[name] != before[name]]
    if not changed:
        return
    for name in changed:
        setattr(site, name, wanted[name])
    touch(site)
    facts = {name: None if name in WRITTEN else [before[name], wanted[name]] for name in changed}
    events.record(session, Deed.SITE_SET, site_id=site.id, by=by, now=now, facts=facts)
