"""A JSON document becomes the strings of a form, or a list of what is wrong with its fields.

Nothing but strings reaches the form: a number or a list in a field is an error of that field.
"""

from __future__ import annotations

import hmac
import json
from typing import TYPE_CHECKING, Any, Final

from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from moderation.comments.submission import HASH_BYTES
from moderation.intake.door import Sent
from moderation.intake.forms import SubmissionForm
from moderation.sites.identity import Address, AddressRefused, address_of
from moderation.web.instance import instance
from moderation.web.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from moderation.sites.models import Site

TEXTS: Final = frozenset({"name", "email", "website", "body", "parent", "ticket", "trap"})
NULLABLE: Final = frozenset({"email", "website", "parent", "ticket"})
OTHER: Final = frozenset({"article", "notify"})
ARTICLE_KEYS: Final = frozenset({"url", "title", "key"})
# Refreshed between two tries of one comment, it does not make another comment of it.
NOT_THE_COMMENT: Final = frozenset({"ticket"})


def read(
    document: Mapping[str, Any], site: Site, *, idempotency_key: str | None, proof: str | None
) -> Sent:
    """Understand a submission.

    Raises:
        Problem: 422; ``errors`` names exactly the fields at fault.
    """
    strings = strings_of(document, TEXTS)
    if document.get("notify") is True:
        strings["notify"] = "y"
    form = SubmissionForm(strings, site)
    form.validate()
    errors = {**form.errors, **type_errors(document, TEXTS, nullable=NULLABLE, other=OTHER)}
    address: Address | None = None
    try:
        address = _address(document.get("article"), site)
    except AddressRefused as refusal:
        errors["article"] = [str(refusal)]
    if errors or address is None:
        raise Problem(422, "fields", errors=errors)
    return Sent(
        site=site,
        address=address,
        title=document["article"].get("title", ""),
        form=form,
        language=str(get_locale()),
        request_hash=hash_of(document, address),
        idempotency_key=idempotency_key,
        proof=proof,
    )


def hash_of(fields: Mapping[str, Any], address: Address) -> bytes:
    """The same for two requests that say the same about the same article, whatever it is called.

    It is kept with the comment, and keyed: nobody can try e-mails against it without our keys.
    """
    said = {name: value for name, value in fields.items() if name not in NOT_THE_COMMENT}
    text = json.dumps({**said, "article": address.key}, sort_keys=True)
    return hmac.digest(instance().keyring.index, text.encode(), "sha256")[:HASH_BYTES]


def strings_of(document: Mapping[str, Any], texts: Collection[str]) -> MultiDict[str, str]:
    """Those of the fields that hold text, for a form."""
    return MultiDict(
        {name: document[name] for name in texts if isinstance(document.get(name), str)}
    )


def type_errors(
    document: Mapping[str, Any],
    texts: Collection[str],
    *,
    nullable: Collection[str] = (),
    other: Collection[str] = (),
) -> dict[str, list[str]]:
    """What is wrong with a document before its texts are read.

    Args:
        document: As it was sent.
        texts: The fields that hold text.
        nullable: Those of them that may be null.
        other: The fields that hold something else; ``notify`` is a flag.
    """
    errors: dict[str, list[str]] = {}
    for name, value in document.items():
        if name not in texts and name not in other:
            errors[name] = [_("There is no field of this name")]
        elif name == "notify" and not isinstance(value, bool):
            errors[name] = [_("This field is either true or false")]
        elif name in texts and not _is_text(value, nullable=name in nullable):
            errors[name] = [_("This field holds text")]
    return errors


def _address(article: object, site: Site) -> Address:
    """The article that a submission is about.

    Raises:
        AddressRefused: What is wrong, in the reader's language.
    """
    if not isinstance(article, dict) or not isinstance(article.get("url"), str):
        raise AddressRefused(_("Say which article the comment is about, by its address"))
    if article.keys() - ARTICLE_KEYS or not _is_named(article):
        raise AddressRefused(_("An article has an address, a title and perhaps a key: all texts"))
    try:
        return _place(article["url"], article.get("key"), site)
    except AddressRefused as error:
        raise AddressRefused(_("This is not the address of a page of this site")) from error


def _place(url: str, key: str | None, site: Site) -> Address:
    if "://" not in url and not url.startswith("/"):
        raise AddressRefused("a key stands where the address belongs")
    address = address_of(url, site.addresses)
    if key is None:
        return address
    named = address_of(key, site.addresses)
    # A key that is itself an address leads there, whatever else a stranger says.
    return named if named.key.startswith("//") else Address(named.key, address.url)


def _is_named(article: Mapping[str, Any]) -> bool:
    return _is_text(article.get("title", ""), nullable=False) and _is_text(
        article.get("key"), nullable=True
    )


def _is_text(value: object, *, nullable: bool) -> bool:
    return isinstance(value, str) or (nullable and value is None)
