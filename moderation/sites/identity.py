"""When two addresses mean the same article.

The identity of an article is its address without what does not choose the page: the scheme, the
default port, letter case of the host, dot segments, a trailing slash, the fragment and the
parameters that campaigns and social networks add. What remains, ``//host/path?query``, is its key.
A site may also name articles itself, by any other short text: such a key is kept as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import SplitResult, urljoin, urlsplit

import idna
from url_normalize import url_normalize

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_ADDRESS: Final = 2048
MAX_KEY: Final = 200
DEFAULT_PORTS: Final = {"http": 80, "https": 443}
# Parameters that say where a reader came from, never which page it is.
TRACKING: Final = re.compile(
    r"(?:utm_\w+|at_\w+|mtm_\w+|pk_\w+|fbclid|gclid|gbraid|wbraid|dclid|gclsrc|msclkid|twclid|ttclid"
    r"|igshid|yclid|mc_cid|mc_eid|_ga|_gl|_hsenc|_hsmi|vero_id|oly_anon_id|oly_enc_id|wickedid"
    r"|__s|s_kwcid|xtor|ref_src|fb_action_ids|fb_action_types|fb_source)",
    re.IGNORECASE,
)
PLAIN_KEY: Final = re.compile(r"[^\s/\x00-\x1f\x7f\\\ud800-\udfff][^\x00-\x1f\x7f\\\ud800-\udfff]*")
FORBIDDEN: Final = re.compile(r"[\x00-\x20\x7f\\<>\"`{}|^\ud800-\udfff]")


class AddressRefused(ValueError):
    """The text is no address of a web page, or one of another site."""


@dataclass(frozen=True, slots=True)
class Address:
    """An article's address.

    Attributes:
        key: What identifies the article within its site.
        url: A link to it, for people.
    """

    key: str
    url: str


def origin_of(text: str) -> str:
    """The origin of a web address in its ASCII form (RFC 6454 §6.2), without a default port.

    Raises:
        AddressRefused: The text has no http(s) origin.
    """
    parts = _split(text)
    return f"{parts.scheme}://{_authority(parts.scheme, parts.hostname or '', parts.port)}"


def address_of(reference: str, origins: Iterable[str]) -> Address:
    """Read what a page says about itself: an address, a path on the site, or a key of its own.

    Args:
        reference: An http(s) address, a path that begins with ``/``, or a key.
        origins: The site's origins, its own first.

    Raises:
        AddressRefused: Malformed, too long, or on a host that is not the site's.
    """
    allowed = list(origins)
    if reference.startswith("/") and not reference.startswith("//") and allowed:
        reference = urljoin(allowed[0], reference)
    elif "://" not in reference and not reference.startswith("//"):
        return _own_key(reference, allowed)
    address = canonical(reference)
    hosts = {key_host(origin) for origin in allowed}
    if key_host(address.url) not in hosts:
        raise AddressRefused("the address is not on this site")
    return address


def canonical(url: str) -> Address:
    """The key and the clean link of an absolute http(s) address.

    Raises:
        AddressRefused: The text is not one.
    """
    parts = _split(url)
    authority = _authority(parts.scheme, parts.hostname or "", parts.port)
    try:
        clean = urlsplit(str(url_normalize(f"{parts.scheme}://{authority}{parts.path or '/'}")))
    except ValueError as error:
        raise AddressRefused(str(error)) from error
    path = clean.path.rstrip("/") or "/"
    query = "&".join(pair for pair in parts.query.split("&") if pair and not _is_tracking(pair))
    tail = f"{path}?{query}" if query else path
    shown = f"{clean.path}?{query}" if query else clean.path
    key = f"//{authority}{tail}"
    if len(key.encode()) > MAX_ADDRESS:  # PostgreSQL indexes no more than 2,704 bytes
        raise AddressRefused("the address is too long")
    return Address(key, url=f"{parts.scheme}://{authority}{shown}")


def key_host(url: str) -> str:
    """Host and port of an address, the scheme's default port left out."""
    parts = urlsplit(url)
    return _authority(parts.scheme, parts.hostname or "", parts.port)


def _own_key(reference: str, origins: list[str]) -> Address:
    if len(reference) > MAX_KEY or not PLAIN_KEY.fullmatch(reference):
        raise AddressRefused("the key is malformed")
    return Address(key=reference, url=origins[0] if origins else "")


def _is_tracking(pair: str) -> bool:
    return TRACKING.fullmatch(pair.partition("=")[0]) is not None


def _split(text: str) -> SplitResult:
    if len(text) > MAX_ADDRESS or FORBIDDEN.search(text):
        raise AddressRefused("the address is malformed")
    if text.startswith("//"):
        text = f"https:{text}"
    try:
        parts = urlsplit(text)
        _ = parts.port  # parsed, and refused, only when it is read
    except ValueError as error:
        raise AddressRefused(str(error)) from error
    if parts.username is not None:
        raise AddressRefused("an article's address names no user")
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
        raise AddressRefused("the address must begin with http:// or https://")
    return parts


def _authority(scheme: str, host: str, port: int | None) -> str:
    try:
        name = host.rstrip(".").lower()
        ascii_name = name if name.isascii() else idna.encode(name, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError) as error:
        raise AddressRefused("the host is malformed") from error
    if ":" in ascii_name:
        ascii_name = f"[{ascii_name}]"
    return ascii_name if port in {None, DEFAULT_PORTS.get(scheme)} else f"{ascii_name}:{port}"
