"""The garden of the widget's tests, to be looked at in every state."""

from __future__ import annotations

from tests.widget.conftest import database_url, garden, host, visit

__all__ = ["database_url", "garden", "host", "visit"]
