"""What people type to prove a second time who they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from flask import request
from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import DataRequired, ValidationError

from moderation.members.forms import ShortName, one_line
from moderation.members.passwords import LONGEST

if TYPE_CHECKING:
    from wtforms import Field

LONGEST_CODE: Final = 100
SPACES: Final = re.compile(r"[\s\-]+")
# Browsers and password managers know it by this, phones show digits.
ONE_TIME: Final = {
    "autocomplete": "one-time-code",
    "inputmode": "numeric",
    "spellcheck": "false",
}


def without_spaces(text: object) -> object:
    """A code as it is compared; people set its digits apart."""
    return SPACES.sub("", text[:LONGEST_CODE]) if isinstance(text, str) else text


def code_field() -> StringField:
    """One field for all six digits, which a browser or a manager may fill in."""
    return StringField(
        lazy_gettext("6-digit code"),
        [DataRequired(lazy_gettext("Enter the code that your authenticator shows"))],
        filters=[without_spaces],
        render_kw=ONE_TIME,
    )


class CodeForm(FlaskForm):  # type: ignore[misc]
    """A code of the authenticator; ``next`` is where the person wanted to go."""

    code = code_field()
    next = HiddenField()


class RecoveryForm(FlaskForm):  # type: ignore[misc]
    """A recovery code."""

    code = StringField(
        lazy_gettext("Recovery code"),
        [DataRequired(lazy_gettext("Enter one of your recovery codes"))],
        filters=[lambda text: text and text[:LONGEST_CODE]],
        description=lazy_gettext("One of the ten that you kept. Each works once."),
        render_kw={
            "autocomplete": "off",
            "autocapitalize": "none",
            "spellcheck": "false",
        },
    )
    next = HiddenField()


class ConfirmForm(FlaskForm):  # type: ignore[misc]
    """One proof of several; the names keep clear of those of the form that waits."""

    proof_password = PasswordField(
        lazy_gettext("Password"),
        filters=[lambda text: text and text[: 2 * LONGEST]],
        render_kw={"autocomplete": "current-password"},
    )
    proof_code = StringField(
        lazy_gettext("6-digit code"), filters=[without_spaces], render_kw=ONE_TIME
    )
    credential = HiddenField()

    def is_sent(self) -> bool:
        """Whether the request comes from this form, and not from the one that waits."""
        return self.proof_password.name in request.form

    def field_sent(self) -> Field:
        """The field that holds the proof."""
        return self.proof_code if self.proof_code.data else self.proof_password

    def validate_proof_password(self, field: PasswordField) -> None:
        """Ask for one of them."""
        if not (field.data or self.proof_code.data or self.credential.data):
            raise ValidationError(gettext("Enter your password"))


class PasskeyForm(FlaskForm):  # type: ignore[misc]
    """What a member calls a passkey."""

    name = StringField(
        lazy_gettext("Name of the passkey"),
        [DataRequired(lazy_gettext("Enter a name for the passkey")), ShortName()],
        filters=[one_line],
        description=lazy_gettext("Such as “Telephone” or “Blue key”."),
        render_kw={"autocomplete": "off"},
    )
