"""``moderation sites …``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from moderation.database import db
from moderation.database.commands import with_appcontext
from moderation.sites import events, queries, workflow
from moderation.sites.changes import change
from moderation.sites.events import BY_COMMAND, Deed, Fact
from moderation.sites.settings import SETTINGS
from moderation.sites.workflow import SiteRefused
from moderation.web.clock import now

if TYPE_CHECKING:
    from moderation.sites.models import Site


def _kind(name: str) -> click.Choice[str] | click.IntRange:
    """What a setting takes, in the words of a command line."""
    setting = SETTINGS[name]
    if setting.choices:
        return click.Choice([str(choice) for choice in setting.choices])
    return click.IntRange(setting.least, setting.most)


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
    _note(site, Deed.SITE_ADDED)
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
@click.option("--policy", type=_kind("policy"))
@click.option("--email-required/--email-optional", default=None)
@click.option("--website-field/--no-website-field", default=None)
@click.option("--order", type=_kind("comment_order"))
@click.option("--edit-minutes", type=_kind("edit_minutes"), help="0: authors edit nothing.")
@click.option("--max-links", type=_kind("max_links"))
@click.option("--held-words", help="One word a line, * for any letters.")
@click.option("--spam-words", help="One word a line, * for any letters.")
@click.option("--refused-words", help="One word a line, * for any letters.")
@click.option("--refused-days", type=_kind("refused_days"), help="Then they are deleted.")
@click.option("--spam-days", type=_kind("spam_days"), help="Likewise.")
@click.option("--withdrawn-days", type=_kind("withdrawn_days"), help="Likewise.")
@click.option("--policy-url", help="Address of the privacy policy; empty for none.")
@click.option("--time-zone", help="Such as Europe/Paris.")
@click.option(
    "--public-log",
    type=_kind("public_log"),
    help="Whether everybody may read the log, with moderators named, by role, or hidden.",
)
@with_appcontext
def set_site(name: str, **values: Any) -> None:  # noqa: ANN401 - click hands over each kind
    """Change settings of the site NAME; what is not named stays as it is."""
    site = site_called(name)
    wanted = {option: value for option, value in values.items() if value is not None}
    if "order" in wanted:
        wanted["comment_order"] = wanted.pop("order")
    change(db.session(), site, wanted, by=BY_COMMAND, now=now())
    db.session.commit()
    click.echo(f"Changed “{site.name}”.")


@sites.command("origins")
@click.argument("name")
@click.argument("origins", nargs=-1)
@click.option("--moved", nargs=2, metavar="OLD NEW", help="The site moved; threads follow.")
@with_appcontext
def set_origins(name: str, origins: tuple[str, ...], moved: tuple[str, str] | None) -> None:
    """Print the origins of the site NAME, or replace them, its own first."""
    site = site_called(name)
    if moved is not None:
        count = workflow.move_site(db.session(), site, *moved)
        _note(site, Deed.SITE_MOVED, addresses=count)
        click.echo(f"{count} addresses follow the site to {moved[1]}.")
    if origins:
        workflow.set_origins(site, origins)
        _note(site, Deed.SITE_ORIGINS, origins=len(site.addresses))
    db.session.commit()
    click.echo("\n".join(site.addresses))


def site_called(name: str) -> Site:
    """The site of that name, or an error in words."""
    site = queries.site_named(db.session(), name)
    if site is None:
        raise SiteRefused(f"There is no site named “{name}”.")
    return site


def _note(site: Site, deed: Deed, **facts: Fact) -> None:
    events.record(db.session(), deed, site_id=site.id, by=BY_COMMAND, now=now(), facts=facts)


def _described(site: Site) -> dict[str, Any]:
    return {
        "name": site.name,
        "title": site.title,
        "language": site.language,
        "time_zone": site.time_zone,
        "policy": site.policy,
        "origins": list(site.addresses),
    }
