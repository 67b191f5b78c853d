"""``moderation serve | worker | doctor | demo``."""

from __future__ import annotations

import os

import click
from flask import current_app
from flask.cli import ScriptInfo, with_appcontext

from moderation.operations import demo as demonstration
from moderation.operations import worker as chores
from moderation.operations.doctor import examine
from moderation.operations.serve import free_port, prepare
from moderation.operations.serve import serve as hand_over
from moderation.web.instance import instance


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), help="0 takes a free one; default: PORT.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True)
@click.pass_obj
def serve(script: ScriptInfo, host: str, port: int | None, workers: int) -> None:
    """Run the service; on first start, print the link that creates the first account."""
    if port is not None:
        os.environ["PORT"] = str(port or free_port(host))
    app = script.load_app()
    with app.app_context():
        settings = instance().settings
    prepare(app, settings)
    hand_over(host=host, port=settings.port, workers=workers)


@click.command()
@with_appcontext
def worker() -> None:
    """Run the chores in a process of their own, where several nodes serve."""
    chores.run(current_app._get_current_object())  # type: ignore[attr-defined]  # noqa: SLF001


@click.command()
@with_appcontext
def doctor() -> None:
    """Say what is wrong with the instance; exit code 1 when something is."""
    problems = list(examine())
    for problem in problems:
        click.echo(problem)
    if problems:
        raise SystemExit(1)
    click.echo("All is well.")


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The service's port.")
@click.pass_obj
def demo(script: ScriptInfo, port: int) -> None:
    """Show everything at once: a throw-away service, two articles on another origin, comments."""
    demonstration.run(script, port)
