"""Which page is asked for: a site, an article, and where in its thread."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Self

from flask import request, url_for
from flask_babel import gettext as _

from moderation.database import db
from moderation.sites.door import current_site
from moderation.sites.identity import Address, AddressRefused, address_of
from moderation.sites.queries import article_with_key
from moderation.web.locale import speak
from moderation.web.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moderation.sites.models import Article, Site


@dataclass(frozen=True, slots=True)
class Wishes:
    """What an address asks for that every link of its page keeps; None where it does not.

    Attributes:
        lang: The language.
        order: ``oldest`` or ``newest`` first, as the reader chose.
        position: ``above`` puts the form above the comments, as the site's own link says.
    """

    lang: str | None
    order: str | None
    position: str | None

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Self:
        """Those of a query; nonsense asks for nothing."""
        order, position = query.get("order"), query.get("position")
        return cls(
            lang=query.get("lang"),
            order=order if order in {"oldest", "newest"} else None,
            position=position if position == "above" else None,
        )


@dataclass(frozen=True, slots=True)
class Place:
    """An article of a site, as the page's address names it.

    Attributes:
        site: The site.
        reference: The article as the address says it.
        address: What that means.
        article: None while nobody has written anything about it.
        wishes: What else the address asks for.
    """

    site: Site
    reference: str
    address: Address
    article: Article | None
    wishes: Wishes

    @classmethod
    def asked_for(cls) -> Self:
        """The place this request's address means; answers speak its language from now on.

        Raises:
            Problem: 400 without an article, 404 for one that cannot be the site's.
        """
        site, wishes = current_site(), Wishes.of(request.args)
        speak(wishes.lang or site.language)
        reference = request.args.get("article", "")
        if not reference:
            raise Problem(400, "malformed", _("The address of this page names no article."))
        try:
            address = address_of(reference, site.addresses)
        except AddressRefused as error:
            words = _("This is not the address of a page of this site")
            raise Problem(404, "not-found", words) from error
        article = article_with_key(db.session(), site, address.key)
        return cls(site, reference, address, article, wishes)

    @property
    def title(self) -> str:
        """What to call the article: its title, or its address while that is all we know."""
        return (self.article.title if self.article else "") or self.address.url

    @property
    def url(self) -> str:
        """Where the article stands."""
        return self.article.url if self.article else self.address.url

    @property
    def newest_first(self) -> bool:
        """The order that the reader has chosen, else that of the site."""
        return (self.wishes.order or self.site.comment_order) == "newest"

    def link(self, anchor: str | None = None, **query: str | None) -> str:
        """The address of a page of this thread; what is None is left out."""
        values: dict[str, Any] = {"article": self.reference, **asdict(self.wishes), **query}
        return url_for("thread.show", site_name=self.site.name, _anchor=anchor, **values)
