"""``moderation …``: every command of every room, acting on the instance of the environment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from flask.cli import ScriptInfo
from sqlalchemy.exc import DBAPIError

from moderation.app import create_app
from moderation.comments import cli as comments
from moderation.comments.errors import AlreadyDecided, NotErasable, UnknownComment
from moderation.config import ConfigError, load
from moderation.database import cli as database
from moderation.database.backup import BackupRefused
from moderation.database.schema import NewerSchema
from moderation.members import cli as members
from moderation.members.errors import MemberRefused
from moderation.operations import cli as operations
from moderation.operations.serve import SchemaBehind
from moderation.sealing import KeyFileError
from moderation.sites import cli as sites
from moderation.sites.identity import AddressRefused
from moderation.sites.workflow import AddressTaken, SiteRefused

if TYPE_CHECKING:
    from flask import Flask

SENTENCES = (
    AddressRefused,
    AddressTaken,
    BackupRefused,
    ConfigError,
    KeyFileError,
    MemberRefused,
    NewerSchema,
    SchemaBehind,
    SiteRefused,
)


class Commands(click.Group):
    """Errors are one sentence and exit code 1; usage errors are click's own, with 2."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except SENTENCES as error:
            raise click.ClickException(str(error)) from error
        except UnknownComment as error:
            raise click.ClickException(f"There is no comment {error}.") from error
        except NotErasable as error:
            raise click.ClickException("Only refused comments and spam are deleted.") from error
        except AlreadyDecided as error:
            raise click.ClickException(
                f"{error} is already {error.comment.status}; nothing was changed."
            ) from error
        except DBAPIError as error:
            raise click.ClickException(f"The database cannot answer: {error.orig}.") from error
        except OSError as error:
            raise click.ClickException(f"{error.filename or 'I/O'}: {error.strerror}.") from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="comment-moderation", message="%(version)s")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Run a comment service and moderate its comments."""
    ctx.obj = ScriptInfo(create_app=_application, set_debug_flag=False)


def _application() -> Flask:
    return create_app(load())


for command in (
    operations.serve,
    operations.demo,
    operations.worker,
    operations.doctor,
    database.commands,
    sites.sites,
    sites.articles,
    members.commands,
    comments.commands,
):
    main.add_command(command)

if __name__ == "__main__":
    main()
