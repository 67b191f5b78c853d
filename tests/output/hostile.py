"""Texts that try to become code, and the rule that says what HTML may hold."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import html5lib
from cases import payloads

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

OWN = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&colon;alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](vbscript:alert(1))",
    "[x](//evil.example/x)",
    '[x](https://a.example "onmouseover=alert(1)")',
    "![x](https://a.example/p.png)",
    '<https://a.example/"onmouseover=alert(1)>',
    "https://a.example/'onmouseover='alert(1)",
    'https://a.example/"><script>alert(1)</script>',
    "`<script>alert(1)</script>`",
    "```\n</code></pre><script>alert(1)</script>\n```",
    "> <iframe srcdoc='<script>alert(1)</script>'>",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "<style>*{background:url(javascript:alert(1))}</style>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "{{ 7 * 7 }} {% raw %} ${alert(1)} #{alert(1)}",
    "<!--><img src=x onerror=alert(1)>-->",
    "<b title='x' lang='x' style='x' id='form'>",
]
BODY_ALLOWED: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(
        ("p", "br", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li"), frozenset()
    ),
    "a": frozenset({"href", "rel"}),
}


def hostile_texts() -> list[str]:
    """Our own, and those of the public collections."""
    found = [*OWN, *payloads("xss-*"), *payloads("html-*"), *payloads("blns")]
    return list(dict.fromkeys(found))


def body_violations(html: str) -> Iterator[str]:
    """What a comment's HTML holds beside what it may, as a browser would read it."""
    for element in elements(html):
        allowed = BODY_ALLOWED.get(element.tag)
        if allowed is None:
            yield f"<{element.tag}>"
            continue
        yield from (f"{element.tag} {name}" for name in element.attrib if name not in allowed)
        yield from unsafe_addresses(element)


def page_violations(html: str) -> Iterator[str]:
    """What a page of ours must never hold, whatever strangers wrote into it."""
    for element in elements(html):
        if element.tag == "script" and not element.attrib.get("src", "").startswith("/"):
            yield "an inline script"
        if element.tag in {"iframe", "object", "embed", "base", "style", "svg", "math"}:
            yield f"<{element.tag}>"
        yield from (name for name in element.attrib if name.startswith("on") or name == "style")
        yield from unsafe_addresses(element)


def unsafe_addresses(element: Element) -> Iterator[str]:
    """Addresses that are neither http(s) nor on this host."""
    for name in ("href", "src", "action", "formaction", "xlink:href", "data", "poster"):
        value = element.attrib.get(name)
        if value is not None and urlsplit(value).scheme not in {"", "http", "https"}:
            yield f"{name}={value[:60]}"


def elements(html: str) -> Iterator[Element]:
    """The elements of a fragment or page."""
    if html.lstrip().lower().startswith("<!doctype"):
        yield from html5lib.parse(html, namespaceHTMLElements=False).iter()
        return
    for child in html5lib.parseFragment(html, namespaceHTMLElements=False):
        yield from (element for element in child.iter() if isinstance(element.tag, str))
