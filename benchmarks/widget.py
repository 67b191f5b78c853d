"""What a widget costs its reader, in a browser: bytes, requests, jumps, waiting, long tasks."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import statistics
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, Final

from playwright.sync_api import sync_playwright

from benchmarks.contestants import ours, prepared
from benchmarks.isso import isso
from benchmarks.report import plain_table
from benchmarks.seed import Thread
from benchmarks.widget_pages import Host, Widget, compressed, isso_widget, our_widget

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

COMMENTS: Final = 1_500
SHORT, LONG = Thread("/small-0", 10), Thread("/long", 200)
TALL: Final = 200  # paragraphs: an article of several screens
SLOWER: Final = 4
BYTES_PER_S: Final = 1_600_000 / 8
ROUND_TRIP_MS: Final = 150
SETTLED_MS: Final = 1_000
STEP_PX, STEP_MS = 300, 100  # how somebody scrolls who reads
MORE: Final = re.compile(r"^Afficher \d")
TRACED: Final = ["toplevel", "disabled-by-default-devtools.timeline", "__metadata"]
WATCH: Final = """
    window.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) shift += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
    const note = () => { window.painted = performance.now(); };
    const look = () => requestAnimationFrame(FIRST ? () => requestAnimationFrame(note) : look);
    look();
"""
SCRIPT_ARRIVED: Final = """
    () => Math.min(...performance.getEntriesByType("resource")
      .filter(({ name }) => name.includes("embed")).map(({ responseEnd }) => responseEnd))
"""
HEADING: Final = [
    "", "script and styles, gzip -9", "requests to read", "CLS, long article", "CLS, one paragraph",
    "first comment after the click", "… after the script arrived", "longest task, 200 comments",
]  # fmt: skip


def measure(folder: Path, isso_programs: Path | None, *, rounds: int) -> str:
    """The table of all contestants; Isso is left out when there are no programs of it."""
    with ExitStack() as stack:
        host = stack.enter_context(Host())
        instance = prepared(folder / "ours", COMMENTS, [LONG])
        widgets = [our_widget(stack.enter_context(ours(instance)))]
        if isso_programs is not None:
            peer = isso(isso_programs, folder / "isso", COMMENTS, [LONG], host.origin)
            behind = compressed(folder / "nginx", stack.enter_context(peer))
            widgets.append(isso_widget(stack.enter_context(behind)))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
            args=["--no-sandbox"],
        )
        lines = [_line(Reader(browser, host, widget), rounds) for widget in widgets]
        browser.close()
    return plain_table([HEADING, *lines])


class Reader:
    """Somebody who comes to a page for the first time, again and again."""

    def __init__(self, browser: Browser, host: Host, widget: Widget) -> None:
        """Name the browser, the site and what is on its pages."""
        self.widget = widget
        self._browser = browser
        self._short = host.show(widget.page(SHORT.path, paragraphs=1))
        self._tall = host.show(widget.page(SHORT.path, paragraphs=TALL))
        self._full = host.show(widget.page(LONG.path, paragraphs=1))

    @contextmanager
    def _page(self) -> Iterator[Page]:
        with self._browser.new_context(viewport={"width": 1024, "height": 800}) as context:
            context.add_init_script(WATCH.replace("FIRST", self.widget.first))
            yield context.new_page()

    def loaded(self) -> tuple[int, int]:
        """The weight of scripts and styles in bytes with gzip -9, and the number of requests."""
        with self._page() as page:
            answers = []
            page.on(
                "response",
                lambda answer: (
                    answers.append(answer) if answer.url.startswith(self.widget.url) else None
                ),
            )
            page.goto(self._short)
            self._wait(page, SHORT.comments)
            code = [a for a in answers if a.request.resource_type in {"script", "stylesheet"}]
            return sum(len(gzip.compress(a.body(), 9)) for a in code), len(answers)

    def shift(self, *, tall: bool) -> float:
        """The cumulative layout shift of reading a page to its end."""
        with self._page() as page:
            page.goto(self._tall if tall else self._short)
            end = page.evaluate("() => document.documentElement.scrollHeight") if tall else 0
            for _ in range(0, end, STEP_PX):
                page.mouse.wheel(0, STEP_PX)
                page.wait_for_timeout(STEP_MS)
            self._wait(page, SHORT.comments)
            page.wait_for_timeout(SETTLED_MS)
            return float(page.evaluate("() => shift"))

    def waiting(self) -> tuple[float, float]:
        """Milliseconds from the click, and from the arrival of the script, on a slow phone."""
        with self._page() as page:
            session = page.context.new_cdp_session(page)
            session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            session.send(
                "Network.emulateNetworkConditions",
                {
                    "offline": False,
                    "latency": ROUND_TRIP_MS,
                    "downloadThroughput": BYTES_PER_S,
                    "uploadThroughput": BYTES_PER_S,
                },
            )
            page.goto(self._short)
            page.wait_for_function("() => window.painted")
            painted, arrived = page.evaluate("() => painted"), page.evaluate(SCRIPT_ARRIVED)
            return painted, painted - arrived

    def longest_task(self) -> float:
        """Milliseconds of the longest task of the page until 200 comments stand there."""
        with self._page() as page:
            self._browser.start_tracing(page=page, categories=TRACED)
            page.goto(self._full)
            page.locator(self.widget.comment).first.wait_for()
            more = page.get_by_role("button", name=MORE)
            while (count := page.locator(self.widget.comment).count()) < LONG.comments:
                more.first.click()
                self._wait(page, count + 1)
            return _longest(json.loads(self._browser.stop_tracing())["traceEvents"])

    def _wait(self, page: Page, count: int) -> None:
        page.locator(self.widget.comment).nth(count - 1).wait_for()


def _line(reader: Reader, rounds: int) -> list[str]:
    weight, requests = reader.loaded()
    times = [reader.waiting() for _ in range(rounds)]

    def median(values: Callable[[], float]) -> float:
        return statistics.median(values() for _ in range(rounds))

    return [
        reader.widget.name,
        f"{weight / 1024:.1f} KiB",
        f"{requests}",
        f"{median(lambda: reader.shift(tall=True)):.4f}",
        f"{median(lambda: reader.shift(tall=False)):.4f}",
        f"{statistics.median(clicked for clicked, _ in times):.0f} ms",
        f"{statistics.median(arrived for _, arrived in times):.0f} ms",
        f"{median(reader.longest_task):.0f} ms",
    ]


def _longest(events: list[dict[str, Any]]) -> float:
    """Of the threads that lay pages out; the trace is of one page."""
    threads = {
        (event["pid"], event["tid"])
        for event in events
        if event["name"] == "thread_name" and event["args"]["name"] == "CrRendererMain"
    }
    return max(
        float(event.get("dur", 0)) / 1_000
        for event in events
        if event["name"].endswith("RunTask") and (event["pid"], event["tid"]) in threads
    )
