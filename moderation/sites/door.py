"""The site that a public address names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import g, request
from flask_babel import lazy_gettext as _

from moderation.database import db
from moderation.sites.queries import site_named
from moderation.web.locale import asked_language, speak
from moderation.web.problems import Problem

if TYPE_CHECKING:
    from moderation.sites.models import Site


def current_site() -> Site:
    """The site of this request's address, found once; answers speak its language by default.

    Raises:
        Problem: 404; there is no such site.
    """
    site: Site | None = g.get("site")
    if site is None:
        site = site_named(db.session(), (request.view_args or {}).get("site_name", ""))
        if site is None:
            raise Problem(404, "unknown-site", _("There is no site of that name here."))
        g.site = site
        speak(asked_language(site.language))
    return site
