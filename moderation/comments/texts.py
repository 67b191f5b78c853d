"""The rules for what people may write in a name, a website and a comment.

Every write path calls these functions; each gives back the text to keep, or raises
:class:`TextRefused` with a code that the door words.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from typing import Any, Final
from urllib.parse import urlsplit

import idna

MAX_NAME: Final = 80
MAX_NAME_BYTES: Final = 320
MAX_BODY: Final = 8_000
MAX_WEBSITE: Final = 2_048
MAX_COMBINING: Final = 4

NOT_TEXT: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Characters that reorder or hide their neighbours; a name is one visible line.
INVISIBLE: Final = re.compile(
    "[\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)
HOST_LABEL: Final = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
WEBSITE_FORBIDDEN: Final = re.compile(
    r"[\x00-\x20\x7f-\x9f\\\"'<>`{}|^\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff]"
)
NUMERIC_LABEL: Final = re.compile(r"\d+|0x[0-9a-f]*")
SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


class TextRefused(ValueError):
    """A text cannot be kept.

    Attributes:
        code: ``empty``, ``long``, ``characters`` or ``format``.
        parameters: What the sentence about it needs.
    """

    def __init__(self, code: str, **parameters: Any) -> None:  # noqa: ANN401 - words take any value
        """Say which rule refused the text."""
        super().__init__(code)
        self.code = code
        self.parameters = parameters


def clean_name(value: str) -> str:
    """A name or pseudonym: NFC, one line, nothing that reorders or hides text."""
    _refuse_controls(value)
    name = " ".join(INVISIBLE.sub("", unicodedata.normalize("NFC", value)).split())
    if not name or not any(_is_visible(character) for character in name):
        raise TextRefused("empty")
    if len(name) > MAX_NAME or len(name.encode()) > MAX_NAME_BYTES:
        raise TextRefused("long", max=MAX_NAME)
    if _is_piled_up(name):
        raise TextRefused("characters")
    return name


def clean_body(value: str, *, longest: int = MAX_BODY) -> str:
    """A comment's source: NFC, newlines as line feeds, trimmed of blank lines around it.

    Args:
        value: What was typed.
        longest: How many characters are taken; imports take more than posts.
    """
    body = value.replace("\r\n", "\n").replace("\r", "\n")
    _refuse_controls(body)
    body = unicodedata.normalize("NFC", body).strip("\n").rstrip()
    if not any(_is_visible(character) for character in body):
        raise TextRefused("empty")
    if len(body) > longest:
        raise TextRefused("long", max=longest, n=len(body) - longest)
    return body


def clean_website(value: str) -> str | None:
    """An absolute http(s) address with a public host name, or None for an empty field.

    ``exemple.fr`` becomes ``https://exemple.fr``; the host is kept in its ASCII form.
    """
    value = value.strip()
    if not value:
        return None
    if len(value) > MAX_WEBSITE:
        raise TextRefused("long", max=MAX_WEBSITE)
    if WEBSITE_FORBIDDEN.search(value):
        raise TextRefused("format")
    if not value.lower().startswith(("http://", "https://")):
        if SCHEME.match(value) and not re.match(r"[^:/?#]+\.[^:/?#]+:\d", value):
            raise TextRefused("format")
        value = f"https://{value}"
    try:
        website = _checked_website(value)
    except (ValueError, UnicodeError) as error:
        raise TextRefused("format") from error
    if len(website) > MAX_WEBSITE:
        raise TextRefused("long", max=MAX_WEBSITE)
    return website


def _checked_website(value: str) -> str:
    parts = urlsplit(value)
    host, port = parts.hostname or "", parts.port
    if parts.username is not None or "@" in parts.netloc or "%" in parts.netloc:
        raise ValueError("names a user")
    # As browsers do it (UTS #46): the codec of the standard library leads "faß" to "fass".
    ascii_host = host if host.isascii() else idna.encode(host, uts46=True).decode("ascii")
    labels = ascii_host.removesuffix(".").split(".")
    if len(labels) < 2 or len(ascii_host) > 253:  # noqa: PLR2004 - a public name; RFC 1035 §2.3.4
        raise ValueError("no public host name")
    if not all(HOST_LABEL.fullmatch(label) for label in labels) or _is_address(ascii_host):
        raise ValueError("no host name")
    if NUMERIC_LABEL.fullmatch(labels[-1]):  # browsers read it as an IPv4 address
        raise ValueError("no host name")
    authority = ascii_host if port is None else f"{ascii_host}:{port}"
    return parts._replace(scheme=parts.scheme.lower(), netloc=authority).geturl()


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _refuse_controls(value: str) -> None:
    if NOT_TEXT.search(value):
        raise TextRefused("characters")


def _is_piled_up(name: str) -> bool:
    """Whether more marks stand on one letter, in any script, than a language needs."""
    run = 0
    for character in unicodedata.normalize("NFD", name):
        run = run + 1 if unicodedata.category(character) in {"Mn", "Me"} else 0
        if run > MAX_COMBINING:
            return True
    return False


def _is_visible(character: str) -> bool:
    return (
        not character.isspace()
        and unicodedata.category(character)[0] not in "CZM"
        and (INVISIBLE.fullmatch(character) is None)
    )
