"""Who else is looking, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.lists import format_list
from flask_babel import get_locale, ngettext

from moderation.comments.presence import lookers
from moderation.database import db
from moderation.members import current_member
from moderation.members.queries import names_of
from moderation.web.clock import now

if TYPE_CHECKING:
    from moderation.sites.models import Site


def watched(site: Site) -> dict[str, str]:
    """What is said of each comment of a site that others are looking at, by public id."""
    found = lookers(db.session(), site.id, now(), apart_from=current_member().id)
    if not found:
        return {}
    names = names_of(db.session(), {one for members in found.values() for one in members})
    return {
        public_id: str(
            ngettext(
                "%(names)s is looking at this comment",
                "%(names)s are looking at this comment",
                len(members),
                names=format_list([names[one] for one in members], locale=get_locale()),
            )
        )
        for public_id, members in found.items()
    }
