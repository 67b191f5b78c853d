"""The word lists, and what they would have caught."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from flask import request
from flask_babel import lazy_gettext as _

from moderation.comments import arrivals
from moderation.dashboard.blueprint import blueprint
from moderation.dashboard.scope import site_called
from moderation.dashboard.settings import forms
from moderation.dashboard.settings.pages import Topic, page, save, show
from moderation.dashboard.texts import excerpt, plain
from moderation.database import db
from moderation.members import Role, needs
from moderation.screening.words import find

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask.typing import ResponseReturnValue

    from moderation.comments.models import Comment
    from moderation.dashboard.settings.forms import SettingsForm
    from moderation.sites.models import Site

LOOKED_AT: Final = 1_000
SHOWN: Final = 10
EXCERPT: Final = 160


class Caught(NamedTuple):
    """A comment, the entries of a list that it holds, and how it begins."""

    comment: Comment
    entries: list[str]
    text: str


def _more(site: Site, form: SettingsForm) -> Mapping[str, Any]:
    """What the lists in the form catch, if that was asked."""
    if "test" not in request.form or form.errors:
        return {"tried": None}
    comments = arrivals.newest(db.session(), site.id, LOOKED_AT)
    caught = {name: _caught(form[name].data, comments) for name in TOPIC.settings}
    return {"tried": caught, "looked_at": len(comments), "shown": SHOWN}


TOPIC: Final = Topic(
    "dashboard.words_settings",
    _("Words"),
    ("held_words", "spam_words", "refused_words"),
    "dashboard/settings/words.html",
    _more,
)


@blueprint.get("/sites/<site>/settings/words")
@needs(Role.ADMINISTRATOR)
def words_settings(site: str) -> ResponseReturnValue:
    """The three lists."""
    return show(TOPIC, site)


@blueprint.post("/sites/<site>/settings/words")
@needs(Role.ADMINISTRATOR)
def save_words_settings(site: str) -> ResponseReturnValue:
    """Save the lists, or try them first."""
    if "test" not in request.form:
        return save(TOPIC, site)
    form = forms.sent(TOPIC.settings)
    status = 200 if form.validate() else 422
    return page(TOPIC, site_called(site), form), status


def _caught(words: str, comments: Sequence[Comment]) -> list[Caught]:
    """The comments that hold a word of the list; addresses are sealed, and not looked into."""
    found = [(comment, find(words, _texts(comment))) for comment in comments]
    return [
        Caught(comment, entries, excerpt(plain(comment.html), EXCERPT))
        for comment, entries in found
        if entries
    ]


def _texts(comment: Comment) -> tuple[str, str, str]:
    return comment.author_name, comment.author_website or "", comment.body
