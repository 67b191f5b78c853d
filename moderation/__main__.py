"""``moderation …``: every command of every room, acting on the instance of the environment.

A room is imported when one of its commands is called, so that the process which only watches over
the server's workers stays small.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

import click

from moderation.config import load

if TYPE_CHECKING:
    from flask import Flask

COMMANDS: Final = {
    "serve": "moderation.operations.serve:command",
    "demo": "moderation.operations.cli:demo",
    "worker": "moderation.operations.cli:worker",
    "doctor": "moderation.operations.cli:doctor",
    "db": "moderation.database.cli:commands",
    "sites": "moderation.sites.cli:sites",
    "articles": "moderation.sites.articles_cli:articles",
    "members": "moderation.members.cli:commands",
    "comments": "moderation.comments.cli:commands",
}


class Rooms(click.Group):
    """The commands of the rooms; errors are one sentence and exit code 1, usage errors 2."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        """Import a command."""
        if name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[name].partition(":")
        return cast("click.Command", getattr(import_module(module), attribute))

    def invoke(self, ctx: click.Context) -> object:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except (click.exceptions.Exit, click.ClickException, click.Abort):
            raise
        except Exception as error:
            sentence = import_module("moderation.sentences").sentence_for(error)
            if sentence is None:
                raise
            raise click.ClickException(sentence) from error


@click.command(cls=Rooms, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="comment-moderation", message="%(version)s")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Run a comment service and moderate its comments."""
    ctx.obj = make_application


def make_application() -> Flask:
    """Build the application from the environment."""
    return cast("Flask", import_module("moderation.app").create_app(load()))


if __name__ == "__main__":
    main()
