"""Who is asking, what they may do where, and what each page declares that it needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypeVar

from flask_security import current_user

from moderation.database import db
from moderation.members import queries
from moderation.members.models import Member
from moderation.members.roles import Role
from moderation.members.sessions import UNPROTECTED, visit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from moderation.sites.models import Site

P = ParamSpec("P")
R = TypeVar("R")


class NotSignedIn(Exception):
    """The page is for members, and nobody is signed in."""


class NotProtected(Exception):
    """The member who is asking must set up a second factor first."""


@dataclass(frozen=True, slots=True)
class Permission:
    """What a page asks of its visitor.

    Attributes:
        role: At least this role: on the site in the address, or else on any site;
            None for pages that strangers may see.
        by_link: Opened by a one-time link, so also before anybody can sign in.
        protecting: Where a member without the second factor that is due gets one, so that no
            other page may be shown before.
    """

    role: Role | None
    by_link: bool = False
    protecting: bool = False


_declared: Final[dict[Callable[..., Any], Permission]] = {}


def needs(role: Role, *, protecting: bool = False) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare that a page is for members with at least this role; stands right under the route.

    Args:
        role: The least role.
        protecting: Whether members see it who lack the second factor that is due.
    """
    return _declaring(Permission(role, protecting=protecting))


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


def is_protected() -> bool:
    """Whether the member who is asking had what is due for signing in, when they signed in."""
    return UNPROTECTED not in visit()


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
