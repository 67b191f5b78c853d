"""What a member chooses for themselves: name and language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from moderation.database import db
from moderation.members import access
from moderation.members.blueprint import blueprint
from moderation.members.forms import PreferencesForm
from moderation.members.roles import Role
from moderation.web.locale import speak

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


@blueprint.get("/preferences")
@access.needs(Role.READER)
def preferences() -> ResponseReturnValue:
    """Name and language of the member who is asking."""
    return _page()


@blueprint.post("/preferences")
@access.needs(Role.READER)
def save_preferences() -> ResponseReturnValue:
    """Change name and language."""
    form = PreferencesForm()
    if not form.validate():
        return _page(form), 422
    member = access.current_member()
    member.name, member.locale = form.name.data, form.locale.data
    db.session.commit()
    speak(member.locale)
    flash(_("Your preferences are saved."), "ok")
    return redirect(url_for("account.preferences"), 303)


def _page(form: PreferencesForm | None = None) -> str:
    form = form or PreferencesForm(formdata=None, obj=access.current_member())
    return render_template("members/preferences.html", form=form)
