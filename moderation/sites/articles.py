"""The only writers of articles and their addresses; none of them commits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from moderation.sites.identity import address_of
from moderation.sites.models import Article, ArticleAddress
from moderation.sites.queries import article_with_key

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from moderation.sites.identity import Address
    from moderation.sites.models import Site

TITLE_LENGTH: Final = 300


# Titles reach pages and logs as one line.
UNPRINTABLE: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")


class AddressTaken(ValueError):
    """Another article of the site already answers to the address."""


def article_for(
    session: Session, site: Site, address: Address, *, title: str, now: datetime
) -> Article:
    """The article at an address, made when it is new; the first title given stays."""
    article = article_with_key(session, site, address.key)
    if article is None:
        article = _new_article(session, site, address, now)
    line = one_line(title)
    if line and not article.title:
        article.title = line
        touch_article(article)
    return article


def add_alias(session: Session, article: Article, reference: str) -> None:
    """Let an article answer to one more address.

    Raises:
        AddressRefused: The address is not one of this site's.
        AddressTaken: Another article has it.
    """
    address = address_of(reference, article.site.addresses)
    owner = article_with_key(session, article.site, address.key)
    if owner is None:
        _add_address(session, article, address.key)
    elif owner.id != article.id:
        raise AddressTaken("Another article already answers to that address.")


def set_closing(article: Article, closes_at: datetime | None) -> None:
    """Close an article at a time, or open it with None."""
    article.closes_at = closes_at
    touch_article(article)


def touch_article(article: Article) -> None:
    """Make every kept answer of the article out of date."""
    article.revision = Article.revision + 1


def bump_revision(session: Session, article_id: int) -> None:
    """Make kept answers of an article out of date; holds its row until the transaction ends."""
    session.execute(
        update(Article).where(Article.id == article_id).values(revision=Article.revision + 1)
    )


def one_line(title: str) -> str:
    """A stranger's title as one printable line of at most 300 characters."""
    return UNPRINTABLE.sub(" ", title).strip()[:TITLE_LENGTH]


def _new_article(session: Session, site: Site, address: Address, now: datetime) -> Article:
    """Insert, or meet the article that another request inserted at the same moment."""
    article = Article(site_id=site.id, key=address.key, url=address.url, created_at=now)
    try:
        with session.begin_nested():
            session.add(article)
            session.flush()
            _add_address(session, article, address.key)
            session.flush()
    except IntegrityError:
        other = article_with_key(session, site, address.key)
        if other is None:
            raise
        return other
    return article


def _add_address(session: Session, article: Article, key: str) -> None:
    session.add(ArticleAddress(site_id=article.site_id, article_id=article.id, key=key))
