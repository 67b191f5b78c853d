"""Flask-Security, set up as this service wants it: no views of its own, no remember-me.

It brings the datastore contract, password hashing and rules, and later second factors; the pages
are ours. Flask-Login and Flask-Principal hook every request and every template, public ones
included: those hooks are taken off again, since public doors never look at a session.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from flask_login.utils import _user_context_processor
from flask_security import Security
from flask_security.core import RoleMixin
from flask_security.datastore import SQLAlchemyUserDatastore

from moderation.database import db
from moderation.members.models import Member
from moderation.members.passwords import HASHING
from moderation.members.queries import member_with_email
from moderation.members.sessions import RowSessions, visit
from moderation.web.instance import instance

if TYPE_CHECKING:
    from flask import Flask

CONFIGURATION: Final[dict[str, Any]] = {
    "SECURITY_PASSWORD_HASH": "argon2",
    "SECURITY_PASSWORD_SCHEMES": ["argon2"],
    "SECURITY_DEPRECATED_PASSWORD_SCHEMES": [],
    # No pepper: it would be the signing key, and replacing that must not end every password.
    "SECURITY_PASSWORD_SINGLE_HASH": {"argon2"},
    "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": HASHING,
    "SECURITY_PASSWORD_NORMALIZE_FORM": "NFKC",
    "SECURITY_REGISTERABLE": False,
    "SECURITY_RECOVERABLE": False,
    "SECURITY_TRACKABLE": False,  # it would store addresses of the network
    "SECURITY_CLI_USERS_NAME": None,
    "SECURITY_CLI_ROLES_NAME": None,
    "SESSION_PROTECTION": None,  # it compares a hash of address and browser
}


class Datastore(SQLAlchemyUserDatastore):
    """Members as Flask-Security asks for them; their addresses are found by blind index."""

    def find_user(self, case_insensitive: bool = False, **kwargs: object) -> Member | None:  # noqa: FBT001, FBT002 - its signature
        """The member with the one attribute given."""
        if "email" in kwargs:
            return member_with_email(db.session(), str(kwargs["email"]).lower(), instance().keyring)
        return cast("Member | None", super().find_user(case_insensitive, **kwargs))


def init_app(app: Flask) -> None:
    """Let members sign in to this application."""
    app.session_interface = RowSessions(app.extensions["moderation"].settings)
    app.config.update(CONFIGURATION)
    security = Security(
        app,
        Datastore(db, Member, RoleMixin),
        register_blueprint=False,
    )
    security.login_manager.user_loader(_member_of_visit)
    # It would take a token from the address or body of any request.
    security.login_manager.request_loader(None)
    app.template_context_processors[None].remove(_user_context_processor)
    app.after_request_funcs[None].remove(security.login_manager._update_remember_cookie)  # noqa: SLF001
    app.before_request_funcs[None].remove(security.principal._on_before_request)  # noqa: SLF001


def _member_of_visit(uniquifier: str) -> Member | None:
    """The member whose session row this browser opens; a cookie without a row opens nothing."""
    member_id = visit().member_id
    member = None if member_id is None else db.session.get(Member, member_id)
    if member is None or not member.active or member.fs_uniquifier != uniquifier:
        return None
    return member
