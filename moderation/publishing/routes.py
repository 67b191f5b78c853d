"""The doors approved comments go out by: the same bytes for every reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from flask import Blueprint, Response, json, request
from sqlalchemy import select

from moderation.comments.public import count_for
from moderation.database import db
from moderation.publishing.asked import read_counts, read_list
from moderation.publishing.known import rests_on
from moderation.publishing.listing import listing
from moderation.publishing.revisions import Basis, Stamp
from moderation.sites.door import current_site
from moderation.sites.identity import Address, AddressRefused, address_of
from moderation.sites.models import Article, ArticleAddress
from moderation.sites.queries import article_with_key
from moderation.web import clock

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy.orm import Session

    from moderation.sites.models import Site

MAX_AGE_S: Final = 10
HEADERS: Final = {
    "Cache-Control": f"public, max-age={MAX_AGE_S}",
    "Vary": "Accept-Encoding",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Access-Control-Allow-Origin": "*",
}
MEDIA_TYPE: Final = "application/json; charset=utf-8"

blueprint: Final = Blueprint("publishing", __name__, url_prefix="/api/v1/sites/<site_name>")


@blueprint.get("/comments")
def comments(site_name: str) -> Response:
    """A page of an article's approved comments."""
    asked = read_list(request.environ.get("QUERY_STRING", ""))
    site, session, now = current_site(), db.session(), clock.now()
    address = _address(site, asked.article)
    article = article_with_key(session, site, address.key) if address else None
    answer = _answer(listing(session, site, article or address, asked, now=now))
    closing = article and article.closes_at
    known = {address.key: (article.id, article.revision)} if address and article else {}
    rests_on(
        Basis(
            site_name,
            (address.key,) if address else (),
            _stamp(site, known),
            expires_at=closing.timestamp() if closing and closing > now else None,
        )
    )
    return answer


@blueprint.get("/counts")
def counts(site_name: str) -> Response:
    """How many approved comments each of the articles asked for has."""
    asked = read_counts(request.environ.get("QUERY_STRING", ""))
    site, session = current_site(), db.session()
    addresses = {reference: _address(site, reference) for reference in asked.articles}
    keys = {address.key for address in addresses.values() if address}
    known = _known_articles(session, site, keys)
    numbers = count_for(session, [article_id for article_id, _ in known.values()])
    found = {key: numbers.get(article_id, 0) for key, (article_id, _) in known.items()}
    answer = _answer(
        {
            "counts": {
                reference: found.get(address.key, 0) if address else 0
                for reference, address in addresses.items()
            }
        }
    )
    rests_on(Basis(site_name, tuple(keys), _stamp(site, known)))
    return answer


def _address(site: Site, reference: str) -> Address | None:
    """What a page calls itself; None for what cannot be an article of this site."""
    try:
        return address_of(reference, site.addresses)
    except AddressRefused:
        return None


def _known_articles(
    session: Session, site: Site, keys: Iterable[str]
) -> Mapping[str, tuple[int, int]]:
    """Id and revision of the articles that answer to these keys."""
    query = (
        select(ArticleAddress.key, Article.id, Article.revision)
        .join(Article, Article.id == ArticleAddress.article_id)
        .where(ArticleAddress.site_id == site.id, ArticleAddress.key.in_(list(keys)))
    )
    return {key: (article_id, revision) for key, article_id, revision in session.execute(query)}


def _stamp(site: Site, known: Mapping[str, tuple[int, int]]) -> Stamp:
    articles = tuple(sorted((key, *article) for key, article in known.items()))
    return Stamp((site.id, site.revision), articles)


def _answer(document: Mapping[str, Any]) -> Response:
    body = json.dumps(document, separators=(",", ":"), sort_keys=False)
    return Response(body, content_type=MEDIA_TYPE, headers=HEADERS)
