"""``moderation articles …``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from moderation.database import db
from moderation.database.commands import with_appcontext
from moderation.sites import events, queries
from moderation.sites.articles import add_alias, article_for, set_closing
from moderation.sites.cli import site_called
from moderation.sites.events import BY_COMMAND, Deed
from moderation.sites.identity import address_of
from moderation.web.clock import now

if TYPE_CHECKING:
    from datetime import datetime

    from moderation.sites.models import Article


@click.group("articles")
def articles() -> None:
    """List articles, open and close them, give them further addresses."""


@articles.command("list")
@click.option("--site", "name", required=True)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
@with_appcontext
def list_articles(name: str, *, as_json: bool) -> None:
    """List the articles of a site, newest first."""
    rows = [
        {
            "key": article.key,
            "url": article.url,
            "title": article.title,
            "open": article.is_open(now()),
        }
        for article in queries.articles_of(db.session(), site_called(name))
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        click.echo(f"{'open  ' if row['open'] else 'closed'}  {row['url']}  {row['title']}")


@articles.command("open")
@click.argument("article")
@click.option("--site", "name", required=True)
@with_appcontext
def open_article(article: str, name: str) -> None:
    """Take comments on ARTICLE (an address or a key)."""
    found = _article(name, article)
    set_closing(found, None)
    _note(found, Deed.ARTICLE_OPENED)
    db.session.commit()
    click.echo(f"Open: {found.url}")


@articles.command("close")
@click.argument("article")
@click.option("--site", "name", required=True)
@click.option("--at", "moment", type=click.DateTime(), help="In the site's zone; now by default.")
@with_appcontext
def close_article(article: str, name: str, moment: datetime | None) -> None:
    """Take no more comments on ARTICLE (an address or a key)."""
    found = _article(name, article)
    closes_at = moment.replace(tzinfo=ZoneInfo(found.site.time_zone)) if moment else now()
    set_closing(found, closes_at)
    _note(found, Deed.ARTICLE_CLOSED)
    db.session.commit()
    click.echo(f"Closed: {found.url}")


@articles.command("alias")
@click.argument("article")
@click.argument("address")
@click.option("--site", "name", required=True)
@with_appcontext
def alias(article: str, address: str, name: str) -> None:
    """Let ARTICLE answer to ADDRESS too."""
    found = _article(name, article)
    add_alias(db.session(), found, address)
    _note(found, Deed.ARTICLE_ALIASED)
    db.session.commit()
    click.echo(f"{found.url} also answers to {address}.")


def _article(site_name: str, reference: str) -> Article:
    """Closing a page before its first comment is usual, so an unknown article is made."""
    site = site_called(site_name)
    address = address_of(reference, site.addresses)
    return article_for(db.session(), site, address, title="", now=now())


def _note(article: Article, deed: Deed) -> None:
    events.record(
        db.session(),
        deed,
        site_id=article.site_id,
        by=BY_COMMAND,
        now=now(),
        facts={"article": article.id},
    )
