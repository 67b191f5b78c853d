"""Changing a site's settings, which leaves a trace in its log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from moderation.sites import events
from moderation.sites.events import Deed
from moderation.sites.workflow import set_language, set_policy_url, set_time_zone, touch

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from moderation.sites.events import By
    from moderation.sites.models import Site

_CHECKED: Final[Mapping[str, Callable[[Site, str], None]]] = {
    "language": set_language,
    "policy_url": set_policy_url,
    "time_zone": set_time_zone,
}
# What people wrote: the log says that it changed, and not from what to what.
_WRITTEN: Final = frozenset({"title", "held_words", "spam_words", "policy_url"})


def change(
    session: Session, site: Site, values: Mapping[str, Any], *, by: By, now: datetime
) -> None:
    """Set what is named, by the names of the site's columns, and leave the rest as it is.

    Raises:
        SiteRefused: A value cannot be one; the text says which and why.
    """
    before = {name: getattr(site, name) for name in values}
    for name, value in values.items():
        checked = _CHECKED.get(name)
        if checked:
            checked(site, value)
        else:
            setattr(site, name, value)
    changed = [name for name in values if getattr(site, name) != before[name]]
    if not changed:
        return
    touch(site)
    facts = {
        name: None if name in _WRITTEN else [before[name], getattr(site, name)] for name in changed
    }
    events.record(session, Deed.SITE_SET, site_id=site.id, by=by, now=now, facts=facts)
