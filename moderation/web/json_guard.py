"""The one function that reads a JSON body from a stranger.

``request.get_json()`` answers 500 to deep nesting and lets lone surrogates, NaN, duplicate keys and
other encodings through; this one refuses them with a sentence.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final, NoReturn

from flask import request
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import RequestEntityTooLarge

from moderation.web.problems import Problem

if TYPE_CHECKING:
    from flask_babel import LazyString

MAX_BYTES: Final = 64 * 1024
MAX_DEPTH: Final = 5
SURROGATE_OR_NUL: Final = re.compile(r"[\x00\ud800-\udfff]")
MAX_DIGITS: Final = 300


def read_json() -> dict[str, Any]:
    """The request's body: an object of at most 64 kB, nested at most five deep.

    Raises:
        Problem: 415 for another media type, 413 for a larger body, 400 for anything malformed.
    """
    if request.mimetype != "application/json" or _charset() not in {"", "utf-8"}:
        raise Problem(415, "media-type", _("Send the comment as application/json in UTF-8."))
    return parse(_body())


def parse(body: bytes) -> dict[str, Any]:
    """Parse a document strictly.

    Raises:
        Problem: 400; the document is not UTF-8, not JSON, not an object, or nested too deep.
    """
    try:
        document = json.loads(
            body.decode("utf-8"),
            object_pairs_hook=_without_duplicates,
            parse_constant=_refuse_constant,
            parse_float=_finite,
            parse_int=_short_integer,
        )
    except (ValueError, RecursionError) as error:
        raise _malformed(_("The body is not a JSON document.")) from error
    if not isinstance(document, dict):
        raise _malformed(_("The body must be a JSON object."))
    _check(document, MAX_DEPTH)
    return document


def _charset() -> str:
    return request.mimetype_params.get("charset", "").lower()


def _body() -> bytes:
    """Never more than the limit is held in memory, whatever the length header says."""
    try:
        body = request.get_data(cache=False) if (request.content_length or 0) <= MAX_BYTES else b""
    except RequestEntityTooLarge as error:
        raise _too_large() from error
    if (request.content_length or 0) > MAX_BYTES or len(body) > MAX_BYTES:
        raise _too_large()
    return body


def _check(value: object, depth: int) -> None:
    if isinstance(value, str) and SURROGATE_OR_NUL.search(value):
        raise _malformed(_("The body holds characters that are not text."))
    if not isinstance(value, dict | list):
        return
    if depth == 0:
        raise _malformed(_("The body is nested too deep."))
    if isinstance(value, dict):
        for key in value:
            _check(key, depth)
    for item in value.values() if isinstance(value, dict) else value:
        _check(item, depth - 1)


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key comes twice")
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _finite(text: str) -> float:
    number = float(text)
    if number in {float("inf"), float("-inf")}:
        raise ValueError("the number is too large")
    return number


def _short_integer(text: str) -> int:
    if len(text) > MAX_DIGITS:
        raise ValueError("the number is too long")
    return int(text)


def _malformed(detail: LazyString) -> Problem:
    return Problem(400, "malformed", detail)


def _too_large() -> Problem:
    return Problem(413, "too-large", _("The body is larger than 64 kB."))
