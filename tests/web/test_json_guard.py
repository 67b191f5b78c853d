"""Bodies that strangers send."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from moderation.web.json_guard import MAX_DEPTH, parse
from moderation.web.problems import Problem

if TYPE_CHECKING:
    from flask import Flask


def nested(depth: int) -> bytes:
    return b'{"a":' * depth + b"1" + b"}" * depth


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b'"text"',
        b"1",
        b"{",
        b"{'a': 1}",
        b'{"a": NaN}',
        b'{"a": Infinity}',
        b'{"a": -Infinity}',
        b'{"a": 1e999}',
        b'{"a": ' + b"9" * 5000 + b"}",
        b'{"a": 1, "a": 2}',
        b'{"a": {"b": 1, "b": 2}}',
        b'{"a": "\\ud800"}',
        b'{"\\ud800": 1}',
        b'{"a": "\\u0000"}',
        b'{"a": ["\\udfff"]}',
        b'{"a": "\xff"}',
        '{"a": "é"}'.encode("utf-16"),
        '{"a": "é"}'.encode("latin-1"),
        b"\xef\xbb\xbf{}",
        b"[" * 1000,
        b"[" * 30_000 + b"]" * 30_000,
        b'{"a":' * 30_000,
        nested(MAX_DEPTH + 1),
    ],
)
def test_what_is_not_a_plain_object_is_refused(app: Flask, body: bytes) -> None:
    with app.test_request_context(), pytest.raises(Problem) as refused:
        parse(body)
    assert (refused.value.status, refused.value.slug) == (400, "malformed")


@pytest.mark.parametrize(
    "document", [{}, {"a": 1}, {"a": [1.5, None, True, "é😀\n"]}, json.loads(nested(MAX_DEPTH))]
)
def test_a_plain_object_is_read(app: Flask, document: dict[str, Any]) -> None:
    with app.test_request_context():
        assert parse(json.dumps(document).encode()) == document
