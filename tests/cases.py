"""Odd and hostile input: a few cases of our own, or whole public collections.

``MODERATION_CORPORA`` names a folder with collections that nobody here wrote; without it, the tests
read the samples beside this file, which have the same form.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLES: Final = Path(__file__).with_name("samples")
FOLDER: Final = Path(os.environ.get("MODERATION_CORPORA", SAMPLES))


def cases(name: str) -> Iterator[dict[str, Any]]:
    """The cases of one collection."""
    for line in (FOLDER / name / "cases.jsonl").read_text("utf-8").splitlines():
        yield json.loads(line)


def payloads(pattern: str) -> list[str]:
    """The payloads of every collection whose name matches."""
    folders = sorted(path.parent.name for path in FOLDER.glob(f"{pattern}/cases.jsonl"))
    return [str(case["payload"]) for name in folders for case in cases(name)]
