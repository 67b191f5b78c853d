"""Readers, and a look at who answered them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flask import request_started

from tests.publishing.readers import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask


@pytest.fixture
def reader(app: Flask) -> Reader:
    """A reader, behind a layer that keeps answers."""
    return Reader(app)


@pytest.fixture
def asked_of_flask(app: Flask) -> Iterator[list[str]]:
    """One entry for each request that was not answered from memory."""
    asked: list[str] = []

    def note(_app: Flask, **_extra: object) -> None:
        asked.append("asked")

    with request_started.connected_to(note, app):
        yield asked
