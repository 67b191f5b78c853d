"""A service that listens, a page on another origin, and browsers that read it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.widget.host import Host
from tests.widget.reader import planted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from flask import Flask
    from playwright.sync_api import Browser, Page

    from tests.widget.reader import Garden


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    """One kind of database is enough: what is looked at is the page."""
    path = tmp_path / "instance" / "comments.sqlite"
    path.parent.mkdir()
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def host() -> Iterator[Host]:
    with Host() as host:
        yield host


@pytest.fixture
def garden(app: Flask, host: Host) -> Iterator[Garden]:
    with planted(app, host) as garden:
        yield garden


@pytest.fixture
def visit(chromium: Browser, garden: Garden) -> Iterator[Callable[..., Page]]:
    """Opens an address as a new reader; what the browser complains about fails the test."""
    complaints: list[str] = []
    contexts = []

    def open_(address: str = "", *, width: int = 1024, **options: object) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 800},
            **{"timezone_id": "Europe/Paris", **options},
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda message: (
                complaints.append(message.text)
                if "Content Security Policy" in message.text or "TrustedHTML" in message.text
                else None
            ),
        )
        page.goto(address or garden.host.page())
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []
