"""The people who may decide: their accounts, sessions and roles, and the pages under /account/."""

from typing import TYPE_CHECKING

from moderation.members import (  # noqa: F401 - they add pages
    account_security,
    arrival,
    authenticator_pages,
    own_sessions,
    passkey_pages,
    preferences,
    routes,
    second_step,
    security,
)
from moderation.members.access import (
    NotProtected,
    NotSignedIn,
    anyone,
    current_member,
    needs,
    role_on,
    sites_of,
)
from moderation.members.blueprint import blueprint
from moderation.members.confirming import recently_proved
from moderation.members.destinations import set_home
from moderation.members.link_addresses import setup_link
from moderation.members.models import Member
from moderation.members.roles import Role

if TYPE_CHECKING:
    from flask import Flask

__all__ = [
    "Member",
    "NotProtected",
    "NotSignedIn",
    "Role",
    "anyone",
    "blueprint",
    "current_member",
    "init_app",
    "needs",
    "recently_proved",
    "role_on",
    "setup_link",
    "sites_of",
]


def init_app(app: "Flask", *, home: str) -> None:
    """Let members sign in to this application.

    Args:
        app: It has its settings and its database already.
        home: The endpoint of the page that members land on.
    """
    security.init_app(app)
    set_home(app, home)
    app.register_blueprint(blueprint)
