"""A finished public answer: its headers and bytes, plain and compressed, made once.

The entity tag is a fingerprint of the bytes, so that it is strong by construction and the same
from every process: it changes exactly when something public does. The compressed form has a tag
of its own (RFC 9110 §8.8.3.3); a reader who holds either is told that nothing has changed.
"""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

Headers = list[tuple[str, str]]

# These speak of one response, not of the answer.
PASSING: Final = frozenset({"content-length", "x-request-id", "date", "server", "connection"})
# RFC 9110 §15.4.5: a 304 describes no content of its own.
OF_CONTENT: Final = frozenset({"content-length", "content-type", "content-encoding"})
TAG_BYTES: Final = 16
WORTH_COMPRESSING: Final = 512
# Measured: what the objects of one answer take beside its two bodies.
OVERHEAD: Final = 4_096


@dataclass(frozen=True, slots=True)
class Form:
    """An answer in one content coding."""

    tag: str
    body: bytes
    headers: Headers
    unchanged: Headers


@dataclass(frozen=True, slots=True)
class Answer:
    """A 200, ready to leave in either form; ``compressed`` is None where that saves nothing."""

    plain: Form
    compressed: Form | None

    @classmethod
    def of(cls, headers: Iterable[tuple[str, str]], body: bytes) -> Answer:
        """Finish what a view has answered."""
        kept = [(name, value) for name, value in headers if name.lower() not in PASSING]
        fingerprint = hashlib.sha256(body).hexdigest()[: 2 * TAG_BYTES]
        compressed = None
        if len(body) >= WORTH_COMPRESSING:
            packed = gzip.compress(body, mtime=0)
            coding = [*kept, ("Content-Encoding", "gzip")]
            compressed = _form(f'"{fingerprint}-gzip"', packed, coding)
        return cls(_form(f'"{fingerprint}"', body, kept), compressed)

    @property
    def size(self) -> int:
        """About how many bytes of memory it takes."""
        return OVERHEAD + sum(len(form.body) for form in (self.plain, self.compressed) if form)

    def send(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a GET or HEAD request."""
        form = self.plain
        if self.compressed is not None and accepts_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")):
            form = self.compressed
        held = environ.get("HTTP_IF_NONE_MATCH")
        if held is not None:
            same = self._held(held, form)
            if same is not None:
                start_response("304 NOT MODIFIED", same.unchanged.copy())
                return []
        start_response("200 OK", form.headers.copy())
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [form.body]

    def _held(self, header: str, chosen: Form) -> Form | None:
        """The form that the reader already has, by weak comparison (RFC 9110 §13.1.2)."""
        tags = {tag.strip().removeprefix("W/") for tag in header.split(",")}
        if "*" in tags:
            return chosen
        forms = (chosen, self.plain, self.compressed)
        return next((form for form in forms if form and form.tag in tags), None)


@lru_cache(maxsize=256)
def accepts_gzip(header: str) -> bool:
    """Whether ``Accept-Encoding`` takes gzip: named, or ``*``, and not with a weight of zero."""
    weights = {}
    for item in header.lower().split(","):
        coding, *parameters = (part.strip() for part in item.split(";"))
        weight = next((part[2:] for part in parameters if part.startswith("q=")), "1")
        weights[coding] = weight.strip("0.") != ""
    return weights.get("gzip", weights.get("*", False))


def _form(tag: str, body: bytes, headers: Headers) -> Form:
    tagged = [*headers, ("ETag", tag)]
    unchanged = [(name, value) for name, value in tagged if name.lower() not in OF_CONTENT]
    return Form(tag, body, [*tagged, ("Content-Length", str(len(body)))], unchanged)
