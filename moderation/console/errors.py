"""What a member reads when a page cannot be shown; every text says what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import Forbidden

from moderation.console.guard import SAFE_METHODS, ForeignRequest, NoAccountYet
from moderation.database import db
from moderation.members.access import NotProtected, NotSignedIn
from moderation.members.destinations import wanted_address

if TYPE_CHECKING:
    from flask import Flask
    from flask.typing import ResponseReturnValue


def init_app(app: Flask) -> None:
    """Word the refusals of the guard."""
    app.register_error_handler(NotSignedIn, _not_signed_in)
    app.register_error_handler(NotProtected, _not_protected)
    app.register_error_handler(NoAccountYet, _no_account_yet)
    app.register_error_handler(ForeignRequest, _foreign)
    app.register_error_handler(CSRFError, _out_of_date)
    app.register_error_handler(Forbidden, _forbidden)


def page(status: int, title: str, detail: str, *, way_on: bool = True) -> ResponseReturnValue:
    """An error page in the shell; what the view had begun is undone.

    Args:
        status: The HTTP status.
        title: What happened.
        detail: What can be done.
        way_on: Whether the page offers the way to the dashboard.
    """
    db.session.rollback()
    return render_template("console/error.html", title=title, detail=detail, way_on=way_on), status


def _not_signed_in(_error: NotSignedIn) -> ResponseReturnValue:
    if request.method in SAFE_METHODS:
        return redirect(url_for("account.sign_in", next=wanted_address()), 303)
    return page(
        401,
        _("You are signed out"),
        _("Nothing was changed. Sign in, then do it again."),
    )


def _not_protected(_error: NotProtected) -> ResponseReturnValue:
    if request.method in SAFE_METHODS:
        return redirect(url_for("account.security"), 303)
    return page(
        403,
        _("Protect your account"),
        _("Nothing was changed. Set up a second step under Security, then do it again."),
    )


def _no_account_yet(_error: NoAccountYet) -> ResponseReturnValue:
    return page(
        403,
        _("No account exists yet"),
        _(
            "Open the setup link: it stands in the terminal where the service was started. "
            "It works once, for 24 hours; starting the service again gives a new one."
        ),
        way_on=False,
    )


def _foreign(_error: ForeignRequest) -> ResponseReturnValue:
    return page(
        403,
        _("This request came from another page"),
        _("Nothing was changed. Open the dashboard itself, then do it again."),
    )


def _out_of_date(_error: CSRFError) -> ResponseReturnValue:
    return page(
        400,
        _("This page is out of date"),
        _("Nothing was changed. Go back, reload the page, then do it again."),
    )


def _forbidden(_error: Forbidden) -> ResponseReturnValue:
    return page(
        403,
        _("Your role does not allow this"),
        _("Nothing was changed. An administrator of the site can give you another role."),
    )
