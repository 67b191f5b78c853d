"""What settings are called, and what each does, in a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from moderation.sites.models import Policy, PublicLog

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask_babel import LazyString

    from moderation.sites.settings import Setting, Value


class Words(NamedTuple):
    """A setting in words, and what is said of a value that it cannot have."""

    label: LazyString
    hint: LazyString
    refusal: LazyString | None = None


WORDS: Final[Mapping[str, Words]] = {
    "policy": Words(
        _("What waits for review"),
        _("Whatever is chosen, a comment in which something is found waits."),
    ),
    "max_links": Words(_("Links allowed"), _("A comment with more links waits.")),
    "held_words": Words(_("Words that hold a comment"), _("One a line; the comment waits.")),
    "spam_words": Words(
        _("Words that make spam"),
        _("One a line; the comment is set aside, unless everything is reviewed."),
    ),
    "refused_words": Words(
        _("Words that refuse a comment"),
        _("One a line; its author reads that it was refused, unless everything is reviewed."),
    ),
    "refused_days": Words(
        _("Days for refused comments"), _("Counted from the decision; then they are deleted.")
    ),
    "spam_days": Words(_("Days for spam"), _("Counted from the decision; then it is deleted.")),
    "withdrawn_days": Words(
        _("Days for withdrawn comments"),
        _("Counted from when their author withdrew them; then they are deleted."),
    ),
    "comment_order": Words(_("Order of comments"), _("Readers can turn it round for themselves.")),
    "edit_minutes": Words(
        _("Minutes for editing"),
        _("How long authors may change their own comment; 0 for not at all."),
    ),
    "email_required": Words(
        _("An e-mail address is required"), _("It is never published, and kept encrypted.")
    ),
    "website_field": Words(
        _("The form asks for a website"), _("It becomes a link on the author’s name.")
    ),
    "policy_url": Words(
        _("Address of the privacy policy"),
        _("It is linked below the form; empty for none."),
        _("The privacy policy needs a whole address that begins with https://"),
    ),
    "language": Words(
        _("Language of the site"),
        _("A code such as fr, en or pt-BR; pages that say their language keep it."),
        _("Write the language as a code, such as fr or pt-BR"),
    ),
    "time_zone": Words(
        _("Time zone"),
        _("Where the site’s days begin, such as Europe/Paris."),
        _("Write the time zone as continent and city, such as Europe/Paris"),
    ),
    "public_log": Words(
        _("Public log"), _("Whether everybody may read what moderators decide, and who decides.")
    ),
}
CHOICES: Final[Mapping[str, Mapping[str, LazyString]]] = {
    "policy": {
        Policy.REVIEW_ALL: _("Review everything"),
        Policy.REVIEW_FIRST: _("Review the first comment"),
        Policy.PUBLISH_FIRST: _("Publish first"),
    },
    "comment_order": {"oldest": _("Oldest first"), "newest": _("Newest first")},
    "public_log": {
        PublicLog.OFF: _("Nobody may read it"),
        PublicLog.NAMED: _("With the moderators’ names"),
        PublicLog.ROLE: _("With their roles"),
        PublicLog.HIDDEN: _("Without saying who decided"),
    },
}


def worded(setting: Setting, value: Value) -> str:
    """A value as people read it."""
    if setting.choices:
        return str(CHOICES[setting.name][str(value)])
    if isinstance(value, bool):
        return str(gettext("yes") if value else gettext("no"))
    return str(gettext("nothing") if value in {None, ""} else value)
