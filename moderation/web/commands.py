"""What commands share: the application they act on, which is built only when one needs it."""

from __future__ import annotations

from flask.cli import with_appcontext

__all__ = ["with_appcontext"]
