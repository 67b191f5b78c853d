"""The way into the settings, and the way back from one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext as _

from moderation.console import say
from moderation.dashboard import scope
from moderation.dashboard.blueprint import blueprint
from moderation.dashboard.settings import moderating, origins, reasons, retention, thread, wordlists
from moderation.dashboard.settings.names import WORDS
from moderation.dashboard.settings.pages import set_to
from moderation.members import Role, needs, role_on
from moderation.sites.settings import SETTINGS

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from moderation.dashboard.settings.pages import Topic
    from moderation.sites.models import Site

TOPICS: Final = (
    moderating.TOPIC,
    wordlists.TOPIC,
    reasons.TOPIC,
    origins.TOPIC,
    thread.TOPIC,
    retention.TOPIC,
)


@blueprint.get("/settings")
@needs(Role.ADMINISTRATOR)
def settings() -> ResponseReturnValue:
    """The topics, and how much of each is the site's own."""
    site = scope.site_asked_for()
    if site is None:
        return render_template("dashboard/no_site.html")
    if not scope.may(Role.ADMINISTRATOR):
        abort(403)
    return render_template(
        "dashboard/settings/index.html",
        site=site,
        sites=[one for one in scope.my_sites() if _is_mine_to_set(one.id)],
        topics=[(topic, _own(site, topic)) for topic in TOPICS],
    )


@blueprint.post("/sites/<site>/settings/reset")
@needs(Role.ADMINISTRATOR)
def reset_setting(site: str) -> ResponseReturnValue:
    """Put one setting back to its default, and leave the others as they are."""
    name = request.form.get("setting", "")
    topic = next((topic for topic in TOPICS if name in topic.settings), None) or abort(400)
    set_to(scope.site_called(site), {name: SETTINGS[name].default})
    say(_("“%(setting)s” is back to its default.", setting=WORDS[name].label))
    return redirect(url_for(topic.endpoint), 303)


def _own(site: Site, topic: Topic) -> list[str]:
    """What on a page is not as it is by default."""
    return [
        str(WORDS[name].label)
        for name in topic.settings
        if getattr(site, name) != SETTINGS[name].default
    ]


def _is_mine_to_set(site_id: int) -> bool:
    role = role_on(site_id)
    return role is not None and role >= Role.ADMINISTRATOR
