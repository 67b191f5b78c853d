"""The only writers of sites; none of them commits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from moderation.sites.articles import touch_article
from moderation.sites.errors import SiteRefused
from moderation.sites.identity import AddressRefused, key_host, origin_of
from moderation.sites.models import Article, ArticleAddress, Site, SiteOrigin
from moderation.sites.queries import article_with_key, site_named
from moderation.sites.settings import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.orm import Session

__all__ = [
    "SITE_NAME",
    "SiteRefused",
    "add_site",
    "move_site",
    "set_language",
    "set_origins",
    "touch",
]

SITE_NAME: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
ORIGIN_SLASHES: Final = 2


def add_site(
    session: Session, name: str, origins: Iterable[str], *, now: datetime, language: str = "fr"
) -> Site:
    """Create a site.

    Args:
        session: Where it is added.
        name: Lower-case letters, digits and hyphens, at most 40.
        origins: The exact origins of its pages, its own first.
        now: The time of creation.
        language: A language code (BCP 47).

    Raises:
        SiteRefused: The name is malformed or taken, or an origin is malformed.
    """
    if not SITE_NAME.fullmatch(name):
        raise SiteRefused(f"“{name}” is not a site name: use a-z, 0-9 and hyphens, at most 40.")
    if site_named(session, name) is not None:
        raise SiteRefused(f"There is already a site named “{name}”.")
    site = Site(name=name, title=name, created_at=now, origins=[])
    set_language(site, language)
    set_origins(site, origins)
    session.add(site)
    session.flush()
    return site


def set_origins(site: Site, origins: Iterable[str]) -> None:
    """Replace the origins that may write.

    Raises:
        SiteRefused: None is left, or one is malformed.
    """
    wanted = list(dict.fromkeys(map(_exact_origin, origins)))
    if not wanted:
        raise SiteRefused("A site needs at least one origin.")
    kept = {row.origin: row for row in site.origins}
    site.origins = [kept.get(origin) or SiteOrigin(origin=origin) for origin in wanted]
    for position, row in enumerate(site.origins):
        row.position = position
    touch(site)


def set_language(site: Site, code: str) -> None:
    """Choose the language of the site's pages.

    Raises:
        SiteRefused: The text is no language code (BCP 47).
    """
    site.language = str(SETTINGS["language"].checked(code))


def touch(site: Site) -> None:
    """Make every kept answer of the site out of date."""
    site.revision = (site.revision or 0) + 1


def move_site(session: Session, site: Site, old: str, new: str) -> int:
    """Follow a site to another origin: every thread answers to both from now on.

    Returns:
        How many addresses were added.

    Raises:
        SiteRefused: One of the two is no origin, or the old one is not the site's.
    """
    old, new = _exact_origin(old), _exact_origin(new)
    if old not in site.addresses:
        raise SiteRefused(f"{old} is not an origin of “{site.name}”.")
    set_origins(site, [new, *site.addresses])
    old_host, new_host = f"//{key_host(old)}/", f"//{key_host(new)}/"
    added = 0
    for row in session.scalars(
        select(ArticleAddress).where(
            ArticleAddress.site_id == site.id,
            ArticleAddress.key.startswith(old_host, autoescape=True),
        )
    ).all():
        key = new_host + row.key.removeprefix(old_host)
        if key != row.key and article_with_key(session, site, key) is None:
            session.add(ArticleAddress(site_id=site.id, article_id=row.article_id, key=key))
            added += 1
    for article in session.scalars(select(Article).where(Article.site_id == site.id)).all():
        if article.url.startswith(f"{old}/"):
            article.url = new + article.url.removeprefix(old)
            touch_article(article)
    return added


def _exact_origin(text: str) -> str:
    try:
        origin = origin_of(text)
    except AddressRefused as error:
        raise SiteRefused(
            f"“{text}” is not an origin: write it like https://exemple.fr."
        ) from error
    if text.count("/") - text.endswith("/") != ORIGIN_SLASHES or "?" in text or "#" in text:
        raise SiteRefused(f"“{text}” is more than a scheme, a host and a port.")
    return origin
