"""Drills are short in the suite and long by ``make drills``."""

from __future__ import annotations

import os

import pytest


@pytest.fixture(scope="session")
def long() -> bool:
    """Whether there is time for the full number of rounds."""
    return os.environ.get("MODERATION_TEST_LONG") == "1"
