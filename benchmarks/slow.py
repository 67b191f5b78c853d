"""Three hundred slow clients, each sending a comment a byte at a time, and one who only reads."""

from __future__ import annotations

import selectors
import socket
import statistics
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from benchmarks.contestants import LIST, ours, ours_under_waitress, prepared
from benchmarks.processes import fetch, memory_mib
from benchmarks.report import plain_table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CLIENTS: Final = 300
READS: Final = 40
BYTE_EVERY_S: Final = 0.1
HEAD: Final = (
    f"POST {LIST} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    "Content-Length: 60000\r\n\r\n{"
)
HEADING: Final = [f"{CLIENTS} slow clients", "p95 of a read", "slowest read", "memory, PSS"]


def measure(folder: Path, *, comments: int) -> str:
    """The table of both application servers."""
    lines = [HEADING]
    for name, serve in (("granian", ours), ("waitress", ours_under_waitress)):
        instance = prepared(folder / name, comments)
        with serve(instance) as who, slow_clients(who.url):
            times = [_timed(who.url + who.path("/middle-0")) for _ in range(READS)]
            slowest = sorted(times)
            p95 = statistics.quantiles(slowest, n=20)[-1]
            lines.append(
                [
                    who.name,
                    f"{p95 * 1_000:.1f} ms",
                    f"{slowest[-1] * 1_000:.1f} ms",
                    f"{memory_mib(who.process):.0f} MiB",
                ]
            )
    return plain_table(lines)


@contextmanager
def slow_clients(url: str) -> Iterator[None]:
    """Connections that are all under way, and stay so."""
    parts = urlsplit(url)
    stop = threading.Event()
    sockets = [
        socket.create_connection((parts.hostname or "", parts.port or 80), timeout=30)
        for _ in range(CLIENTS)
    ]
    for connection in sockets:
        connection.sendall(HEAD.encode())
    thread = threading.Thread(target=_trickle, args=(sockets, stop))
    thread.start()
    time.sleep(2)  # all of them have been taken up by the server
    try:
        yield
    finally:
        stop.set()
        thread.join()
        for connection in sockets:
            connection.close()


def _trickle(sockets: list[socket.socket], stop: threading.Event) -> None:
    with selectors.DefaultSelector() as selector:
        for connection in sockets:
            connection.settimeout(0)
            selector.register(connection, selectors.EVENT_WRITE)
        while not stop.wait(BYTE_EVERY_S):
            for key, _ in selector.select(0):
                try:
                    key.fileobj.send(b" ")  # type: ignore[union-attr]
                except OSError:
                    selector.unregister(key.fileobj)  # the server has had enough of it


def _timed(url: str) -> float:
    began = time.perf_counter()
    fetch(url)
    return time.perf_counter() - began
