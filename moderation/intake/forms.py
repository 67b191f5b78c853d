"""What a person may write, field by field; the same for the JSON doors and for the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from unicodedata import category

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, StringField
from wtforms.validators import ValidationError

from moderation.comments.models import ReportReason
from moderation.comments.texts import TextRefused, clean_body, clean_name, clean_website

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

    from moderation.sites.models import Site

MAX_MESSAGE: Final = 2_000
MAX_REPORT: Final = 1_000
# What people type by accident around an address; a line end is no accident.
AROUND: Final = " \t\u00a0"
# The order in which people meet the fields, and errors.
FIELDS: Final = ("body", "name", "email", "website")


def _without_nul(typed: str | None) -> str | None:
    """What a database can be asked for; no id of ours holds a NUL."""
    return typed.replace("\0", "") if typed else typed


class StringsForm(FlaskForm):  # type: ignore[misc]
    """A form that takes strings only, and after :meth:`validate` holds the texts to keep.

    There is no CSRF token: the public doors read no cookie, so that there is nothing to forge.
    """

    class Meta:
        """WTForms' settings."""

        csrf = False

        def get_translations(self, _form: FlaskForm) -> None:
            """None: every word is ours, and WTForms would read its own from disk per request."""


class BodyForm(StringsForm):
    """The text of a comment, and nothing else."""

    body = StringField()

    def validate_body(self, field: StringField) -> None:
        """Keep the source of the comment."""
        try:
            field.data = clean_body(field.data or "")
        except TextRefused as refusal:
            raise ValidationError(_body_words(refusal)) from refusal


class SubmissionForm(BodyForm):
    """A comment as it was typed."""

    name = StringField()
    email = StringField()
    website = StringField()
    notify = BooleanField()
    parent = StringField(filters=[_without_nul])
    ticket = StringField()
    trap = StringField()

    def __init__(self, formdata: MultiDict[str, str] | None, site: Site) -> None:
        """Read the strings that were sent to a site; None for an empty form."""
        super().__init__(formdata=formdata)
        self._site = site

    def validate_name(self, field: StringField) -> None:
        """Keep a name of one visible line."""
        try:
            field.data = clean_name(field.data or "")
        except TextRefused as refusal:
            raise ValidationError(_name_words(refusal)) from refusal

    def validate_email(self, field: StringField) -> None:
        """Keep the normalised address, or None; a site, or who wants letters, needs one."""
        typed = (field.data or "").strip(AROUND)
        if not typed:
            field.data = None
            if self._site.email_required or self.notify.data:
                raise ValidationError(_("Enter your email address"))
            return
        try:
            field.data = _normalised(typed)
        except (EmailNotValidError, UnicodeError) as error:
            raise ValidationError(
                _("Enter an email address in the correct format, like name@example.com")
            ) from error

    def validate_website(self, field: StringField) -> None:
        """Keep an absolute http(s) address; a site without the field keeps none."""
        try:
            field.data = clean_website(field.data or "") if self._site.website_field else None
        except TextRefused as refusal:
            raise ValidationError(_("Enter a website address, like example.com")) from refusal


class MessageForm(StringsForm):
    """What an author asks the moderators."""

    message = StringField()

    def validate_message(self, field: StringField) -> None:
        """Keep what is asked."""
        field.data = _message(field.data, MAX_MESSAGE)
        if field.data is None:
            raise ValidationError(_("Write what should be changed"))


class ReportForm(StringsForm):
    """Why a reader reports a comment."""

    reason = StringField()
    message = StringField()

    def validate_reason(self, field: StringField) -> None:
        """Take one of four reasons."""
        if field.data not in set(ReportReason):
            raise ValidationError(_("Choose why you report this comment"))

    def validate_message(self, field: StringField) -> None:
        """Keep what there is to say, or None."""
        field.data = _message(field.data, MAX_REPORT)


def _message(typed: str | None, longest: int) -> str | None:
    """A word to the moderators; None for an empty one."""
    try:
        return clean_body((typed or "").strip(), longest=longest)
    except TextRefused as refusal:
        if refusal.code == "empty":
            return None
        raise ValidationError(_message_words(refusal)) from refusal


def _normalised(email: str) -> str:
    """The syntax of RFC 5321 without its quoted and literal forms, and without drawn signs.

    RFC 6531 lets any character beyond ASCII stand before the ``@``; no mailbox is called by a box
    or an arrow.
    """
    found = validate_email(
        email,
        check_deliverability=False,
        strict=True,
        allow_quoted_local=False,
        allow_domain_literal=False,
    )
    if any(sign > "\x7f" and category(sign).startswith("S") for sign in found.local_part):
        raise EmailNotValidError("a sign stands before the @")
    return found.normalized


def _body_words(refusal: TextRefused) -> str:
    if refusal.code == "empty":
        return str(_("Enter your comment"))
    if refusal.code == "long":
        return str(
            _(
                "Shorten your comment: %(max)s characters at most, %(n)s too many",
                **refusal.parameters,
            )
        )
    return str(_("Remove the characters that cannot be displayed from your comment"))


def _name_words(refusal: TextRefused) -> str:
    if refusal.code == "empty":
        return str(_("Enter your name or a pseudonym"))
    if refusal.code == "long":
        return str(_("Name must be %(max)s characters or fewer", **refusal.parameters))
    return str(_("Remove the characters that cannot be displayed from your name"))


def _message_words(refusal: TextRefused) -> str:
    if refusal.code == "long":
        return str(
            _(
                "Shorten your message: %(max)s characters at most, %(n)s too many",
                **refusal.parameters,
            )
        )
    return str(_("Remove the characters that cannot be displayed from your message"))
