"""``moderation serve``: the process that watches over the server's workers; it stays small."""

from __future__ import annotations

import os
import socket
from typing import Final

import click
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.server import Server

from moderation.config import load

APPLICATION: Final = "moderation.app:application"
# Slow clients each hold one; a thread that only waits costs a few kilobytes.
BLOCKING_THREADS: Final = 512
SLOWEST_HEADERS_MS: Final = 30_000


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), help="0 takes a free one; default: PORT.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True)
def command(host: str, port: int | None, workers: int) -> None:
    """Run the service; on first start, print the link that creates the first account."""
    settings = load(port=free_port(host) if port == 0 else port)
    refuse_taken(host, settings.port)
    click.echo(f"Serving {settings.public_url} – dashboard: {settings.dashboard_url}/dashboard/")
    serve(host=host, port=settings.port, workers=workers)


def serve(*, host: str, port: int, workers: int) -> None:
    """Serve until a signal ends the process."""
    os.environ["PORT"] = str(port)  # the workers read the settings for themselves
    Server(
        APPLICATION,
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=BLOCKING_THREADS,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=SLOWEST_HEADERS_MS),
        websockets=False,
        log_enabled=False,
        respawn_failed_workers=True,
    ).serve()


def refuse_taken(host: str, port: int) -> None:
    """Say in a sentence what the server would say in a traceback.

    Raises:
        ClickException: Somebody listens there, or the address is not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"{host}:{port} cannot be used: {error.strerror}."
            ) from error


def free_port(host: str) -> int:
    """A TCP port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])
