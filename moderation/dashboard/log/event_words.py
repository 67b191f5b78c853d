"""What was done to a site, its articles and its people, in words that begin after who did it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select

from moderation.database import db
from moderation.members import Role
from moderation.members.models import Member
from moderation.members.words import ROLE_NAMES
from moderation.sites.events import Deed
from moderation.sites.models import Article

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from flask_babel import LazyString

    from moderation.sites.models import Event, Site

_SENTENCES: Final[Mapping[str, LazyString]] = {
    Deed.SITE_ADDED: _("added the site"),
    Deed.SITE_SET: _("changed settings: {settings}"),
    Deed.SITE_MOVED: _("moved the site to another address"),
    Deed.ARTICLE_OPENED: _("opened the comments of {article}"),
    Deed.ARTICLE_CLOSED: _("closed the comments of {article}"),
    Deed.ARTICLE_ALIASED: _("gave {article} one more address"),
    Deed.AUTHOR_TRUSTED: _("trusted the author of comment {comment}"),
    Deed.AUTHOR_HELD: _("had all from the author of comment {comment} reviewed"),
    Deed.AUTHOR_BLOCKED: _("blocked the author of comment {comment}"),
    Deed.AUTHOR_FREED: _("treated the author of comment {comment} as everybody"),
    Deed.MEMBER_INVITED: _("invited {member} as “{role}”"),
    Deed.MEMBER_ROLE: _("gave {member} the role “{role}”"),
    Deed.MEMBER_REVOKED: _("took every role from {member}"),
    Deed.MEMBER_RESET: _("made a link for a new password of {member}"),
}
_SETTINGS: Final[Mapping[str, LazyString]] = {
    "title": _("title"),
    "language": _("language"),
    "time_zone": _("time zone"),
    "policy": _("what waits for review"),
    "email_required": _("e-mail required"),
    "website_field": _("website field"),
    "comment_order": _("order of comments"),
    "max_links": _("links allowed"),
    "held_words": _("watched words"),
    "spam_words": _("banned words"),
    "refused_words": _("refused words"),
    "edit_minutes": _("minutes for editing"),
    "policy_url": _("privacy policy"),
    "public_log": _("public log"),
    "refusal_reasons": _("refusal reasons"),
    "refused_days": _("days refused comments are kept"),
    "spam_days": _("days spam is kept"),
    "withdrawn_days": _("days withdrawn comments are kept"),
}


class EventWords:
    """The sentences of some events, with the names they need looked up at once."""

    def __init__(self, site: Site, events: Iterable[Event]) -> None:
        """Look up the members and articles that the facts name."""
        facts = [event.facts for event in events]
        members = {str(found["member"]) for found in facts if found.get("member")}
        articles = {int(found["article"]) for found in facts if found.get("article")}
        named = select(Member.public_id, Member.name).where(Member.public_id.in_(members))
        titled = select(Article.id, Article.title, Article.url).where(
            Article.site_id == site.id, Article.id.in_(articles)
        )
        session = db.session()
        self._members = dict(session.execute(named).all()) if members else {}
        rows = session.execute(titled).all() if articles else ()
        self._articles = {row.id: row.title or row.url for row in rows}

    def sentence(self, event: Event) -> str:
        """What was done; an act of a later release by its code."""
        if event.verb == Deed.SITE_ORIGINS:
            count = int(event.facts.get("origins", 0))
            return str(
                ngettext(
                    "set the origins: there is %(num)d",
                    "set the origins: there are %(num)d",
                    count,
                )
            )
        if event.verb == Deed.COMMENTS_PURGED:
            return _purged(sum(map(int, event.facts.values())))
        words = _SENTENCES.get(event.verb)
        if words is None:
            return event.verb
        facts = event.facts
        return str(words).format(
            member=self._members.get(str(facts.get("member"))) or gettext("somebody new"),
            article=self._articles.get(int(facts.get("article", 0)))
            or gettext("an article deleted since"),
            comment=facts.get("comment", ""),
            role=_role(facts.get("role")),
            settings=_settings(facts) if event.verb == Deed.SITE_SET else "",
        )


def _purged(count: int) -> str:
    return str(
        ngettext(
            "deleted %(num)d comment whose days were over",
            "deleted %(num)d comments whose days were over",
            count,
        )
    )


def _role(word: Any) -> str:  # noqa: ANN401 - a fact
    known = word in {role.word for role in Role}
    return str(ROLE_NAMES[Role.named(word)]) if known else str(word)


def _settings(facts: Mapping[str, Any]) -> str:
    return ", ".join(_setting(name, change) for name, change in facts.items())


def _setting(name: str, change: list[Any] | None) -> str:
    label = str(_SETTINGS.get(name, name))
    if change is None:
        return label
    before, after = map(_value, change)
    return f"{label} ({before} → {after})"


def _value(value: Any) -> str:  # noqa: ANN401 - a fact
    if isinstance(value, bool):
        return str(gettext("yes") if value else gettext("no"))
    return str(value)
