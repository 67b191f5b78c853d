"""The public list of an article’s comments: every key is named here, and nothing else leaves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from flask_babel import lazy_gettext as _

from moderation.comments.presenters import instant, public
from moderation.comments.public import (
    Page,
    approved_for,
    page_start,
    replies_of,
    shown_comment,
)
from moderation.comments.recent import published_since, tally
from moderation.comments.texts import MAX_BODY
from moderation.sites.identity import Address
from moderation.sites.models import Article
from moderation.web.instance import instance
from moderation.web.problems import Problem

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from moderation.comments.models import Comment
    from moderation.publishing.asked import ListAsked
    from moderation.sites.models import Site

# Public ids and imported numbers; nothing else is looked for.
REFERENCE: Final = re.compile(r"[0-9a-z]{1,32}")
NOTHING: Final = Page((), None)


def listing(
    session: Session,
    site: Site,
    found: Article | Address | None,
    asked: ListAsked,
    *,
    now: datetime,
) -> dict[str, Any]:
    """The whole answer; an article that is not known is one without comments.

    Args:
        session: Only read.
        site: Whose settings are told.
        found: The article; where it is not known, its address; None for what is not the site's.
        asked: Which page.
        now: The time of asking.

    Raises:
        Problem: 404; the comment asked for as ``parent`` is not public on this article.
    """
    article = found if isinstance(found, Article) else None
    page = _page(session, site, article, asked)
    return {
        "article": (
            _known(session, found, now)
            if isinstance(found, Article)
            else _unknown(found or Address(asked.article, ""))
        ),
        "form": _form(site),
        "comments": [public(thread) for thread in page.threads],
        "next": str(page.next) if page.next else None,
    }


def _page(session: Session, site: Site, article: Article | None, asked: ListAsked) -> Page:
    if asked.parent is not None:
        parent = article and _shown(session, article, asked.parent)
        if not parent:
            raise Problem(404, "unknown-comment", _("There is no such comment on this article."))
        return replies_of(session, parent.root_id or parent.id, after=asked.after)
    if article is None:
        return NOTHING
    if asked.since_instant is not None:
        return published_since(session, article.id, asked.since_instant, after=asked.after)
    newest_first = (asked.order or site.comment_order) == "newest"
    after, including = asked.after, None
    if asked.around is not None:
        including = _shown(session, article, asked.around)
    if including is not None:  # a link to a comment that is gone opens the thread's beginning
        after = page_start(session, _root_of(session, including), newest_first=newest_first)
    return approved_for(
        session, article.id, newest_first=newest_first, after=after, including=including
    )


def _shown(session: Session, article: Article, reference: str) -> Comment | None:
    if not REFERENCE.fullmatch(reference):
        return None
    return shown_comment(session, article.id, reference)


def _root_of(session: Session, comment: Comment) -> Comment:
    if comment.root_id is None:
        return comment
    return session.get_one(type(comment), comment.root_id)


def _known(session: Session, article: Article, now: datetime) -> dict[str, Any]:
    is_open = article.is_open(now)
    closing = instant(article.closes_at) if article.closes_at else None
    published = tally(session, article.id)
    return {
        "key": article.key,
        "url": article.url,
        "title": article.title,
        "open": is_open,
        "closes_at": closing if is_open else None,
        "closed_at": None if is_open else closing,
        "count": published.count,
        "latest_at": instant(published.latest_at) if published.latest_at else None,
    }


def _unknown(address: Address) -> dict[str, Any]:
    return {
        "key": address.key,
        "url": address.url,
        "title": "",
        "open": True,
        "closes_at": None,
        "closed_at": None,
        "count": 0,
        "latest_at": None,
    }


def _form(site: Site) -> dict[str, Any]:
    return {
        "max_body": MAX_BODY,
        "website": site.website_field,
        "email_required": site.email_required,
        "notify": instance().settings.smtp_url is not None,
        "order": site.comment_order,
        "language": site.language,
        "edit_minutes": site.edit_minutes,
        "policy_url": site.policy_url,
    }
