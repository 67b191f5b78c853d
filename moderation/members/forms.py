"""What people type on the account pages, checked; every message says what to do."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField, PasswordField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, ValidationError

from moderation.members.addresses import normalised
from moderation.members.errors import EmailRefused
from moderation.members.passwords import LONGEST, problem_with

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString

LONGEST_NAME: Final = 80
# Controls, line ends and marks of direction have no place in a name that stands on one line.
UNPRINTABLE: Final = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
LOCALES: Final = [SelectChoice("fr", "Français"), SelectChoice("en", "English")]


def one_line(text: object) -> object:
    """A name as it is kept: composed, printable, trimmed."""
    if not isinstance(text, str):
        return text
    return " ".join(UNPRINTABLE.sub(" ", unicodedata.normalize("NFC", text)).split())


class EmailAddress:
    """Refuses what is no e-mail address, and keeps the normalised form."""

    def __call__(self, _form: FlaskForm, field: EmailField) -> None:
        """Replace the field's text by the form in which addresses are kept."""
        try:
            field.data = normalised(field.data)
        except EmailRefused as error:
            raise ValidationError(
                _("Enter an email address in the correct format, like name@example.com")
            ) from error


class ShortName:
    """Refuses names that do not fit."""

    def __call__(self, _form: FlaskForm, field: StringField) -> None:
        """Count characters, as people do."""
        if len(field.data) > LONGEST_NAME:
            raise ValidationError(_("Name must be %(max)d characters or fewer", max=LONGEST_NAME))


class GoodPassword:
    """Refuses short and common passwords."""

    def __call__(self, _form: FlaskForm, field: PasswordField) -> None:
        """Apply the rules of :mod:`moderation.members.passwords`."""
        if problem := problem_with(field.data):
            raise ValidationError(problem)


def _email() -> EmailField:
    return EmailField(
        lazy_gettext("Email address"),
        [DataRequired(lazy_gettext("Enter your email address")), EmailAddress()],
        render_kw={
            "autocomplete": "username webauthn",
            "spellcheck": "false",
            "autocapitalize": "none",
        },
    )


def _name() -> StringField:
    return StringField(
        lazy_gettext("Name"),
        [DataRequired(lazy_gettext("Enter your name or a pseudonym")), ShortName()],
        filters=[one_line],
        render_kw={"autocomplete": "name"},
    )


def _new_password(label: LazyString) -> PasswordField:
    return PasswordField(
        label,
        [InputRequired(lazy_gettext("Enter a password")), GoodPassword()],
        description=lazy_gettext("12 characters or more. A few words are easier to remember."),
        render_kw={"autocomplete": "new-password"},
    )


def _current_password(label: LazyString) -> PasswordField:
    return PasswordField(
        label,
        [InputRequired(lazy_gettext("Enter your password"))],
        filters=[lambda text: text and text[: 2 * LONGEST]],  # nobody hashes a megabyte
        render_kw={"autocomplete": "current-password"},
    )


def _locale() -> RadioField:
    return RadioField(lazy_gettext("Language of these pages"), choices=LOCALES)


class SignInForm(FlaskForm):  # type: ignore[misc]
    """Address and password; ``next`` is where the person wanted to go."""

    email = _email()
    password = _current_password(lazy_gettext("Password"))
    next = HiddenField()


class SetupForm(FlaskForm):  # type: ignore[misc]
    """The first account."""

    name = _name()
    email = _email()
    password = _new_password(lazy_gettext("Password"))
    locale = _locale()


class InvitationForm(FlaskForm):  # type: ignore[misc]
    """What an invited person adds to their address, which is known."""

    name = _name()
    password = _new_password(lazy_gettext("Password"))
    locale = _locale()


class NewPasswordForm(FlaskForm):  # type: ignore[misc]
    """A new password instead of a forgotten one."""

    password = _new_password(lazy_gettext("New password"))


class PreferencesForm(FlaskForm):  # type: ignore[misc]
    """How a member is called and addressed."""

    name = _name()
    locale = _locale()


class ChangePasswordForm(FlaskForm):  # type: ignore[misc]
    """A new password, asked of whoever knows the present one."""

    current = _current_password(lazy_gettext("Current password"))
    password = _new_password(lazy_gettext("New password"))
