"""A comment's text as the page shows it: where a link leads is said, even if its text hides it."""

from __future__ import annotations

import re
from html import unescape
from typing import Final
from unicodedata import normalize

import idna
import nh3
from markupsafe import Markup, escape

from moderation.comments.rendering import host_of

# As the renderer writes it; there is no link inside a link.
LINK: Final = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
# What could be a host: `banque.fr` is not `que.fr`, nor is `que.fr.banque.example`.
NAME: Final = re.compile(r"[\w.-]+")


def shown(html: str) -> Markup:
    """The published HTML, with the host after each link whose text hides it."""
    return Markup(LINK.sub(_told, html))  # noqa: S704 - cleaned when the comment came in


def _told(link: re.Match[str]) -> str:
    host, text = host_of(unescape(link[1])), unescape(nh3.clean(link[2], tags=set()))
    return link[0] if _is_named(host, text) else f"{link[0]} ({escape(host)})"


def _is_named(host: str, text: str) -> bool:
    """Whether a host stands in a text, by itself, as ASCII or in its own letters."""
    names = {name.rstrip(".") for name in NAME.findall(normalize("NFKC", text).lower())}
    return not names.isdisjoint({host, _in_letters(host)})


def _in_letters(host: str) -> str:
    try:
        return idna.decode(host)
    except (idna.IDNAError, UnicodeError):
        return host
