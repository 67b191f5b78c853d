"""From the source of a comment to the HTML that is published, the same for every door.

CommonMark without HTML, images and headings; a newline is a line break; ``http(s)://`` addresses
become links. What the parser gives is cleaned once more against an allow-list.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import idna
import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

if TYPE_CHECKING:
    from markdown_it.rules_core import StateCore

# Raise it when the same source gives other HTML: kept HTML is then rendered again.
RENDERER: Final = 2
MAX_NESTING: Final = 20
TAGS: Final = {"p", "br", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "a"}
LINK_REL: Final = "nofollow ugc noopener noreferrer"
# What the cleaner leaves of a link whose address it refuses.
LEADS_NOWHERE: Final = re.compile(f'<a rel="{LINK_REL}">(.*?)</a>', re.DOTALL)
# One pass, no backtracking between its parts: linear on any input.
ADDRESS: Final = re.compile(r"https?://[^\s<>\"'`\\\x00-\x1f]+", re.IGNORECASE)
TRAILING: Final = ".,;:!?…»”\u2019)]}*_~"
PAIRS: Final = {")": "(", "]": "[", "}": "{"}


def render(body: str) -> str:
    """The published HTML of a comment's source."""
    return clean(str(_parser.render(body)))


def clean(html: str) -> str:
    """Keep of any HTML what a comment may hold; cleaning twice changes nothing more.

    Of a link whose address is refused the text stays.
    """
    cleaned = nh3.clean(
        html,
        tags=TAGS,
        attributes={"*": set(), "a": {"href"}},
        attribute_filter=_absolute_links,
        url_schemes={"http", "https"},
        link_rel=LINK_REL,
    )
    return LEADS_NOWHERE.sub(r"\1", cleaned)


def links_in(html: str) -> list[str]:
    """The addresses that a rendered comment links to, in order."""
    return [unescape(match) for match in re.findall(r'<a href="([^"]*)"', html)]


def host_of(url: str) -> str:
    """The host that an address leads to, in the ASCII form that browsers ask for."""
    host = urlsplit(url).hostname or url
    try:
        return host if host.isascii() else idna.encode(host, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return host


def _absolute_links(_tag: str, attribute: str, value: str) -> str | None:
    if attribute != "href":  # the rel that we put there ourselves
        return value
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    return value if parts.scheme in {"http", "https"} and "//" in value and parts.hostname else None


def _link_addresses(state: StateCore) -> None:
    """Turn bare addresses in text into links, except inside links."""
    for block in state.tokens:
        if block.type == "inline" and block.children:
            block.children = list(_linked(block.children))


def _linked(tokens: list[Token]) -> list[Token]:
    done: list[Token] = []
    inside = 0
    for token in tokens:
        inside += (token.type == "link_open") - (token.type == "link_close")
        if token.type == "text" and not inside:
            done.extend(_split_text(token))
        else:
            done.append(token)
    return done


def _split_text(token: Token) -> list[Token]:
    parts: list[Token] = []
    end = 0
    for match in ADDRESS.finditer(token.content):
        address = _without_trailing(match.group())
        if len(address) <= len("https://"):
            continue
        parts.extend(_text(token.content[end : match.start()], token.level))
        parts.append(Token("link_open", "a", 1, attrs={"href": address}, level=token.level))
        parts.extend(_text(address, token.level + 1))
        parts.append(Token("link_close", "a", -1, level=token.level))
        end = match.start() + len(address)
    return [*parts, *_text(token.content[end:], token.level)]


def _without_trailing(address: str) -> str:
    """Leave the sentence its punctuation, and the address its balanced brackets."""
    end = len(address)
    while end and address[end - 1] in TRAILING:
        opening = PAIRS.get(address[end - 1])
        if opening and address.count(opening, 0, end) >= address.count(address[end - 1], 0, end):
            break
        end -= 1
    return address[:end]


def _text(content: str, level: int) -> list[Token]:
    return [Token("text", "", 0, content=content, level=level)] if content else []


def _build_parser() -> MarkdownIt:
    parser = MarkdownIt(
        "commonmark", {"html": False, "breaks": True, "maxNesting": MAX_NESTING}
    ).disable(["image", "heading", "lheading", "html_block", "html_inline", "hr"])
    parser.core.ruler.push("addresses", _link_addresses)
    return parser


_parser: Final = _build_parser()
