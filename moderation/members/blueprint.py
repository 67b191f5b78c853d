"""The pages under ``/account/``."""

from __future__ import annotations

from typing import Final

from flask import Blueprint

blueprint: Final = Blueprint(
    "account",
    __name__,
    url_prefix="/account",
    static_folder="static",
    static_url_path="/-/static",
)
