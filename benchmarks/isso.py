"""Isso (https://isso-comments.de) from PyPI, in an environment of its own, with the same texts."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from random import Random
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from benchmarks.contestants import Contestant
from benchmarks.processes import free_port, running
from benchmarks.seed import BEGINNING, DISTINCT_TEXTS, LARGE, ORIGIN, Thread, threads
from benchmarks.texts import a_name, a_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

VERSION: Final = "0.14.0"
WORKERS: Final = 4
CONFIGURATION: Final = """\
[general]
dbpath = {folder}/isso.sqlite
host = {origin}
[guard]
enabled = false
[moderation]
enabled = false
[server]
listen = http://127.0.0.1:{port}
"""
INSERT: Final = (
    "INSERT INTO comments (tid, id, parent, created, mode, remote_addr, text, author, voters)"
    " VALUES (?, ?, ?, ?, 1, '127.0.0.0', ?, ?, ?)"
)
Row = tuple[int, int, int | None, float, str, str, bytes]
VOTERS: Final = bytes(256)  # an empty Bloom filter


def installed(folder: Path) -> Path:
    """A fresh environment with Isso and gunicorn in it.

    Returns:
        Its folder of programs.
    """
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    pip = [str(folder / "bin" / "python"), "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", f"isso=={VERSION}", "gunicorn", "setuptools<81"], check=True)
    return folder / "bin"


@contextmanager
def isso(
    programs: Path,
    folder: Path,
    comments: int,
    more: Iterable[Thread] = (),
    origin: str = ORIGIN,
) -> Iterator[Contestant]:
    """Isso under gunicorn, as its documentation has it, without limits and without moderation.

    Args:
        programs: Of its environment.
        folder: For its database; made here.
        comments: How many it holds.
        more: Threads beside them.
        origin: Of the pages that may include it.
    """
    folder.mkdir()
    port = free_port()
    configuration = folder / "isso.cfg"
    configuration.write_text(CONFIGURATION.format(folder=folder, origin=origin, port=port))
    command = [
        str(programs / "gunicorn"), f"--bind=127.0.0.1:{port}", f"--workers={WORKERS}",
        "--preload", "isso.run",
    ]  # fmt: skip
    environ = {"ISSO_SETTINGS": str(configuration)}
    url = f"http://127.0.0.1:{port}"
    probe = f"{url}{path('/large')}"
    with running(command, probe, environ=environ, log=folder / "isso.log") as process:
        _fill(folder / "isso.sqlite", comments, more)
        yield Contestant("Isso", url, path, process)


def path(article: str) -> str:
    """Where Isso lists an article's comments."""
    return f"/?uri={quote(article, safe='')}"


def _fill(database: Path, comments: int, more: Iterable[Thread]) -> None:
    random = Random(comments)  # noqa: S311 - the same texts every time
    texts = [a_text(random) for _ in range(DISTINCT_TEXTS)]
    with closing(sqlite3.connect(database)) as connection, connection:
        for number, thread in enumerate((*threads(comments), *more), start=1):
            connection.execute(
                "INSERT INTO threads (id, uri, title) VALUES (?, ?, ?)",
                (number, thread.path, thread.path),
            )
            connection.executemany(INSERT, _rows(random, texts, thread, number))


def _rows(random: Random, texts: list[str], thread: Thread, number: int) -> Iterator[Row]:
    first = number * LARGE
    roots: list[int] = []
    for index in range(thread.comments):
        parent = random.choice(roots) if roots and index % 2 else None
        if parent is None:
            roots.append(first + index)
        created = BEGINNING.timestamp() + 60 * index
        text, name = random.choice(texts), a_name(random)
        yield (number, first + index, parent, created, text, name, VOTERS)
