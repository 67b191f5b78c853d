"""The pictures of the README and of the widget's states: ``make pictures``."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from live import CHROMIUM_FLAGS
from playwright.sync_api import sync_playwright
from sheets import sheets_page, take_sheets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")


def address(printed: str, label: str) -> str:
    """What the demonstration printed beside a label."""
    found = re.search(rf"{label}\s+(\S+)", printed)
    if found is None:
        raise SystemExit(f"the demonstration did not say: {label}")
    return found[1]


def opened(browser: Browser, url: str, width: int, height: int) -> Page:
    """A page in a window of this size."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="fr-FR", timezone_id="Europe/Paris"
    )
    page = context.new_page()
    page.goto(url)
    return page


@contextmanager
def demonstration() -> Iterator[str]:
    """What the running demonstration printed; it ends with the context."""
    command = [sys.executable, "-m", "moderation", "demo"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            printed = ""
            for line in process.stdout or ():
                printed += line
                if "password" in line:
                    break
            yield printed
        finally:
            process.terminate()


def take(browser: Browser, printed: str) -> None:
    """Take a picture of the widget and one of the queue."""
    article = opened(browser, address(printed, "Article en français"), 820, 1180)
    article.get_by_text("5 commentaires").wait_for()
    article.get_by_role("heading", name="Laisser un commentaire").scroll_into_view_if_needed()
    article.evaluate("scrollTo(0, document.querySelector('article-comments').offsetTop - 24)")
    article.screenshot(path=PICTURES / "widget.png")
    desk = opened(browser, address(printed, "the queue"), 1180, 820)
    desk.get_by_label(re.compile("e-mail", re.IGNORECASE)).fill(address(printed, "e-mail"))
    password = desk.get_by_label(re.compile("mot de passe", re.IGNORECASE)).first
    password.fill(address(printed, "password"))
    desk.keyboard.press("Enter")
    desk.get_by_text("3 liens").first.wait_for()
    desk.reload()  # what is said on arrival is said once
    desk.get_by_text("3 liens").first.wait_for()
    desk.screenshot(path=PICTURES / "queue.png")


def main() -> None:
    """Take the pictures of the demonstration, then those of every state."""
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(CHROMIUM_FLAGS))
        with demonstration() as printed:
            take(browser, printed)
        take_sheets(browser, PICTURES / "widget")
        PICTURES.with_name("pictures.md").write_text(sheets_page(), "utf-8")
        browser.close()


if __name__ == "__main__":
    main()
