"""The demonstration, as a person meets it who has just cloned the repository."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from live import READY_WITHIN_S
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser


@pytest.fixture
def printed() -> Iterator[str]:
    """What ``moderation demo`` prints, while it runs."""
    with subprocess.Popen(
        [sys.executable, "-m", "moderation", "demo"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        lines = ""
        while "password" not in lines:
            line = process.stdout.readline()
            assert line, lines
            lines += line
        yield lines
        process.terminate()
        process.wait(READY_WITHIN_S)
        process.stdout.close()


def address(printed: str, label: str) -> str:
    found = re.search(rf"{label}\s+(\S+)", printed)
    assert found is not None, printed
    return found[1]


def test_the_demonstration_shows_two_articles_and_a_queue(printed: str, chromium: Browser) -> None:
    page = chromium.new_context(locale="fr-FR").new_page()
    page.goto(address(printed, "Article en français"))
    expect(page.get_by_text("J’ai paillé mes rosiers dimanche")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("5 commentaires")).to_be_visible()
    page.goto(address(printed, "Article in English"))
    expect(page.get_by_text("3 comments")).to_be_visible()
    page.goto(address(printed, "La page sans JavaScript"))
    expect(page.get_by_role("heading", name="Laisser un commentaire")).to_be_visible()
    page.goto(address(printed, "the queue"))
    page.get_by_label(re.compile("e-mail", re.IGNORECASE)).fill(address(printed, "e-mail"))
    page.get_by_label(re.compile("mot de passe", re.IGNORECASE)).first.fill(
        address(printed, "password")
    )
    page.keyboard.press("Enter")
    expect(page.get_by_role("article")).to_have_count(3)
    for reason in ("Premier commentaire", "3 liens", "Mot surveillé"):
        expect(page.get_by_text(reason).first).to_be_visible()
