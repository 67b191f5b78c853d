"""The doors of the widget's script: the newest, and each release by its version."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, abort, request

STATIC: Final = Path(__file__).parent / "static"
RELEASES: Final = STATIC / "releases"
VERSION: Final = version("comment-moderation")
NAME: Final = "embed.js"

FRESH_S: Final = 300
FOREVER_S: Final = 365 * 86_400
HEADERS: Final = {
    # Pages of other origins include it, also with `crossorigin` for an integrity hash.
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Vary": "Accept-Encoding",
    "X-Content-Type-Options": "nosniff",
}

blueprint: Final = Blueprint("widget", __name__)


@dataclass(frozen=True, slots=True)
class Script:
    """A script as it is sent: plain, compressed, and the mark of its bytes."""

    plain: bytes
    compressed: bytes
    etag: str


@blueprint.get("/embed.js")
def newest() -> Response:
    """The widget of this release, to be asked for again after five minutes."""
    return _answer(_script(STATIC / NAME), f"public, max-age={FRESH_S}")


@blueprint.get("/embed/<string:release>/embed.js")
def of_release(release: str) -> Response:
    """The widget of one release; its bytes never change."""
    path = released().get(release)
    if path is None:
        abort(404)
    return _answer(_script(path), f"public, max-age={FOREVER_S}, immutable")


@cache
def released() -> dict[str, Path]:
    """Every release whose script is shipped, by its version."""
    earlier = {path.parent.name: path for path in RELEASES.glob(f"*/{NAME}")}
    return {**earlier, VERSION: STATIC / NAME}


@cache
def _script(path: Path) -> Script:
    plain = path.read_bytes()
    return Script(plain, gzip.compress(plain, 9, mtime=0), hashlib.sha256(plain).hexdigest()[:32])


def _answer(script: Script, cache_control: str) -> Response:
    compressed = request.accept_encodings["gzip"] > 0
    response = Response(
        script.compressed if compressed else script.plain,
        content_type="text/javascript; charset=utf-8",
        headers={**HEADERS, "Cache-Control": cache_control},
    )
    if compressed:
        response.content_encoding = "gzip"
    # Each representation has a mark of its own: a cache may keep both.
    response.set_etag(f"{script.etag}-gzip" if compressed else script.etag)
    response.make_conditional(request)
    return response
