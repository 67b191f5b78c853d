"""The public log: what moderators decided, for everybody, where the site wants that."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from flask import Blueprint, make_response, render_template, request
from flask_babel import get_locale

from moderation.comments.public_log import public_decisions
from moderation.database import db
from moderation.publishing.log_words import DECISIONS, Deciders
from moderation.sites.door import current_site
from moderation.sites.models import PublicLog
from moderation.web.locale import speak
from moderation.web.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from werkzeug.wrappers import Response as AnyResponse

    from moderation.comments.public_log import PublicDecision
    from moderation.sites.models import Site

PAGE: Final = 50
MAX_AGE_S: Final = 10
NUMBER: Final = re.compile(r"[0-9]{1,18}")
HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; form-action 'none'; frame-ancestors 'none'; "
        "base-uri 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": f"public, max-age={MAX_AGE_S}",
}

blueprint: Final = Blueprint("public_log", __name__)


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision in words; None where something is not told."""

    iso: str
    when: str
    what: str
    who: str | None
    title: str | None
    url: str | None


@blueprint.get("/log/<site_name>/")
def public_log(site_name: str) -> AnyResponse:  # noqa: ARG001 - the site's door reads it
    """A page of the log, newest first."""
    site = current_site()
    speak(request.args.get("lang") or site.language)
    before = request.args.get("before")
    if site.public_log == PublicLog.OFF or (before and not NUMBER.fullmatch(before)):
        raise Problem(404, "not-found")
    found = public_decisions(
        db.session(), site.id, before=int(before) if before else None, limit=PAGE
    )
    shown = found[:PAGE]
    response = make_response(
        render_template(
            "publishing/log.html",
            site=site,
            entries=_entries(site, shown),
            lang=request.args.get("lang"),
            before=before,
            next=shown[-1].id if len(found) > PAGE else None,
        )
    )
    response.headers.update(HEADERS)
    response.add_etag()
    return response.make_conditional(request)


def _entries(site: Site, decisions: Sequence[PublicDecision]) -> list[Entry]:
    deciders, zone = Deciders(db.session(), site, decisions), ZoneInfo(site.time_zone)
    return [
        Entry(
            iso=decision.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            when=format_datetime(decision.at.astimezone(zone), "short", locale=get_locale()),
            what=str(DECISIONS[decision.verb]),
            who=deciders.name(decision),
            title=decision.title,
            url=decision.url,
        )
        for decision in decisions
    ]
