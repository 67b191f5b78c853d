"""``python -m benchmarks``: measure, print tables in Markdown, leave nothing behind."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from benchmarks import footprint, growth, log, read, seed, slow, widget, write
from benchmarks.isso import installed
from benchmarks.report import circumstances

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS: Final = 3
ROUNDS: Final = 3
COMMENTS: Final = 11_000

comments_option = click.option("--comments", default=COMMENTS, show_default=True)
seconds_option = click.option(
    "--seconds", default=SECONDS, show_default=True, help="Length of each measurement."
)
isso_option = click.option("--isso/--no-isso", "with_isso", default=True, help="Beside it.")


@click.group(invoke_without_command=True)
@click.pass_context
def main(context: click.Context) -> None:
    """Measure the service beside its peers; without a command, a short form of everything."""
    if context.invoked_subcommand is not None:
        return
    context.invoke(reading, comments=COMMENTS, seconds=1, rounds=1, with_isso=True)
    context.invoke(writing, comments=COMMENTS, seconds=2, with_isso=True)
    context.invoke(weighing, comments=COMMENTS, seconds=1, with_isso=True)
    context.invoke(waiting, comments=COMMENTS)


@main.command("seed")
@click.argument("database_url")
@comments_option
def seeding(database_url: str, comments: int) -> None:
    """Fill the database of an instance, such as sqlite:////srv/comments/comments.sqlite."""
    click.echo(f"{seed.fill(database_url, comments)} comments")


@main.command("read")
@comments_option
@seconds_option
@click.option("--rounds", default=ROUNDS, show_default=True, help="The median one counts.")
@isso_option
def reading(*, comments: int, seconds: int, rounds: int, with_isso: bool) -> None:
    """GET of threads of each size, 304s, spread, and while comments arrive."""
    _announce(f"read --comments {comments} --seconds {seconds} --rounds {rounds}")
    with _place(with_isso=with_isso) as (folder, programs):
        click.echo(
            read.measure(folder, programs, comments=comments, seconds=seconds, rounds=rounds)
        )


@main.command("write")
@comments_option
@seconds_option
@isso_option
def writing(*, comments: int, seconds: int, with_isso: bool) -> None:
    """POST with everything on and limits that never bite."""
    _announce(f"write --comments {comments} --seconds {seconds}")
    with _place(with_isso=with_isso) as (folder, programs):
        click.echo(write.measure(folder, programs, comments=comments, seconds=seconds))


@main.command("footprint")
@comments_option
@seconds_option
@isso_option
def weighing(*, comments: int, seconds: int, with_isso: bool) -> None:
    """Time to start, memory, and the bytes that a reader loads."""
    _announce(f"footprint --comments {comments} --seconds {seconds}")
    with _place(with_isso=with_isso) as (folder, programs):
        click.echo(footprint.measure(folder, programs, comments=comments, seconds=seconds))


@main.command("widget")
@click.option("--rounds", default=ROUNDS, show_default=True, help="The median one counts.")
@isso_option
def embedding(*, rounds: int, with_isso: bool) -> None:
    """What the widget costs its reader, in a real browser."""
    _announce(f"widget --rounds {rounds}")
    with _place(with_isso=with_isso) as (folder, programs):
        click.echo(widget.measure(folder, programs, rounds=rounds))


@main.command("slow")
@comments_option
def waiting(*, comments: int) -> None:
    """One reader beside three hundred slow writers."""
    _announce(f"slow --comments {comments}")
    with _place(with_isso=False) as (folder, _):
        click.echo(slow.measure(folder, comments=comments))


@main.command("growth")
@click.option("--size", "sizes", type=int, multiple=True, default=(COMMENTS, 10 * COMMENTS))
@click.option("--postgres", help="Such as postgresql://postgres@127.0.0.1:5432/postgres")
@seconds_option
def growing(*, sizes: tuple[int, ...], postgres: str | None, seconds: int) -> None:
    """The service alone: small and large databases, first reads, the queue, PostgreSQL."""
    asked = " ".join(f"--size {size}" for size in sizes)
    _announce(f"growth {asked} --seconds {seconds}" + f" --postgres {postgres}" * bool(postgres))
    with _place(with_isso=False) as (folder, _):
        click.echo(growth.measure(folder, sizes, postgres=postgres, seconds=seconds))


@main.command("log")
@click.option("--entries", default=1_000_000, show_default=True)
@click.option("--postgres", help="Such as postgresql://postgres@127.0.0.1:5432/postgres")
def logging(*, entries: int, postgres: str | None) -> None:
    """A log of so many decisions: sealing, verifying, its pages."""
    _announce(f"log --entries {entries}" + f" --postgres {postgres}" * bool(postgres))
    with _place(with_isso=False) as (folder, _):
        click.echo(log.measure(folder, entries, postgres=postgres))


def _announce(command: str) -> None:
    click.echo(f"\n{circumstances(f'python -m benchmarks {command}')}\n")


@contextmanager
def _place(*, with_isso: bool) -> Iterator[tuple[Path, Path | None]]:
    """A folder that goes away, and the programs of Isso in it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o711)  # nginx started by root reads it as nobody
        yield folder, installed(folder / "peers") if with_isso else None


if __name__ == "__main__":
    main()
