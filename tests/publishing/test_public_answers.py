"""The form of public answers: headers, entity tags, compression, HEAD."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest
from factories import a_comment

from moderation.publishing.answer import Answer, accepts_gzip
from tests.publishing.readers import COUNTS, Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from flask import Flask
    from sqlalchemy.orm import Session

    from moderation.sites.models import Site

OTHER = "https://blog.example/other"


def test_public_answers_may_be_kept_by_any_cache_and_read_by_any_page(
    session: Session, site: Site, reader: Reader
) -> None:
    a_comment(session, site)
    for headers in (reader.ask().headers, reader.ask(COUNTS, article="/article").headers):
        assert headers["Content-Type"] == "application/json; charset=utf-8"
        assert headers["Cache-Control"] == "public, max-age=10"
        assert headers["Access-Control-Allow-Origin"] == "*"
        assert headers["Vary"] == "Accept-Encoding"
        assert headers["X-Content-Type-Options"] == "nosniff"
        policy = "default-src 'none'; frame-ancestors 'none'; sandbox"
        assert headers["Content-Security-Policy"] == policy
        assert "Set-Cookie" not in headers
        assert "Access-Control-Allow-Credentials" not in headers


def test_the_first_reader_and_the_next_get_the_same_bytes_and_headers(
    session: Session, site: Site, reader: Reader, asked_of_flask: list[str]
) -> None:
    a_comment(session, site)
    first, second = reader.ask(), reader.ask()
    assert asked_of_flask == ["asked"]
    assert first.data == second.data
    assert list(first.headers) == list(second.headers)


@pytest.mark.parametrize("earlier", ["unknown", "known"])
def test_head_gives_the_headers_alone(
    session: Session, site: Site, reader: Reader, earlier: str
) -> None:
    a_comment(session, site)
    if earlier == "known":
        reader.ask()
    head, get = reader.ask(method="HEAD"), reader.ask()
    assert head.data == b""
    assert list(head.headers) == list(get.headers)
    assert int(head.headers["Content-Length"]) == len(get.data)


def test_who_takes_gzip_gets_the_same_answer_smaller(
    session: Session, site: Site, reader: Reader
) -> None:
    for _ in range(5):
        a_comment(session, site)
    plain = reader.ask()
    packed = reader.ask(headers={"Accept-Encoding": "br, gzip"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.data) < len(plain.data) / 2
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["ETag"] != plain.headers["ETag"]


def test_R3_who_holds_the_answer_already_gets_304(
    session: Session, site: Site, reader: Reader
) -> None:
    a_comment(session, site, body="Un commentaire assez long. " * 40)
    for coding in ("", "gzip"):
        tag = reader.ask(headers={"Accept-Encoding": coding}).headers["ETag"]
        answer = reader.ask(headers={"Accept-Encoding": coding, "If-None-Match": f'W/"x", {tag}'})
        assert (answer.status_code, answer.data) == (304, b"")
        assert answer.headers["ETag"] == tag
        assert answer.headers["Cache-Control"] == "public, max-age=10"
        assert not {"Content-Length", "Content-Type", "Content-Encoding"} & set(
            answer.headers.keys()
        )


def test_a_304_needs_no_answer_made_before(session: Session, site: Site, app: Flask) -> None:
    a_comment(session, site)
    tag = Reader(app).ask().headers["ETag"]
    assert Reader(app).ask(headers={"If-None-Match": tag}).status_code == 304


def test_the_tag_moves_with_what_is_public_of_this_article_and_with_nothing_else(
    session: Session, site: Site, reader: Reader
) -> None:
    def tag() -> str:
        return reader.ask_later().headers["ETag"]

    a_comment(session, site)
    first = tag()
    a_comment(session, site, status="pending")
    a_comment(session, site, status="spam")
    a_comment(session, site, url=OTHER)
    assert tag() == first
    a_comment(session, site)
    assert tag() != first


@pytest.mark.parametrize(
    ("header", "taken"),
    [
        ("gzip", True),
        ("GZIP;q=0.5", True),
        ("br, gzip; q=1.0", True),
        ("*", True),
        ("", False),
        ("br", False),
        ("gzip;q=0", False),
        ("gzip;q=0.000, *", False),
        ("*;q=0", False),
        ("identity", False),
    ],
)
def test_gzip_is_sent_to_those_who_take_it(header: str, *, taken: bool) -> None:
    assert accepts_gzip(header) is taken


@pytest.mark.parametrize(
    ("held", "unchanged"),
    [
        ("{plain}", True),
        ("{packed}", True),
        ("W/{plain}", True),
        ('"other",{plain}', True),
        ("*", True),
        ('"other"', False),
        ("", False),
        ("{bare}", False),
    ],
)
def test_if_none_match_is_compared_weakly(held: str, *, unchanged: bool) -> None:
    answer = Answer.of([], b"x" * 1000)
    assert answer.compressed is not None
    tags = {"plain": answer.plain.tag, "packed": answer.compressed.tag}
    header = held.format(bare=answer.plain.tag.strip('"'), **tags)
    said: list[str] = []

    def start_response(status: str, _headers: Iterable[tuple[str, str]]) -> Callable[..., object]:
        said.append(status)
        return print

    answer.send({"REQUEST_METHOD": "GET", "HTTP_IF_NONE_MATCH": header}, start_response)
    assert said == ["304 NOT MODIFIED" if unchanged else "200 OK"]


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-Host": "evil.example"},
        {"Accept": "text/html"},
        {"Accept-Language": "en"},
        {"Cookie": "sid=1"},
        {"Origin": "https://evil.example"},
        {"Range": "bytes=0-1"},
    ],
)
def test_no_header_changes_what_is_kept(
    session: Session, site: Site, reader: Reader, headers: dict[str, str]
) -> None:
    a_comment(session, site)
    asked = reader.ask(headers=headers)
    plain = reader.ask()
    assert asked.status_code == plain.status_code == 200
    assert asked.data == plain.data
    assert list(asked.headers) == list(plain.headers)
