"""Whoever stands at the doors of intake."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.intake.people import Stranger

if TYPE_CHECKING:
    from flask import Flask


@pytest.fixture
def stranger(app: Flask) -> Stranger:
    """Somebody who has never been here."""
    return Stranger(app)
