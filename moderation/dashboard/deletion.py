"""Deleting for good: a page asks first, since it cannot be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from moderation.comments.errors import NotErasable, UnknownComment
from moderation.comments.workflow import purge
from moderation.dashboard import answers, wording
from moderation.dashboard.addresses import PUBLIC_ID
from moderation.dashboard.blueprint import blueprint
from moderation.dashboard.forms import MOST_CHOSEN, acting
from moderation.dashboard.queries import comments_named
from moderation.dashboard.rows import rows
from moderation.dashboard.scope import site_called
from moderation.database import db
from moderation.members import Role, needs
from moderation.web.clock import now

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flask.typing import ResponseReturnValue


@blueprint.get("/sites/<site>/deletion")
@needs(Role.MODERATOR)
def deletion(site: str) -> ResponseReturnValue:
    """Ask whether these comments shall be deleted for good."""
    named = comments_named(
        db.session(), site_called(site).id, _ids(request.args.getlist("comment"))
    )
    shown = [row for row in rows(named, now()) if row.erasable]
    if not shown:
        return answers.refused(_("Only spam and refused comments can be deleted for good."), 409)
    back = url_for("dashboard.queue", status=shown[0].comment.status)
    return render_template("dashboard/deletion.html", rows=shown, back=back)


@blueprint.post("/sites/<site>/deletion")
@needs(Role.MODERATOR)
def delete(site: str) -> ResponseReturnValue:
    """Delete them: the deed whose page has just asked."""
    here, named = site_called(site), _ids(request.form.getlist("comment"))
    deleted = [name for name in named if _deleted(here.id, name)]
    db.session.commit()
    message = ngettext(
        "%(num)d comment deleted for good.", "%(num)d comments deleted for good.", len(deleted)
    )
    return answers.settled(wording.with_missed(message, len(named) - len(deleted)), [])


def _deleted(site_id: int, public_id: str) -> bool:
    """Delete one, unless it is gone already or has been published meanwhile."""
    try:
        purge(db.session(), site_id, public_id, actor=acting("button"), now=now())
    except (UnknownComment, NotErasable):
        return False
    return True


def _ids(values: Iterable[str]) -> list[str]:
    ids = list(dict.fromkeys(values))
    if len(ids) > MOST_CHOSEN or not all(PUBLIC_ID.fullmatch(value) for value in ids):
        abort(400)
    return ids
