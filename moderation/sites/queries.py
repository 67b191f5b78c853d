"""Looking sites and articles up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from moderation.sites.identity import AddressRefused, address_of
from moderation.sites.models import Article, ArticleAddress, Site

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session


def site_named(session: Session, name: str) -> Site | None:
    """The site of that name, its origins loaded."""
    if "\0" in name:  # PostgreSQL cannot even be asked
        return None
    # One query rather than two: every request of a public door begins here.
    query = select(Site).where(Site.name == name).options(joinedload(Site.origins))
    return session.scalars(query).unique().one_or_none()


def all_sites(session: Session) -> Sequence[Site]:
    """Every site, by name."""
    return session.scalars(
        select(Site).order_by(Site.name).options(selectinload(Site.origins))
    ).all()


def article_with_key(session: Session, site: Site, key: str) -> Article | None:
    """The article of the site that answers to a key, now or formerly."""
    return session.scalars(
        select(Article)
        .join(ArticleAddress, ArticleAddress.article_id == Article.id)
        .where(ArticleAddress.site_id == site.id, ArticleAddress.key == key)
    ).one_or_none()


def find_article(session: Session, site: Site, reference: str) -> Article | None:
    """The article that an address, a path or a key means; None when it is not known.

    An address that cannot be one of this site's is simply not known.
    """
    try:
        address = address_of(reference, site.addresses)
    except AddressRefused:
        return None
    return article_with_key(session, site, address.key)


def articles_of(session: Session, site: Site) -> Sequence[Article]:
    """Every article of a site, newest first."""
    return session.scalars(
        select(Article).where(Article.site_id == site.id).order_by(Article.id.desc())
    ).all()
