"""Who is asking, what they may do where, and what each page declares that it needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypeVar

from flask_security import current_user

from moderation.database import db
from moderation.members import queries
from moderation.members.models import Member
from moderation.members.roles import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from moderation.sites.models import Site

P = ParamSpec("P")
R = TypeVar("R")


class NotSignedIn(Exception):
    """The page is for members, and nobody is signed in."""


@dataclass(frozen=True, slots=True)
class Permission:
    """What a page asks of its visitor.

    Attributes:
        role: At least this role: on the site in the address, or else on any site;
            None for pages that strangers may see.
        by_link: Opened by a one-time link, so also before anybody can sign in.
    """

    role: Role | None
    by_link: bool = False


_declared: Final[dict[Callable[..., Any], Permission]] = {}


def needs(role: Role) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare that a page is for members with at least this role; stands right under the route."""
    return _declaring(Permission(role))


def anyone(view: Callable[P, R]) -> Callable[P, R]:
    """Declare that strangers may see a private room's page, such as the one to sign in."""
    return _declaring(Permission(None))(view)


def by_link(view: Callable[P, R]) -> Callable[P, R]:
    """Declare that whoever holds a one-time link may see a page, which checks the link itself."""
    return _declaring(Permission(None, by_link=True))(view)


def permission_of(view: Callable[..., Any] | None) -> Permission | None:
    """What a view function declared; None means that nobody may see it."""
    return None if view is None else _declared.get(view)


def signed_in_member() -> Member | None:
    """The member who is asking, or None."""
    member = current_user._get_current_object()  # noqa: SLF001 - Werkzeug's documented way
    return member if isinstance(member, Member) else None


def current_member() -> Member:
    """The member who is asking.

    Raises:
        NotSignedIn: Nobody is.
    """
    member = signed_in_member()
    if member is None:
        raise NotSignedIn
    return member


def role_on(site_id: int) -> Role | None:
    """The highest role on a site of the member who is asking."""
    return queries.role_of(db.session(), current_member().id, site_id)


def sites_of(member: Member, at_least: Role = Role.READER) -> Sequence[Site]:
    """The sites, by name, on which a member has at least a role."""
    return queries.sites_of(db.session(), member, at_least)


def _declaring(permission: Permission) -> Callable[[Callable[P, R]], Callable[P, R]]:
    def declare(view: Callable[P, R]) -> Callable[P, R]:
        _declared[view] = permission
        return view

    return declare
