"""Starting programs, waiting until they answer, and weighing them."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

PATIENCE_S: Final = 30
GRACE_S: Final = 10


@contextmanager
def running(
    command: Sequence[str], probe: str, *, environ: Mapping[str, str] | None = None, log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """A program in a process group of its own, from its first answer at ``probe`` to the end."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            list(command),
            env={**os.environ, **(environ or {})},
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        wait_for(probe, process, log)
        yield process
    finally:
        _end(process)


def wait_for(probe: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return as soon as the address answers.

    Raises:
        RuntimeError: The program ended, or did not answer in time; what it said is in the text.
    """
    deadline = time.monotonic() + PATIENCE_S
    while not _answers(probe):
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"{process.args!r} does not answer: {log.read_text()[-2000:]}")
        time.sleep(0.002)


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fetch(url: str, headers: Mapping[str, str] | None = None) -> tuple[int, dict[str, str], bytes]:
    """Status, headers (lower case) and body of one request."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=PATIENCE_S)
    try:
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        connection.request("GET", path or "/", headers=dict(headers or {}))
        answer = connection.getresponse()
        names = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, names, answer.read()
    finally:
        connection.close()


def memory_mib(process: subprocess.Popen[bytes]) -> float:
    """Proportional set size of a process and all its descendants."""
    group = os.getpgid(process.pid)
    total = 0
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and _group_of(int(entry.name)) == group:
            lines = (entry / "smaps_rollup").read_text().splitlines()
            total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def _group_of(pid: int) -> int | None:
    try:
        return os.getpgid(pid)
    except ProcessLookupError:
        return None


def _answers(probe: str) -> bool:
    try:
        status, _, _ = fetch(probe)
    except (OSError, http.client.HTTPException):
        return False
    return status < 500  # noqa: PLR2004 - it is there


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ask the whole group to end, then make it."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
        except ProcessLookupError:
            return
        try:
            process.wait(GRACE_S)
        except subprocess.TimeoutExpired:
            continue
        if number == signal.SIGTERM:
            time.sleep(0.2)  # its children follow
