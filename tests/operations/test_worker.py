"""The worker in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from moderation.config import Settings


def test_the_worker_writes_json_lines_without_what_it_had_in_hand(
    settings_on_sqlite: Settings,
) -> None:
    environment = {**os.environ, "MODERATION_INSTANCE": str(settings_on_sqlite.instance)}
    (settings_on_sqlite.instance / "comments.sqlite").unlink()  # so that every chore fails
    worker = subprocess.Popen(
        [sys.executable, "-m", "moderation", "worker"],
        env=environment,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    )
    with worker:
        assert worker.stderr is not None
        first = worker.stderr.readline()
        worker.terminate()
        rest = worker.communicate(timeout=30)[1]

    lines = [json.loads(line) for line in (first + rest).splitlines()]
    assert worker.returncode == 0
    assert "chore_failed" in {line["event"] for line in lines}
    assert "locals" not in json.dumps(lines)
