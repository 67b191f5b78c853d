"""Pages include the widget's scripts."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from moderation.widget import routes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask.testing import FlaskClient

MOST = 10 * 1024
NEWEST = "/embed.js"
OF_THIS_RELEASE = f"/embed/{routes.VERSION}/embed.js"
ALL = [f"/{name}" for name in routes.NAMES]
ALL_OF_THIS_RELEASE = [f"/embed/{routes.VERSION}/{name}" for name in routes.NAMES]


@pytest.fixture
def an_earlier_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[bytes]:
    script = b"/* 0.0.9 */"
    folder = tmp_path / "0.0.9"
    for name in routes.NAMES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(script)
    monkeypatch.setattr(routes, "RELEASES", tmp_path)
    routes.released.cache_clear()
    yield script
    routes.released.cache_clear()


def test_there_is_a_script_for_each_need_and_a_file_of_each_language() -> None:
    needs = {"counts.js", "embed.js", "languages/de.js", "stay.js", "write.js"}
    assert needs <= set(routes.NAMES)


@pytest.mark.parametrize("path", [*ALL, *ALL_OF_THIS_RELEASE])
def test_a_page_of_any_origin_may_include_the_script(client: FlaskClient, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code == 200
    assert answer.content_type == "text/javascript; charset=utf-8"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer.headers


def test_R2_the_script_with_styles_and_both_languages_is_at_most_10_kib(
    client: FlaskClient,
) -> None:
    answer = client.get(NEWEST, headers={"Accept-Encoding": "gzip"})

    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.data) <= MOST
    script = gzip.decompress(answer.data).decode()
    assert "Votre adresse e-mail ne sera pas publiée." in script
    assert "Your email address will not be published." in script


def test_whoever_does_not_take_gzip_gets_the_same_script_plain(client: FlaskClient) -> None:
    plain = client.get(NEWEST, headers={"Accept-Encoding": "identity"})
    compressed = client.get(NEWEST, headers={"Accept-Encoding": "gzip"})

    assert "Content-Encoding" not in plain.headers
    assert plain.headers["Vary"] == compressed.headers["Vary"] == "Accept-Encoding"
    assert plain.data == gzip.decompress(compressed.data)
    assert plain.headers["ETag"] != compressed.headers["ETag"]


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_a_browser_that_has_the_script_is_not_sent_it_again(
    client: FlaskClient, encoding: str
) -> None:
    first = client.get(NEWEST, headers={"Accept-Encoding": encoding})

    again = client.get(
        NEWEST, headers={"Accept-Encoding": encoding, "If-None-Match": first.headers["ETag"]}
    )

    assert again.status_code == 304
    assert again.data == b""
    assert again.headers["Cache-Control"] == "public, max-age=300"


@pytest.mark.parametrize(("path", "newest"), list(zip(ALL_OF_THIS_RELEASE, ALL, strict=True)))
def test_O18_the_scripts_of_a_release_are_kept_for_ever(
    client: FlaskClient, path: str, newest: str
) -> None:
    answer = client.get(path)

    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.data == client.get(newest).data


def test_O18_the_scripts_of_an_earlier_release_keep_their_bytes(
    an_earlier_release: bytes, client: FlaskClient
) -> None:
    for name in routes.NAMES:
        assert client.get(f"/embed/0.0.9/{name}").data == an_earlier_release
    assert client.get(OF_THIS_RELEASE).data == client.get(NEWEST).data


@pytest.mark.parametrize("release", ["9.9.9", "..", "%2e%2e", "0.1.0%00"])
def test_a_release_that_never_was_is_not_found(client: FlaskClient, release: str) -> None:
    for name in routes.NAMES:
        assert client.get(f"/embed/{release}/{name}").status_code == 404


@pytest.mark.parametrize("tag", ["xx", "fr", "..", "%2e%2e%2fembed", "de.js"])
def test_L1_a_language_that_has_no_file_is_not_found(client: FlaskClient, tag: str) -> None:
    assert client.get(f"/languages/{tag}.js").status_code == 404
    assert client.get(f"/embed/{routes.VERSION}/languages/{tag}.js").status_code == 404
