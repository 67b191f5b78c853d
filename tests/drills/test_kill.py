"""The power goes while people write: what was acknowledged is there, and there once."""

from __future__ import annotations

import http.client
import json
import os
import random
import signal
import sqlite3
import threading
import time
import uuid
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from live import READY_WITHIN_S, Service

if TYPE_CHECKING:
    from collections.abc import Iterator

CLIENTS = 8
KILLS = {False: 5, True: 300}
ORIGIN = "https://blog.example"
# Anything the dying service does to a connection.
CUT = (OSError, http.client.HTTPException, TimeoutError)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    with Service(tmp_path / "instance", POSTING_LIMITS="1000000 per minute") as running:
        running.command("sites", "add", "blog", "--origin", ORIGIN)
        yield running


class Writer(threading.Thread):
    """Somebody who writes on and on, and sends again with the same key until it is answered."""

    def __init__(self, port: int, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.port, self.stop = port, stop
        self.acknowledged: dict[str, str] = {}
        self.unexpected: list[tuple[int, bytes]] = []

    def run(self) -> None:
        while not self.stop.is_set():
            key = uuid.uuid4().hex
            while not self._sent(key) and not self.stop.is_set():
                self.stop.wait(0.02)

    def _sent(self, key: str) -> bool:
        letter: dict[str, Any] = {
            "article": {"url": f"{ORIGIN}/article", "title": ""},
            "parent": None,
            "name": "Awa",
            "email": "awa@example.org",
            "body": f"Texte {key}",
        }
        try:
            status, body = self._post(letter, key)
        except CUT:
            return False
        if status in {200, 201}:
            self.acknowledged[json.loads(body)["id"]] = str(letter["body"])
            return True
        if status != 503:
            self.unexpected.append((status, body))
        return False

    def _post(self, letter: dict[str, Any], key: str) -> tuple[int, bytes]:
        headers = {"Content-Type": "application/json", "Idempotency-Key": key}
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)) as line:
            line.request("POST", "/api/v1/sites/blog/comments", json.dumps(letter), headers)
            answer = line.getresponse()
            return answer.status, answer.read()


def worker_of(service: Service) -> int | None:
    """The process that serves, while there is one."""
    pid = service.process.pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    except OSError:
        return None
    return int(children[-1]) if children else None


def wait_for_writers(service: Service, writers: list[Writer], chance: random.Random) -> None:
    """Until each could write; the service is started again whenever it has given up.

    It does when its worker dies twice within seconds, and leaves the rest to an init system.
    """
    before = sum(len(writer.acknowledged) for writer in writers)
    give_up = time.monotonic() + READY_WITHIN_S
    while sum(len(writer.acknowledged) for writer in writers) < before + CLIENTS:
        assert time.monotonic() < give_up, service.log.read_text("utf-8")[-2000:]
        if service.process.poll() is not None:
            service.start()
        threading.Event().wait(chance.uniform(0.01, 0.05))


def kill_again_and_again(service: Service, kills: int, writers: list[Writer]) -> None:
    """Kill the serving process, or all of it, at moments nobody chose."""
    chance = random.Random(1983)  # noqa: S311 - the same moments each time
    for _ in range(kills):
        wait_for_writers(service, writers, chance)
        worker = worker_of(service)
        if worker is not None and chance.random() < 0.5:
            os.kill(worker, signal.SIGKILL)
        else:
            service.kill()
            service.start()


def test_every_acknowledged_comment_survives_a_kill_and_none_comes_twice(
    service: Service, *, long: bool
) -> None:
    stop = threading.Event()
    writers = [Writer(service.port, stop) for _ in range(CLIENTS)]
    for writer in writers:
        writer.start()
    kill_again_and_again(service, KILLS[long], writers)
    stop.set()
    for writer in writers:
        writer.join(30)
    service.kill()
    acknowledged = {k: v for writer in writers for k, v in writer.acknowledged.items()}
    with closing(sqlite3.connect(service.instance / "comments.sqlite")) as database:
        stored = dict(database.execute("SELECT public_id, body FROM comment"))
        sound = database.execute("PRAGMA integrity_check").fetchone()[0]
    lost = {key for key, text in acknowledged.items() if stored.get(key) != text}
    twice = len(stored) - len(set(stored.values()))
    unexpected = [answer for writer in writers for answer in writer.unexpected]
    print(f"kills={KILLS[long]} acknowledged={len(acknowledged)} lost={len(lost)} dup={twice}")
    assert (lost, twice, unexpected, sound) == (set(), 0, [], "ok")
