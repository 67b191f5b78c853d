"""The worker: huey runs and times the chores, in the serving process or in one of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from huey import MemoryHuey, crontab
from huey.consumer import Consumer

from moderation.web.clock import now
from moderation.web.maintenance import tidy

if TYPE_CHECKING:
    from flask import Flask

EVERY_MINUTES: Final = 5


class EmbeddedConsumer(Consumer):
    """Runs on threads beside a server, whose signal handlers stay in place."""

    def _set_signal_handlers(self) -> None:
        """Leave signals to the server: the threads are daemons and end with the process."""


def build(app: Flask) -> MemoryHuey:
    """A queue whose tasks act on ``app``.

    What must survive a restart stands in the database, so the queue itself needs no store.
    """
    huey = MemoryHuey("moderation", results=False)

    @huey.periodic_task(crontab(minute=f"*/{EVERY_MINUTES}"))
    def tidy_up() -> None:
        with app.app_context():
            tidy(now())

    return huey


def start_embedded(app: Flask) -> EmbeddedConsumer:
    """Start the worker on threads of this process."""
    consumer = EmbeddedConsumer(build(app), **_options())
    consumer.start()
    return consumer


def run(app: Flask) -> None:
    """Be a worker until a signal ends the process."""
    with app.app_context():
        tidy(now())
    Consumer(build(app), **_options()).run()


def _options() -> dict[str, object]:
    return {"workers": 1, "periodic": True, "check_worker_health": False, "backoff": 1.15}
