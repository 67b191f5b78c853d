"""``moderation sites …`` and ``moderation articles …``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from moderation.database import db
from moderation.database.commands import with_appcontext
from moderation.sites import queries, workflow
from moderation.sites.articles import add_alias, article_for, set_closing
from moderation.sites.identity import address_of
from moderation.sites.models import Policy
from moderation.sites.workflow import SiteRefused
from moderation.web.clock import now

if TYPE_CHECKING:
    from datetime import datetime

    from moderation.sites.models import Article, Site


@click.group("sites")
def sites() -> None:
    """Add sites and set how their comments are treated."""


@sites.command("add")
@click.argument("name")
@click.option("--origin", "origins", multiple=True, required=True, help="https://exemple.fr")
@click.option("--language", default="fr", show_default=True)
@click.option("--title", help="How the site is called in pages and letters.")
@with_appcontext
def add(name: str, origins: tuple[str, ...], language: str, title: str | None) -> None:
    """Add a site named NAME whose pages are served from the given origins."""
    site = workflow.add_site(db.session(), name, origins, now=now(), language=language)
    site.title = title or name
    db.session.commit()
    click.echo(f"Added “{site.name}” for {', '.join(site.addresses)}.")


@sites.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
@with_appcontext
def list_sites(*, as_json: bool) -> None:
    """List the sites."""
    rows = [_described(site) for site in queries.all_sites(db.session())]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        click.echo(f"{row['name']}  {row['policy']}  {' '.join(row['origins'])}")


@sites.command("set")
@click.argument("name")
@click.option("--title")
@click.option("--language")
@click.option("--policy", type=click.Choice([policy.value for policy in Policy]))
@click.option("--email-required/--email-optional", default=None)
@click.option("--website-field/--no-website-field", default=None)
@click.option("--order", type=click.Choice(["oldest", "newest"]))
@click.option("--max-links", type=click.IntRange(0, 1000))
@click.option("--held-words", help="One word a line, * for any letters.")
@click.option("--spam-words", help="One word a line, * for any letters.")
@click.option("--policy-url", help="Address of the privacy policy; empty for none.")
@click.option("--time-zone", help="Such as Europe/Paris.")
@with_appcontext
def set_site(name: str, **values: Any) -> None:  # noqa: ANN401 - click hands over each kind
    """Change settings of the site NAME; what is not named stays as it is."""
    site = _site(name)
    checked = {
        "language": workflow.set_language,
        "policy_url": workflow.set_policy_url,
        "time_zone": workflow.set_time_zone,
    }
    for option, change in checked.items():
        value = values.pop(option)
        if value is not None:
            change(site, value)
    for option, value in values.items():
        if value is not None:
            setattr(site, "comment_order" if option == "order" else option, value)
    workflow.touch(site)
    db.session.commit()
    click.echo(f"Changed “{site.name}”.")


@sites.command("origins")
@click.argument("name")
@click.argument("origins", nargs=-1)
@click.option("--moved", nargs=2, metavar="OLD NEW", help="The site moved; threads follow.")
@with_appcontext
def set_origins(name: str, origins: tuple[str, ...], moved: tuple[str, str] | None) -> None:
    """Print the origins of the site NAME, or replace them, its own first."""
    site = _site(name)
    if moved is not None:
        count = workflow.move_site(db.session(), site, *moved)
        click.echo(f"{count} addresses follow the site to {moved[1]}.")
    if origins:
        workflow.set_origins(site, origins)
    db.session.commit()
    click.echo("\n".join(site.addresses))


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
        for article in queries.articles_of(db.session(), _site(name))
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
    db.session.commit()
    click.echo(f"{found.url} also answers to {address}.")


def _site(name: str) -> Site:
    site = queries.site_named(db.session(), name)
    if site is None:
        raise SiteRefused(f"There is no site named “{name}”.")
    return site


def _article(site_name: str, reference: str) -> Article:
    """Closing a page before its first comment is usual, so an unknown article is made."""
    site = _site(site_name)
    address = address_of(reference, site.addresses)
    return article_for(db.session(), site, address, title="", now=now())


def _described(site: Site) -> dict[str, Any]:
    return {
        "name": site.name,
        "title": site.title,
        "language": site.language,
        "time_zone": site.time_zone,
        "policy": site.policy,
        "origins": list(site.addresses),
    }
