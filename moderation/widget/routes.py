"""The doors of the widget's scripts: the newest, and those of each release by its version."""

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
LANGUAGES: Final = "languages"
#: What pages include, and what that loads from beside itself.
NAMES: Final = tuple(
    sorted(
        path.relative_to(STATIC).as_posix()
        for path in (*STATIC.glob("*.js"), *STATIC.glob(f"{LANGUAGES}/*.js"))
    )
)

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


@blueprint.get("/embed.js", defaults={"name": "embed.js"})
@blueprint.get("/write.js", defaults={"name": "write.js"})
@blueprint.get("/stay.js", defaults={"name": "stay.js"})
@blueprint.get("/counts.js", defaults={"name": "counts.js"})
def newest(name: str) -> Response:
    """A script of this release, to be asked for again after five minutes."""
    if name not in NAMES:
        abort(404)
    return _answer(_script(STATIC / name), f"public, max-age={FRESH_S}")


@blueprint.get("/languages/<string:tag>.js")
def language(tag: str) -> Response:
    """The words of this release in a language that its scripts do not hold."""
    return newest(f"{LANGUAGES}/{tag}.js")


@blueprint.get("/embed/<string:release>/<path:name>")
def of_release(release: str, name: str) -> Response:
    """A script of one release; its bytes never change."""
    path = released().get((release, name))
    if path is None:
        abort(404)
    return _answer(_script(path), f"public, max-age={FOREVER_S}, immutable")


@cache
def released() -> dict[tuple[str, str], Path]:
    """Every script that is shipped of a release, by its version and its name."""
    earlier = {}
    for path in RELEASES.glob("*/**/*.js"):
        release, _, name = path.relative_to(RELEASES).as_posix().partition("/")
        earlier[release, name] = path
    return {**earlier, **{(VERSION, name): STATIC / name for name in NAMES}}


@cache
def _script(path: Path) -> Script:
    plain = path.read_bytes()
    return Script(plain, _compressed(path, plain), hashlib.sha256(plain).hexdigest()[:32])


def _compressed(path: Path, plain: bytes) -> bytes:
    """What the build has compressed more thoroughly than there is time for here, if it is there."""
    beside = path.with_name(f"{path.name}.gz")
    return beside.read_bytes() if beside.exists() else gzip.compress(plain, 9, mtime=0)


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
