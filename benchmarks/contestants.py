"""Who is measured; each is a context manager that gives a running :class:`Contestant`.

Our service under either application server, our nginx site before it, and nginx with the same
bytes as files; Isso has a module of its own.
"""

from __future__ import annotations

import shutil
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from benchmarks.processes import fetch, free_port, running
from benchmarks.seed import ORIGIN, SITE, fill

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from benchmarks.seed import Thread

ROOT: Final = Path(__file__).parent.parent
LIST: Final = f"/api/v1/sites/{SITE}/comments"
BLOCKING_THREADS: Final = 8
NGINX: Final = """\
daemon off;
worker_processes auto;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    sendfile on;
    open_file_cache max=2000;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{ listen 127.0.0.1:{port}; root {folder}; default_type application/json; }}
}}
"""
WAITRESS: Final = """\
import sys
from waitress import serve
from moderation.app import application
serve(application(), host="127.0.0.1", port=int(sys.argv[1]), threads={threads},
      connection_limit=1000)
"""


@dataclass(frozen=True, slots=True)
class Contestant:
    """Somebody who serves threads.

    Attributes:
        name: For the table.
        url: Where it listens.
        path: The path and query that give the comments of an article's path.
        process: Its first process.
    """

    name: str
    url: str
    path: Callable[[str], str]
    process: subprocess.Popen[bytes]


def ours_path(article: str) -> str:
    """Where our service lists an article's comments."""
    return f"{LIST}?article={quote(ORIGIN + article, safe='')}"


def environ_of(folder: Path, **settings: str) -> Mapping[str, str]:
    """The environment of an instance whose limits never bite."""
    return {
        "MODERATION_INSTANCE": str(folder),
        "MODERATION_POSTING_LIMITS": "1000000000 per minute",
        "PYTHONPATH": str(ROOT),
        **settings,
    }


def prepared(folder: Path, comments: int, more: Iterable[Thread] = ()) -> Path:
    """An instance with so many comments and further threads; made by the service, then filled."""
    folder.mkdir(parents=True)
    with ours(folder):
        pass
    fill(f"sqlite:///{folder}/comments.sqlite", comments, more)
    return folder


@contextmanager
def ours(folder: Path, **settings: str) -> Iterator[Contestant]:
    """The service as ``moderation serve`` runs it."""
    port = free_port()
    command = [sys.executable, "-m", "moderation", "serve", "--port", str(port)]
    with _service("ours (granian)", command, port, folder, settings) as contestant:
        yield contestant


@contextmanager
def ours_under_waitress(
    folder: Path, threads: int = BLOCKING_THREADS, **settings: str
) -> Iterator[Contestant]:
    """The same application under waitress."""
    port = free_port()
    command = [sys.executable, "-c", WAITRESS.format(threads=threads), str(port)]
    with _service("ours (waitress)", command, port, folder, settings) as contestant:
        yield contestant


@contextmanager
def _service(
    name: str, command: Sequence[str], port: int, folder: Path, settings: Mapping[str, str]
) -> Iterator[Contestant]:
    url = f"http://127.0.0.1:{port}"
    environ = environ_of(folder, PORT=str(port), **settings)
    log = folder / "serve.log"
    with running(command, f"{url}/healthz", environ=environ, log=log) as process:
        yield Contestant(name, url, ours_path, process)


@contextmanager
def nginx_with_files(
    folder: Path, source: Contestant, articles: Sequence[str]
) -> Iterator[Contestant]:
    """What another contestant answers, as files behind nginx."""
    folder.mkdir()
    folder.chmod(0o711)  # its workers are another user's
    for article in articles:
        _, _, body = fetch(source.url + source.path(article))
        (folder / f"{article.strip('/')}.json").write_bytes(body)
    port = free_port()
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
    command = [nginx_program(), "-p", str(folder), "-c", str(folder / "nginx.conf")]
    url = f"http://127.0.0.1:{port}"
    with running(command, url, log=folder / "nginx.log") as process:
        yield Contestant("nginx, a file", url, "{}.json".format, process)


@contextmanager
def our_nginx_site(folder: Path, upstream: Contestant) -> Iterator[Contestant]:
    """``deploy/nginx.conf`` with its ten-second cache, in clear, before the service."""
    folder.mkdir()
    port = free_port()
    address = upstream.url.removeprefix("http://")
    script = str(ROOT / "deploy" / "try_nginx.py")
    command = [sys.executable, script, "--without-tls", f"--port={port}", f"--upstream={address}"]
    url = f"http://127.0.0.1:{port}"
    with running(command, f"{url}/healthz", log=folder / "nginx.log") as process:
        yield Contestant("our nginx site", url, upstream.path, process)


def nginx_program() -> str:
    """Where nginx is.

    Raises:
        RuntimeError: It is not installed.
    """
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if found is None:
        raise RuntimeError("nginx is not installed: apt-get install nginx")
    return found
