"""The browsers in which a member is signed in, and signing them out."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from flask import flash, redirect, render_template, request, url_for
from flask_babel import format_timedelta
from flask_babel import gettext as _

from moderation.database import db
from moderation.members import access, session_rows
from moderation.members.blueprint import blueprint
from moderation.members.roles import Role
from moderation.members.routes import leave
from moderation.members.sessions import SECOND_STEP, visit
from moderation.web import clock

if TYPE_CHECKING:
    from datetime import datetime

    from flask.typing import ResponseReturnValue

MINUTE: Final = timedelta(minutes=1)


@blueprint.get("/sessions")
@access.needs(Role.READER)
def sessions() -> ResponseReturnValue:
    """The sessions of the member who is asking, this one marked."""
    now, member = clock.now(), access.current_member()
    rows = session_rows.all_of(db.session(), member.id, now=now)

    def ago(then: datetime) -> str:
        if now - then < MINUTE:
            return str(_("just now"))
        return str(format_timedelta(then - now, add_direction=True))

    return render_template(
        "members/sessions.html",
        sessions=[row for row in rows if SECOND_STEP not in row.data],
        here=visit().key,
        ago=ago,
    )


@blueprint.post("/sessions/end")
@access.needs(Role.READER)
def end_session() -> ResponseReturnValue:
    """Sign one browser out, which notices it with its next request."""
    key = _key_sent()
    if key == visit().key:
        return leave()
    session_rows.end_one(db.session(), access.current_member().id, key)
    db.session.commit()
    flash(_("That browser is signed out."), "ok")
    return redirect(url_for("account.sessions"), 303)


@blueprint.post("/sessions/end-all")
@access.needs(Role.READER)
def end_all_sessions() -> ResponseReturnValue:
    """Sign every browser out, this one included."""
    session_rows.end_all(db.session(), access.current_member().id)
    return leave()


@blueprint.get("/sessions/stay")
@access.needs(Role.READER, protecting=True)
def stay() -> ResponseReturnValue:
    """Note that somebody is still there, who reads or writes a page for long."""
    return "", 204


def _key_sent() -> bytes:
    """The key of the session that the form names; of none when it is not one."""
    try:
        return bytes.fromhex(request.form.get("session", ""))
    except ValueError:
        return b""
