"""Forms made of settings: what may be said in a field stands in the registry alone."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, NumberRange, StopValidation, ValidationError

from moderation.dashboard.forms import LARGEST
from moderation.dashboard.settings.names import CHOICES, WORDS
from moderation.sites.errors import SettingRefused
from moderation.sites.settings import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Callable

    from wtforms import Field

    from moderation.sites.models import Site
    from moderation.sites.settings import Setting, Value


class SettingsForm(FlaskForm):  # type: ignore[misc] # Flask-WTF publishes no types
    """Some settings, and the site's revision when the page was made."""

    seen = IntegerField(validators=[InputRequired(), NumberRange(0, LARGEST)])

    @property
    def values(self) -> dict[str, Value]:
        """What was sent, by the names of the settings."""
        return {name: self[name].data for name in self._fields if name in SETTINGS}


def sent(names: tuple[str, ...]) -> SettingsForm:
    """What was just sent about these settings."""
    return _form(names)()


def standing(names: tuple[str, ...], site: Site) -> SettingsForm:
    """The settings of a site as they are."""
    values = {name: getattr(site, name) for name in names}
    return _form(names)(formdata=None, seen=site.revision, **values)


@cache
def _form(names: tuple[str, ...]) -> type[SettingsForm]:
    return type("Form", (SettingsForm,), {name: _field(SETTINGS[name]) for name in names})


def _field(setting: Setting) -> Field:
    words = WORDS[setting.name]
    said = {"description": words.hint}
    if isinstance(setting.default, bool):
        return BooleanField(words.label, **said)
    if setting.choices:
        options = [SelectChoice(*choice) for choice in CHOICES[setting.name].items()]
        return RadioField(words.label, choices=options, **said)
    if setting.most:
        return IntegerField(words.label, validators=[_within(setting)], **said)
    kind = TextAreaField if setting.lines else StringField
    return kind(words.label, validators=[_kept(setting)], **said)


def _within(setting: Setting) -> Callable[[SettingsForm, Field], None]:
    """A number between the registry's limits, and nothing else."""

    def check(_form: SettingsForm, field: Field) -> None:
        if field.data is None or not setting.least <= field.data <= setting.most:
            field.errors = []
            raise StopValidation(
                gettext(
                    "“%(label)s” is a number from %(least)d to %(most)d",
                    label=field.label.text,
                    least=setting.least,
                    most=setting.most,
                )
            )

    return check


def _kept(setting: Setting) -> Callable[[SettingsForm, Field], None]:
    """The registry's own check of a text, whose refusal is told in the member's language."""

    def check(_form: SettingsForm, field: Field) -> None:
        try:
            field.data = setting.checked((field.data or "").strip())
        except SettingRefused as error:
            told = WORDS[setting.name].refusal
            raise ValidationError(told or gettext("This text is too long")) from error

    return check
