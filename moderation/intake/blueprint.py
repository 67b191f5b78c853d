"""Where the JSON doors of this room hang."""

from __future__ import annotations

from typing import Final

from flask import Blueprint

blueprint: Final = Blueprint("intake", __name__, url_prefix="/api/v1/sites/<site_name>")
