"""Where a member goes after signing in: to a page of ours, by its endpoint, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from flask import current_app, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from moderation.members.access import permission_of

if TYPE_CHECKING:
    from flask import Flask

HOME = "MEMBERS_HOME"


def set_home(app: Flask, endpoint: str) -> None:
    """Choose the page members land on."""
    app.config[HOME] = endpoint


def home() -> str:
    """The address of the page members land on."""
    return url_for(current_app.config[HOME])


def wanted_address() -> str:
    """The present page, as a value for ``next``."""
    return request.full_path.rstrip("?")


def present_address() -> str:
    """The address of the present page, for a form that is sent to it once more."""
    query = _query(request.query_string.decode("utf-8", "replace"))
    return url_for(str(request.endpoint), **{**query, **(request.view_args or {})})


def destination(wanted: str | None) -> str:
    """The address to go to.

    ``wanted`` is only ever read: the address that comes out is built anew from the endpoint it
    means, which must be a page for members.
    """
    path, _, query = (wanted or "").partition("?")
    adapter = current_app.create_url_adapter(request)
    try:
        endpoint, values = adapter.match(path, method="GET") if adapter else ("", {})
    except (HTTPException, RequestRedirect):
        return home()
    permission = permission_of(current_app.view_functions.get(endpoint))
    if permission is None or permission.role is None:
        return home()
    return url_for(endpoint, **{**_query(query), **values})


def _query(query: str) -> dict[str, Any]:
    """Filters of the wanted page; names that mean something to ``url_for`` are left out."""
    values: dict[str, Any] = {}
    for name, value in parse_qsl(query):
        if not name.startswith("_"):
            values.setdefault(name, []).append(value)
    return values
