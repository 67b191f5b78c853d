"""Contact sheets of every state, in French and English, and the page that shows them."""

from __future__ import annotations

import base64
import logging
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import structlog
from conftest import migrated, settings_for
from playwright.sync_api import expect

from moderation.app import create_app
from moderation.operations.demo import host as demonstration
from tests.accessibility.states import (
    PLAIN,
    WIDGET,
    Stage,
    edit,
    pending,
    refused,
    reply,
    report,
    reported,
    thread,
    withdrawn,
)
from tests.widget.host import Host
from tests.widget.reader import planted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from tests.widget.reader import Garden

WIDTHS: Final = (1024, 320)
TALLEST_PX: Final = 1_000
QUALITIES: Final = (0.8, 0.7, 0.6, 0.5, 0.4)
LARGEST: Final = 250_000
PAGE: Final = """\
# The widget in pictures

`make pictures` takes them from the service itself. Each sheet shows one state: French above
English; from left to right a wide and a narrow page, light and then dark. Font and colours are
of the page, which is that of the demonstration.
"""
EDGE_PX: Final = 16
THREAD: Final = "article-comments section:has(.thread)"
# What matters of these is not the form above them.
OF_THE_THREAD: Final = (thread, reply, pending, edit, withdrawn, report, reported, refused)
SHEET: Final = """<!doctype html><style>
    body { display: grid; grid-template-columns: repeat(4, auto); gap: 16px; width: max-content;
      margin: 0; padding: 16px; background: #8a929b; }
    img { display: block; }
    </style>"""
COMPRESSED: Final = """
    async ([picture, quality]) => {
      const image = new Image();
      image.src = picture;
      await image.decode();
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [image.width, image.height];
      canvas.getContext("2d").drawImage(image, 0, 0);
      return canvas.toDataURL("image/webp", quality);
    }
"""


def sheets_page() -> str:
    """The page that shows the sheets, each under what it shows."""
    parts = [PAGE]
    for state in (*WIDGET, *PLAIN):
        shown = (state.__doc__ or "").rstrip(".")
        parts.append(f"## {shown}\n\n![{shown}](pictures/widget/{state.__name__}.webp)\n")
    return "\n".join(parts)


def take_sheets(browser: Browser, folder: Path) -> None:
    """Write one sheet per state; a folder from before is replaced.

    Raises:
        ValueError: A sheet is too large, however much it is compressed.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    with _garden() as garden:
        for state in (*WIDGET, *PLAIN):
            pictures = [
                picture
                for language in ("fr", "en")
                for picture in _pictures(browser, garden, state, language)
            ]
            (folder / f"{state.__name__}.webp").write_bytes(_sheet(browser, pictures))


@contextmanager
def _garden() -> Iterator[Garden]:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as name, Host() as host:
        instance = Path(name) / "instance"
        instance.mkdir()
        url = f"sqlite:///{instance}/comments.sqlite"
        migrated(url, instance)
        with planted(create_app(settings_for(url, instance)), host) as garden:
            yield garden


def _pictures(
    browser: Browser, garden: Garden, state: Callable[[Stage], Page], language: str
) -> Iterator[bytes]:
    """Light and dark, each wide and narrow."""
    with browser.new_context(timezone_id="Europe/Paris", locale=language) as context:

        def visit(address: str) -> Page:
            page = context.new_page()
            page.goto(address)
            return page

        path = f"/{language}/{state.__name__}"
        style = demonstration.STYLE.read_text("utf-8")
        page = state(Stage(garden, visit, path=path, language=language, style=style))
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                yield _picture(page, state, theme)


def _picture(page: Page, state: Callable[[Stage], Page], theme: str) -> bytes:
    """Of a long page, its beginning."""
    if state in PLAIN:
        part = page.locator("body")
    else:
        part = page.locator(THREAD if state in OF_THE_THREAD else "article-comments")
        expect(page.locator("article-comments .root")).to_have_css("color-scheme", theme)
    box = part.bounding_box()
    assert box is not None
    left, scrolled = max(0, box["x"] - EDGE_PX), page.evaluate("() => scrollY")
    return page.screenshot(
        full_page=True,
        clip={
            "x": left,
            "y": max(0, box["y"] + scrolled - EDGE_PX),
            "width": box["x"] + box["width"] + EDGE_PX - left,
            "height": min(box["height"] + 2 * EDGE_PX, TALLEST_PX),
        },
    )


def _sheet(browser: Browser, pictures: list[bytes]) -> bytes:
    """French above English; in each row light, then dark."""
    images = [f'<img src="{_address(picture)}" alt="">' for picture in pictures]
    with browser.new_context(viewport={"width": 2_100, "height": 900}) as context:
        page = context.new_page()
        page.set_content(SHEET + "".join(images))
        picture = _address(page.locator("body").screenshot())
        for quality in QUALITIES:
            compressed = page.evaluate(COMPRESSED, [picture, quality])
            sheet = base64.b64decode(compressed.partition(",")[2])
            if len(sheet) <= LARGEST:
                return sheet
    raise ValueError(f"a sheet of {len(sheet)} bytes")


def _address(picture: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(picture).decode()}"
