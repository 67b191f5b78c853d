"""What every page of settings does: show them, save what changed, put one back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import abort, redirect, render_template, url_for
from flask_babel import gettext as _

from moderation.console import say
from moderation.dashboard import scope
from moderation.dashboard.settings import forms
from moderation.dashboard.settings.names import worded
from moderation.database import db
from moderation.members import current_member
from moderation.sites.changes import change
from moderation.sites.events import By
from moderation.sites.settings import SETTINGS
from moderation.web.clock import now

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flask.typing import ResponseReturnValue
    from flask_babel import LazyString

    from moderation.dashboard.settings.forms import SettingsForm
    from moderation.sites.models import Site


@dataclass(frozen=True, slots=True)
class Topic:
    """A page of settings.

    Attributes:
        endpoint: Where it is shown; what is sent there goes to the same address.
        title: What it is called.
        settings: The settings on it, in order.
        template: How it is drawn.
        more: What the template needs beside the form.
    """

    endpoint: str
    title: LazyString
    settings: tuple[str, ...] = ()
    template: str = "dashboard/settings/topic.html"
    more: Callable[[Site, SettingsForm], Mapping[str, Any]] = lambda _site, _form: {}


def show(topic: Topic, site_name: str) -> ResponseReturnValue:
    """The settings as they are."""
    site = scope.site_called(site_name)
    return page(topic, site, forms.standing(topic.settings, site))


def save(topic: Topic, site_name: str) -> ResponseReturnValue:
    """Set what was sent, unless somebody else has changed the site meanwhile."""
    site, form = scope.site_called(site_name), forms.sent(topic.settings)
    if form.seen.data is None:
        abort(400)
    if not form.validate():
        return page(topic, site, form), 422
    db.session.refresh(site, with_for_update=True)
    if form.seen.data != site.revision:
        form.seen.raw_data, form.seen.data = None, site.revision
        return page(topic, site, form, beaten=True), 409
    set_to(site, form.values)
    say(_("Settings saved."))
    return redirect(url_for(topic.endpoint), 303)


def set_to(site: Site, values: Mapping[str, Any]) -> None:
    """Set some settings, in the name of the member who is asking."""
    change(db.session(), site, values, by=acting(), now=now())
    db.session.commit()


def acting() -> By:
    """The member who is asking, who presses buttons."""
    return By("button", current_member().id)


def page(topic: Topic, site: Site, form: SettingsForm, *, beaten: bool = False) -> str:
    """A page with what stands in its form.

    Args:
        topic: Which page.
        site: Whose settings.
        form: What its fields say.
        beaten: Whether somebody else changed the site while the form was filled.
    """
    return render_template(
        topic.template,
        topic=topic,
        site=site,
        form=form,
        beaten=beaten,
        states={name: _state(site, name) for name in topic.settings},
        **topic.more(site, form),
    )


def _state(site: Site, name: str) -> dict[str, Any]:
    """Whether a setting is the site's own, and what it would be otherwise."""
    setting = SETTINGS[name]
    return {
        "own": getattr(site, name) != setting.default,
        "default": worded(setting, setting.default),
    }
