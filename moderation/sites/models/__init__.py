"""A site, its articles, and what its members did to it."""

from moderation.sites.models.article import Article, ArticleAddress
from moderation.sites.models.event import Event
from moderation.sites.models.site import Policy, PublicLog, Site, SiteOrigin

__all__ = ["Article", "ArticleAddress", "Event", "Policy", "PublicLog", "Site", "SiteOrigin"]
