"""The worker: does the chores every few minutes, beside the server or in a process of its own."""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING, Final

from moderation.web import logs
from moderation.web.clock import now
from moderation.web.maintenance import tidy

if TYPE_CHECKING:
    from flask import Flask

EVERY_S: Final = 300


def start_embedded(app: Flask) -> threading.Thread:
    """Start the worker on a thread of this process, with which it ends."""
    thread = threading.Thread(
        target=_repeat, args=(app, threading.Event()), name="worker", daemon=True
    )
    thread.start()
    return thread


def run(app: Flask) -> None:
    """Be a worker until a signal ends the process."""
    logs.configure()
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    _repeat(app, stop)


def _repeat(app: Flask, stop: threading.Event) -> None:
    while not stop.is_set():
        with app.app_context():
            tidy(now())
        stop.wait(EVERY_S)
