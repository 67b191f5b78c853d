"""What a public answer rests on, as numbers that one indexed look-up can compare.

``site.revision`` moves with the settings that the public sees, ``article.revision`` with every
public change of that article and of no other. An answer made under a stamp is right for as long
as the database gives the same stamp.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import and_, bindparam, select

from moderation.sites.models import Article, ArticleAddress, Site

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import BindParameter, Select


class Stamp(NamedTuple):
    """The revisions that an answer was made under.

    Attributes:
        site: Id and revision; None when there is no such site.
        articles: Key, id and revision of each article that is known, by key.
    """

    site: tuple[int, int] | None
    articles: tuple[tuple[str, int, int], ...]


class Basis(NamedTuple):
    """What an answer was made from.

    Attributes:
        site_name: The site's name.
        keys: Keys of the articles asked for, known or not.
        stamp: Read no later than anything else in the answer.
        expires_at: Unix time at which the answer stops being right by itself, or None.
    """

    site_name: str
    keys: tuple[str, ...]
    stamp: Stamp
    expires_at: float | None = None


COLUMNS: Final[tuple[Any, ...]] = (
    Site.id,
    Site.revision,
    ArticleAddress.key,
    Article.id,
    Article.revision,
)


@lru_cache(maxsize=128)
def stamp_query(keys: int) -> Select[Any]:
    """The look-up for one site and so many keys; its parameters are :func:`parameters`."""
    names: list[BindParameter[str]] = [bindparam(f"key_{number}") for number in range(keys)]
    named = and_(ArticleAddress.site_id == Site.id, ArticleAddress.key.in_(names))
    return (
        select(*COLUMNS)
        .outerjoin_from(Site, ArticleAddress, named)
        .outerjoin(Article, Article.id == ArticleAddress.article_id)
        .where(Site.name == bindparam("site"))
    )


def parameters(site_name: str, keys: Iterable[str]) -> Mapping[str, str]:
    """The values of :func:`stamp_query`."""
    return {"site": site_name, **{f"key_{number}": key for number, key in enumerate(keys)}}


def stamp_from(rows: Sequence[Sequence[Any]]) -> Stamp:
    """The stamp that the rows of :func:`stamp_query` say."""
    if not rows:
        return Stamp(None, ())
    articles = tuple(sorted(tuple(row[2:]) for row in rows if row[2] is not None))
    return Stamp(tuple(rows[0][:2]), articles)
