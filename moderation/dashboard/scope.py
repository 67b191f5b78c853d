"""Which site a page is about, and how much waits there.

Pages about one comment name their site in the path, where the guard checks the role. The queue and
the log name it in the query, so that the navigation can lead to them before any site exists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import abort, g, request

from moderation.comments.queues import counts_by_status, open_counts
from moderation.dashboard.blueprint import blueprint
from moderation.database import db
from moderation.members import role_on, sites_of
from moderation.members.access import signed_in_member

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from moderation.comments.models import Status
    from moderation.comments.queues import OpenCounts
    from moderation.dashboard.queues import Queue
    from moderation.members import Role
    from moderation.sites.models import Site


def my_sites() -> Sequence[Site]:
    """The sites of the member who is asking, by name; none for a stranger."""
    if "dashboard_sites" not in g:
        member = signed_in_member()
        g.dashboard_sites = sites_of(member) if member else ()
    sites: Sequence[Site] = g.dashboard_sites
    return sites


def site_called(name: str) -> Site:
    """The member's site of that name; another one leads nowhere (404)."""
    return _mine(name) or abort(404)


def site_asked_for() -> Site | None:
    """The site that the query names, or the member's first one; None before there is any.

    One that is not the member's leads nowhere (404).
    """
    name = request.args.get("site")
    return site_in_hand() if name is None else site_called(name)


def site_in_hand() -> Site | None:
    """The site that the page is about; also on a page that says there is no such site."""
    ours = request.blueprint == blueprint.name
    name = (request.view_args or {}).get("site") or (ours and request.args.get("site"))
    return (_mine(name) if name else None) or next(iter(my_sites()), None)


def may(role: Role) -> bool:
    """Whether the member who is asking has at least this role on the site in hand."""
    site = site_in_hand()
    held = role_on(site.id) if site else None
    return held is not None and held >= role


def counts() -> dict[Status, int]:
    """How many comments of the site in hand stand in each state; asked once per page."""
    if "dashboard_counts" not in g:
        site = site_in_hand()
        g.dashboard_counts = counts_by_status(db.session(), [site.id] if site else [])
    found: dict[Status, int] = g.dashboard_counts
    return found


def told() -> OpenCounts:
    """How many comments of the site in hand people told the moderators about."""
    if "dashboard_told" not in g:
        site = site_in_hand()
        g.dashboard_told = open_counts(db.session(), [site.id] if site else [])
    found: OpenCounts = g.dashboard_told
    return found


def number_in(queue: Queue) -> int:
    """How many comments a queue of the site in hand holds."""
    return told().reported if queue.status is None else counts()[queue.status]


def count_of(queue: Queue) -> Callable[[], int]:
    """A count for the navigation."""
    return lambda: number_in(queue)


@blueprint.url_defaults
def _stay_on_site(endpoint: str, values: dict[str, Any]) -> None:
    """Whatever link is built on a page about a site, the site stays."""
    ours = request.blueprint == blueprint.name and endpoint != f"{blueprint.name}.static"
    if ours and (site := site_in_hand()):
        values.setdefault("site", site.name)


def _mine(name: str) -> Site | None:
    return next((site for site in my_sites() if site.name == name), None)
