"""What axe-core finds wrong with a page, by the rules of WCAG 2.2 A and AA and of good practice."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCRIPT: Final = Path(__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js"
OPTIONS: Final = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    # Which axe-core calls experimental.
    "rules": {"label-content-name-mismatch": {"enabled": True}},
    "resultTypes": ["violations"],
    # It would ask for every style sheet of the page again.
    "preload": False,
}
RUN: Final = """
    async ([context, options]) => {
      const { violations } = await axe.run(context, options);
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, target }) => `${id}: ${target.flat().join(" ")}: ${html}`));
    }
"""


def faults(page: Page, within: str = "html") -> list[str]:
    """The rules that a part of a page breaks, each with the element at fault.

    Open shadow roots are looked into. The test is skipped where axe-core is not installed.
    """
    if page.evaluate("() => typeof axe") == "undefined":
        page.evaluate(_script())
    return list(page.evaluate(RUN, [within, OPTIONS]))


@cache
def _script() -> str:
    if not SCRIPT.is_file():
        pytest.skip("no axe-core: npm ci installs it")
    return SCRIPT.read_text("utf-8")
