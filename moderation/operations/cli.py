"""``moderation worker | doctor | demo``."""

from __future__ import annotations

import click

from moderation.database.commands import load_application, with_appcontext
from moderation.operations import demo as demonstration
from moderation.operations import worker as chores
from moderation.operations.doctor import examine


@click.command()
def worker() -> None:
    """Run the chores in a process of their own, where several nodes serve."""
    chores.run(load_application())


@click.command()
@with_appcontext
def doctor() -> None:
    """Say what is wrong with the instance; exit code 1 when something is."""
    findings = list(examine())
    for finding in findings:
        click.echo(finding.sentence)
    if not all(finding.well for finding in findings):
        raise SystemExit(1)
    click.echo("All is well.")


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The service's port.")
def demo(port: int) -> None:
    """Show everything at once: a throw-away service, two articles on another origin, comments."""
    demonstration.run(load_application, port)
