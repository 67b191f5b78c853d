"""The dashboard's place in the application."""

from __future__ import annotations

from typing import Final

from flask import Blueprint

# A site cannot be called "-": our own files never stand in its way.
blueprint: Final = Blueprint(
    "dashboard",
    __name__,
    url_prefix="/dashboard",
    static_folder="static",
    static_url_path="/-/static",
)
