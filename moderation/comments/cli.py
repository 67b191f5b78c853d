"""``moderation comments …``: what the dashboard does, for people in a terminal."""

from __future__ import annotations

import json
from typing import Any, Final

import click
from sqlalchemy import select

from moderation.comments import queries, queues, workflow
from moderation.comments.errors import UnknownComment
from moderation.comments.models import ActorKind, Comment, Status, Verb
from moderation.comments.presenters import instant
from moderation.comments.queues import QueueFilter
from moderation.comments.submission import Actor
from moderation.database import db
from moderation.database.commands import with_appcontext
from moderation.sites.queries import all_sites, site_named
from moderation.sites.workflow import SiteRefused
from moderation.web.clock import now

LINE: Final = 100
COMMAND: Final = Actor(ActorKind.COMMAND, "command")


@click.group("comments")
def commands() -> None:
    """Look at comments and decide about them."""


@commands.command("list")
@click.option("--site", "name", help="Only this site.")
@click.option("--status", type=click.Choice([s.value for s in Status]), default="pending")
@click.option("--limit", type=click.IntRange(1, 10_000), default=100, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
@with_appcontext
def list_comments(name: str | None, status: str, limit: int, *, as_json: bool) -> None:
    """List the comments of one status, oldest first."""
    found = queues.queue(db.session(), _site_ids(name), QueueFilter(Status(status)), limit=limit)[
        :limit
    ]
    rows = [_described(comment) for comment in found]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        click.echo(f"{row['id']}  {row['created_at']}  {row['name']}: {_first_line(row['text'])}")


@commands.command("show")
@click.argument("comment_id", metavar="ID")
@with_appcontext
def show(comment_id: str) -> None:
    """Print a comment and the decisions about it; its e-mail stays sealed."""
    comment = _comment(comment_id)
    described = _described(comment) | {
        "decisions": [
            {"verb": row.verb, "after": row.after, "at": instant(row.created_at)}
            for row in queries.decisions_about(db.session(), comment.id)
        ],
    }
    click.echo(json.dumps(described, ensure_ascii=False, indent=2))


def _verb_command(name: str, verb: Verb, words: str) -> None:
    @commands.command(name, help=words)
    @click.argument("ids", nargs=-1, required=True, metavar="ID...")
    @with_appcontext
    def run(ids: tuple[str, ...]) -> None:
        batch = workflow.new_batch() if len(ids) > 1 else None
        for comment_id in ids:
            comment = _comment(comment_id)
            workflow.decide(
                db.session(),
                comment.site_id,
                comment_id,
                verb,
                seen_version=comment.version,
                actor=COMMAND,
                now=now(),
                batch=batch,
            )
            db.session.commit()
            click.echo(f"{comment_id}  {comment.status}")


_verb_command("approve", Verb.APPROVE, "Publish comments.")
_verb_command("spam", Verb.SPAM, "Mark comments as spam.")
_verb_command("refuse", Verb.REFUSE, "Refuse comments.")


@commands.command("undo")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@with_appcontext
def undo(ids: tuple[str, ...]) -> None:
    """Take the latest decision about each comment back."""
    for comment_id in ids:
        comment = _comment(comment_id)
        latest = queries.latest_decision(db.session(), comment.id)
        if latest is None:
            raise UnknownComment(comment_id)
        workflow.undo(db.session(), latest, actor=COMMAND, now=now())
        db.session.commit()
        click.echo(f"{comment_id}  {comment.status}")


def _first_line(text: str) -> str:
    line = text.partition("\n")[0]
    return f"{line[:99]}…" if len(line) > LINE else line


def _comment(public_id: str) -> Comment:
    found = db.session.scalars(select(Comment).where(Comment.public_id == public_id)).one_or_none()
    if found is None:
        raise UnknownComment(public_id)
    return found


def _site_ids(name: str | None) -> list[int]:
    if name is None:
        return [site.id for site in all_sites(db.session())]
    site = site_named(db.session(), name)
    if site is None:
        raise SiteRefused(f"There is no site named “{name}”.")
    return [site.id]


def _described(comment: Comment) -> dict[str, Any]:
    return {
        "id": comment.public_id,
        "site": comment.site.name,
        "article": comment.article.url,
        "status": comment.status,
        "name": comment.author_name,
        "text": comment.body,
        "findings": [row.code for row in comment.findings],
        "created_at": instant(comment.created_at),
    }
