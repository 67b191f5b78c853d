"""Whatever a stranger sends has a clear answer, changes nothing, and is never a 500."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from factories import ARTICLE_URL

from moderation.comments.texts import MAX_BODY, MAX_NAME
from tests.intake.people import COMMENTS, PAGE, TICKET, Stranger, form_of, letter, stored

if TYPE_CHECKING:
    from flask import Flask

GOOD = json.dumps(letter())
# What is wrong with a letter, and the fields that the answer names.
FAULTS: list[tuple[dict[str, Any], set[str]]] = [
    # Missing.
    ({"article": ...}, {"article"}),
    ({"name": ...}, {"name"}),
    ({"email": ...}, {"email"}),
    ({"body": ...}, {"body"}),
    (
        {"name": ..., "email": ..., "body": ..., "article": ...},
        {"name", "email", "body", "article"},
    ),
    # Of another type.
    ({"name": 7}, {"name"}),
    ({"name": None}, {"name"}),
    ({"name": ["Awa"]}, {"name"}),
    ({"name": {"first": "Awa"}}, {"name"}),
    ({"name": True}, {"name"}),
    ({"email": 7}, {"email"}),
    ({"email": None}, {"email"}),
    ({"email": ["awa@exemple.fr"]}, {"email"}),
    ({"body": 1.5}, {"body"}),
    ({"body": None}, {"body"}),
    ({"body": {}}, {"body"}),
    ({"website": 7}, {"website"}),
    ({"website": []}, {"website"}),
    ({"parent": 7}, {"parent"}),
    ({"parent": {"id": "c"}}, {"parent"}),
    ({"notify": "yes"}, {"notify"}),
    ({"notify": 1}, {"notify"}),
    ({"notify": None}, {"notify"}),
    ({"ticket": 7}, {"ticket"}),
    ({"trap": None}, {"trap"}),
    ({"trap": []}, {"trap"}),
    ({"article": ARTICLE_URL}, {"article"}),
    ({"article": None}, {"article"}),
    ({"article": []}, {"article"}),
    ({"article": {}}, {"article"}),
    ({"article": {"url": 7, "title": "T"}}, {"article"}),
    ({"article": {"url": None, "title": "T"}}, {"article"}),
    ({"article": {"url": ARTICLE_URL, "title": 7}}, {"article"}),
    ({"article": {"url": ARTICLE_URL, "title": None}}, {"article"}),
    ({"article": {"url": ARTICLE_URL, "title": "T", "key": 7}}, {"article"}),
    ({"article": {"url": ARTICLE_URL, "title": "T", "open": True}}, {"article"}),
    # Of no use.
    ({"status": "approved"}, {"status"}),
    (
        {"id": "c1", "is_admin": True, "created_at": "2020-01-01"},
        {"id", "is_admin", "created_at"},
    ),
    ({"": "", "__class__": {}}, {"", "__class__"}),
    # Against the rules of the field.
    ({"name": ""}, {"name"}),
    ({"name": " \t "}, {"name"}),
    ({"name": "\u200b\u202e"}, {"name"}),
    ({"name": "a" * (MAX_NAME + 1)}, {"name"}),
    ({"name": "z\u0335\u0336\u0337\u0338\u0339"}, {"name"}),
    ({"name": "\u0e01" + "\u0e49" * 5}, {"name"}),
    ({"name": "A\u0489\u0489\u0489\u0489\u0489"}, {"name"}),
    ({"name": "\u2800"}, {"name"}),
    ({"name": "Awa\u0007"}, {"name"}),
    ({"email": ""}, {"email"}),
    ({"email": "awa"}, {"email"}),
    ({"email": "awa@localhost"}, {"email"}),
    ({"email": '"awa diallo"@exemple.fr'}, {"email"}),
    ({"email": "awa@[192.0.2.1]"}, {"email"}),
    ({"email": "awa@exemple.fr\nBcc: x@exemple.fr"}, {"email"}),
    ({"body": ""}, {"body"}),
    ({"body": "\n \u00a0\u200b"}, {"body"}),
    ({"body": "a" * (MAX_BODY + 1)}, {"body"}),
    ({"body": "a\u001bb"}, {"body"}),
    ({"website": "javascript:alert(1)"}, {"website"}),
    ({"website": "http://127.0.0.1/"}, {"website"}),
    ({"website": "exemple"}, {"website"}),
    ({"website": "https://exemple.fr/" + "a" * 2048}, {"website"}),
    # An article of somebody else.
    ({"article": {"url": "https://evil.example/article", "title": "T"}}, {"article"}),
    ({"article": {"url": "https://blog.example.evil.example/", "title": "T"}}, {"article"}),
    ({"article": {"url": "https://blog.example@evil.example/", "title": "T"}}, {"article"}),
    ({"article": {"url": "https://blog.example:8443/a", "title": "T"}}, {"article"}),
    ({"article": {"url": "ftp://blog.example/a", "title": "T"}}, {"article"}),
    ({"article": {"url": "post-42", "title": "T"}}, {"article"}),
    ({"article": {"url": "", "title": "T"}}, {"article"}),
    ({"article": {"url": "https://blog.example/" + "a" * 2048, "title": "T"}}, {"article"}),
    ({"article": {"url": ARTICLE_URL, "title": "T", "key": ""}}, {"article"}),
    ({"article": {"url": ARTICLE_URL, "title": "T", "key": "a" * 201}}, {"article"}),
    (
        {"article": {"url": ARTICLE_URL, "title": "T", "key": "https://evil.example/a"}},
        {"article"},
    ),
]
JUST_WITHIN: list[dict[str, Any]] = [
    {"name": "a" * MAX_NAME},
    {"name": "é" * MAX_NAME},
    {"name": "🙂" * MAX_NAME},
    {"body": "a" * MAX_BODY},
    {"body": "🙂" * MAX_BODY},
    {"body": "👩‍👩‍👧" * (MAX_BODY // 5)},
    {"website": "exemple.fr"},
    {"website": None},
    {"website": ""},
    {"parent": None},
    {"parent": ...},
    {"ticket": None},
    {"ticket": ""},
    {"ticket": "nonsense"},
    {"trap": ""},
    {"notify": True},
    {"article": {"url": ARTICLE_URL}},
    {"article": {"url": "/article", "title": "T", "key": None}},
    {"article": {"url": "http://www.blog.example/article/?utm_source=x#top", "title": "T"}},
    {"article": {"url": ARTICLE_URL, "title": "\u202eT\n" * 500}},
]
NO_STRICT_JSON: list[tuple[bytes, int]] = [
    (b"", 400),
    (b"{", 400),
    (b"null", 400),
    (b"[]", 400),
    (b'"text"', 400),
    (b"[" * 30_000, 400),
    (b'{"a":' * 10_000, 400),
    (b'{"article": {"url": {"a": {"b": {"c": {"d": 1}}}}}}', 400),
    (b'{"name": NaN}', 400),
    (b'{"name": -Infinity}', 400),
    (b'{"name": 1e999}', 400),
    (b'{"name": "a", "name": "b"}', 400),
    (b'{"name": "\\ud800"}', 400),
    (b'{"name": "a\\u0000"}', 400),
    (b'{"\\ud800": 1}', 400),
    (b'{"name": "\xff"}', 400),
    (b'{"name": "\xed\xa0\x80"}', 400),
    (b'{"name": "\xc0\xaf"}', 400),
    (b"\xef\xbb\xbf" + GOOD.encode(), 400),
    (GOOD.encode("utf-16"), 400),
    (GOOD.encode("utf-32"), 400),
    (b" " * 65_536 + GOOD.encode(), 413),
    (json.dumps(letter(body="a" * 70_000)).encode(), 413),
]
NOT_JSON_IN_UTF_8: list[str | None] = [
    None,
    "",
    "text/plain",
    "text/json",
    "application/x+json",
    "application/vnd.api+json",
    "application/jsonx",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/json; charset=utf-16",
    "application/json; charset=latin-1",
]
NONSENSE = [
    {"after": "nonsense"},
    {"after": "\x00"},
    {"after": "é" * 400},
    {"thread": "nonsense"},
    {"thread": "\x00"},
    {"thread": "9" * 400},
    {"parent": "nonsense"},
    {"parent": "\x00"},
    {"parent": "9" * 20},
    {"c": "nonsense"},
    {"c": "\x00"},
    {"lang": "\x00"},
    {"lang": "klingon"},
]


def test_a_good_letter_is_good(stranger: Stranger) -> None:
    assert stranger.send(GOOD).status_code == 201


def test_exactly_the_fields_at_fault_are_named(app: Flask, stranger: Stranger) -> None:
    for changes, fields in FAULTS:
        answer = stranger.post(**changes)

        assert answer.status_code == 422, changes
        assert answer.content_type == "application/problem+json"
        problem = answer.get_json()
        assert problem["type"] == "http://localhost/problems/fields"
        assert problem["errors"].keys() == fields, changes
        assert all(len(words) == 1 and words[0] for words in problem["errors"].values())
    assert stored(app) == []


def test_what_is_just_within_the_rules_is_taken(stranger: Stranger) -> None:
    for changes in JUST_WITHIN:
        assert stranger.post(**changes).status_code == 201, changes


def test_what_is_no_strict_json_is_refused(app: Flask, stranger: Stranger) -> None:
    for raw, status in NO_STRICT_JSON:
        answer = stranger.send(raw)

        assert answer.status_code == status, raw[:80]
        assert answer.content_type == "application/problem+json"
        assert answer.headers["Cache-Control"] == "no-store"
    assert stored(app) == []


def test_only_json_in_utf_8_is_read(app: Flask, stranger: Stranger) -> None:
    for media_type in NOT_JSON_IN_UTF_8:
        assert stranger.send(GOOD, media_type).status_code == 415, media_type
    assert stored(app) == []


@pytest.mark.parametrize("key", ["", " ", "a" * 65, "clé", "a b"])
def test_a_malformed_key_is_refused(app: Flask, stranger: Stranger, key: str) -> None:
    answer = stranger.client.post(
        COMMENTS, json=letter(), headers={"Idempotency-Key": key.encode().decode("latin-1")}
    )

    assert answer.status_code == 400
    assert stored(app) == []


@pytest.mark.parametrize("parent", ["nobody", "", "c" * 5_000, "1", "' OR 1=1 --", "💥"])
def test_a_parent_that_nobody_knows_is_gone(stranger: Stranger, parent: str) -> None:
    answer = stranger.post(parent=parent)

    assert answer.status_code == (409 if parent else 201)


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "comments"), ("GET", "ticket?article=/a"), ("GET", "comments/c1")],
)
def test_a_site_that_nobody_knows_is_not_found(stranger: Stranger, method: str, path: str) -> None:
    for site in ["nobody", "BLOG", "%00", "%ff", "a" * 300]:
        answer = stranger.client.open(
            f"/api/v1/sites/{site}/{path}",
            method=method,
            json=letter() if method == "POST" else None,
            headers={"Authorization": "Bearer c1.x"},
        )

        assert answer.status_code == 404, site
        assert answer.content_type == "application/problem+json"


@pytest.mark.parametrize("article", ["https://evil.example/", "https://", "a\\b", "\x00"])
def test_a_ticket_is_for_an_article_of_the_site(stranger: Stranger, article: str) -> None:
    answer = stranger.client.get(TICKET, query_string={"article": article})

    assert answer.status_code == 422
    assert answer.get_json()["errors"].keys() == {"article"}


@pytest.mark.parametrize("query", [{}, {"article": ""}])
def test_a_ticket_is_for_some_article(stranger: Stranger, query: dict[str, str]) -> None:
    assert stranger.client.get(TICKET, query_string=query).status_code == 400


def test_nonsense_in_the_address_of_the_page_changes_nothing(stranger: Stranger) -> None:
    stranger.post()

    for query in NONSENSE:
        answer = stranger.read(**query)

        assert answer.status_code == 200, query
        assert "Laisser un commentaire" in answer.text


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({}, 400),
        ({"article": ""}, 400),
        ({"article": "https://evil.example/"}, 404),
        ({"article": "\x00"}, 404),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_page_is_about_an_article_of_the_site(
    stranger: Stranger, method: str, query: dict[str, str], status: int
) -> None:
    answer = stranger.client.open(PAGE, method=method, query_string=query)

    assert answer.status_code == status
    assert answer.mimetype == "text/html"


@pytest.mark.parametrize(
    "fields",
    [
        {"body": "a\x00b"},
        {"name": "a\x00b"},
        {"email": "a\x00b@exemple.fr"},
        {"website": "exem\x00ple.fr"},
    ],
)
def test_a_form_with_a_nul_is_shown_again(
    app: Flask, stranger: Stranger, fields: dict[str, str]
) -> None:
    answer = stranger.fill_in(**fields)

    assert answer.status_code == 422
    assert stored(app) == []


@pytest.mark.parametrize("parent", ["\x00", "nobody", "a\x00b"])
def test_a_form_that_answers_nobody_is_shown_again(
    app: Flask, stranger: Stranger, parent: str
) -> None:
    answer = stranger.fill_in(parent=parent)

    assert answer.status_code == (409 if parent != "\x00" else 303)
    assert len(stored(app)) == (0 if parent != "\x00" else 1)


def test_a_form_of_bytes_that_are_no_text_is_read_as_far_as_possible(stranger: Stranger) -> None:
    answer = stranger.client.post(
        PAGE,
        query_string={"article": ARTICLE_URL},
        data=b"body=\xff\xfe&name=%ED%A0%80&email=%C0%AF&ticket=%FF",
        content_type="application/x-www-form-urlencoded",
    )

    assert answer.status_code == 422


@pytest.mark.parametrize("media_type", ["application/json", "text/plain", "", None])
def test_a_form_of_another_media_type_is_an_empty_form(
    stranger: Stranger, media_type: str | None
) -> None:
    answer = stranger.client.post(
        PAGE, query_string={"article": ARTICLE_URL}, data=b"body=a", content_type=media_type
    )

    assert answer.status_code == 422
    assert "Saisissez votre commentaire" in answer.text


def test_the_longest_comment_there_can_be_fits_through_the_page(
    app: Flask, stranger: Stranger
) -> None:
    answer = stranger.fill_in(body="🙂" * MAX_BODY)

    assert answer.status_code == 303
    assert stored(app)[0].body == "🙂" * MAX_BODY


def test_a_longer_comment_comes_back_whole(stranger: Stranger) -> None:
    text = "a" * (MAX_BODY + 12)

    answer = stranger.fill_in(body=text)

    assert answer.status_code == 422
    assert (
        "Raccourcissez votre commentaire\u00a0: 8000 caractères au plus, 12 en trop" in answer.text
    )
    assert form_of(answer)["body"] == text


def test_an_endless_form_is_refused(app: Flask, stranger: Stranger) -> None:
    answer = stranger.fill_in(body="a" * 200_000)

    assert answer.status_code == 413
    assert stored(app) == []
