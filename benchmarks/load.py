"""wrk (https://github.com/wg/wrk; ``apt-get install wrk``) told what to ask, and read."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CONNECTIONS: Final = 16
UNITS: Final = {"us": 0.001, "ms": 1.0, "s": 1_000.0, "m": 60_000.0}
RATE: Final = re.compile(r"Requests/sec:\s+([\d.]+)")
SLOWEST: Final = re.compile(r"^\s+99%\s+([\d.]+)(us|ms|s|m)\s*$", re.MULTILINE)
REFUSED: Final = re.compile(r"Non-2xx or 3xx responses: (\d+)")
ERRORS: Final = re.compile(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)")
# Asks for one path after the other, so that each is asked as often as any other.
SPREAD: Final = """\
local paths = {{ {paths} }}
local turn = math.random(#paths)
request = function()
  turn = turn % #paths + 1
  return wrk.format("GET", paths[turn])
end
"""
# Every body differs: the same text twice is screened, and the same author is somebody known.
POSTING: Final = """\
local turn = 0
math.randomseed(os.time())
local run = math.random(1000000000)
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
request = function()
  turn = turn + 1
  local body = string.gsub([==[{body}]==], "TURN", run .. "x" .. turn)
  return wrk.format(nil, nil, nil, body)
end
"""


class WrkMissing(Exception):
    """wrk is not installed."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What wrk saw.

    Attributes:
        rate: Answers per second.
        p99_ms: 99 of 100 answers came within so many milliseconds.
        failed: Answers that were errors, and requests without an answer.
    """

    rate: float
    p99_ms: float
    failed: int

    def __str__(self) -> str:
        """For a cell of a table."""
        failed = f", {self.failed} failed" if self.failed else ""
        rate = f"{self.rate:,.0f}" if self.rate >= 10 else f"{self.rate:.1f}"  # noqa: PLR2004
        return f"{rate} ({self.p99_ms:.1f} ms{failed})"


def get(
    url: str,
    paths: Sequence[str],
    *,
    seconds: int,
    headers: Mapping[str, str] | None = None,
    connections: int = CONNECTIONS,
) -> Measured:
    """Ask for these paths in turn, as fast as they come."""
    if len(paths) == 1:
        return _run(f"{url}{paths[0]}", None, seconds, headers or {}, connections)
    quoted = ", ".join(json.dumps(path) for path in paths)
    return _run(url, SPREAD.format(paths=quoted), seconds, headers or {}, connections)


def post(url: str, body: str, *, seconds: int, connections: int = CONNECTIONS) -> Measured:
    """Send a body again and again; ``TURN`` in it is replaced by something new each time."""
    return _run(url, POSTING.replace("{body}", body), seconds, {}, connections)


def _run(
    url: str, script: str | None, seconds: int, headers: Mapping[str, str], connections: int
) -> Measured:
    program = shutil.which("wrk")
    if program is None:
        raise WrkMissing("wrk is not installed: apt-get install wrk")
    command = [program, "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout=10s"]
    for name, value in headers.items():
        command += ["-H", f"{name}: {value}"]
    with tempfile.TemporaryDirectory() as folder:
        if script is not None:
            path = Path(folder, "script.lua")
            path.write_text(script, "utf-8")
            command += ["-s", str(path)]
        said = subprocess.run([*command, url], check=True, capture_output=True, text=True).stdout
    return _read(said)


def _read(said: str) -> Measured:
    rate, slowest, refused = RATE.search(said), SLOWEST.search(said), REFUSED.search(said)
    if rate is None or slowest is None:
        raise ValueError(f"wrk said something else: {said}")
    errors = ERRORS.search(said)
    failed = int(refused[1]) if refused else 0
    failed += sum(map(int, errors.groups())) if errors else 0
    return Measured(float(rate[1]), float(slowest[1]) * UNITS[slowest[2]], failed)
