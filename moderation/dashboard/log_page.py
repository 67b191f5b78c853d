"""The log: append-only, newest first, filtered by its address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from flask import render_template, request
from flask_babel import gettext

from moderation.dashboard import scope
from moderation.dashboard.actors import KINDS
from moderation.dashboard.addresses import this_page
from moderation.dashboard.blueprint import blueprint
from moderation.dashboard.journal import journal
from moderation.dashboard.log import (
    exports,  # noqa: F401 - adds its doors to the blueprint
    found,
)
from moderation.dashboard.log.address import KINDS as OTHERS
from moderation.dashboard.log.address import LogAddress
from moderation.dashboard.log.names import ACTIONS, MEANS
from moderation.database import db
from moderation.members import Role, needs
from moderation.web.clock import now

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from moderation.sites.models import Site

PAGE: Final = 50


@blueprint.get("/log")
@needs(Role.READER)
def log() -> ResponseReturnValue:
    """A page of the log."""
    site = scope.site_asked_for()
    if site is None:
        return render_template("dashboard/no_site.html")
    address, session = LogAddress.read(request.args), db.session()
    page = found.page(session, found.wanted(session, site, address), address.before, PAGE)
    return render_template(
        "dashboard/log.html",
        site=site,
        sites=scope.my_sites(),
        address=address,
        choices=_choices(site, address),
        entries=journal(site, page.items, now(), apart=address.batch is not None),
        back=this_page(),
        next=page.next,
        may_decide=scope.may(Role.MODERATOR),
    )


def _choices(site: Site, address: LogAddress) -> dict[str, dict[str, Any]]:
    """What each list of the filters offers: the value in the address, and its words."""
    others = {kind.value: str(name) for kind, name in KINDS.items() if kind in OTHERS}
    who = {**found.people_of(db.session(), site), **others}
    if address.who is not None:
        who.setdefault(address.who, gettext("a former member"))
    return {"who": who, "action": dict(ACTIONS), "means": dict(MEANS)}
