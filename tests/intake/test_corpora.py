"""Odd and hostile cases, a few of our own or the public collections, through the JSON door."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from cases import FOLDER, cases
from factories import BLOG_ORIGINS, a_site

from moderation.database import db
from tests.intake.people import Stranger, stored

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from moderation.config import Settings

REORDERS_OR_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
# Addresses that are valid and refused all the same: a local part in quotes or with a backslash
# (RFC 5321 §4.1.2 advises against giving such mailboxes out), and one with a name around it.
REFUSED_ON_PURPOSE = ('"', "\\")


@pytest.fixture
def anyone(make_app: Callable[[Settings], Flask], settings_on_sqlite: Settings) -> Stranger:
    """Somebody at a service whose kind of database cannot matter."""
    app = make_app(replace(settings_on_sqlite, posting_limits="1000 per minute"))
    with app.app_context():
        a_site(db.session(), "blog", origins=BLOG_ORIGINS)
        db.session.commit()
    return Stranger(app)


def addresses() -> dict[str, bool]:
    """E-mail addresses, and whether their corpus calls them valid."""
    found = {
        case["payload"]: case["category"] in {"ISEMAIL_VALID_CATEGORY", "ISEMAIL_DNSWARN"}
        for case in cases("email-isemail")
    }
    for case in cases("email-egulias"):
        found[case["payload"]] = case["provider"] == "getValidEmails"
    for case in cases("email-python-email-validator"):
        found[case["payload"]] = case["expected"] == "VALID"
    return found


def is_refused_on_purpose(address: str) -> bool:
    return any(sign in address for sign in REFUSED_ON_PURPOSE)


def test_T14_no_invalid_address_is_taken_and_no_valid_one_refused(anyone: Stranger) -> None:
    known = addresses()
    taken, refused = [], []
    for number, (address, is_valid) in enumerate(known.items()):
        answer = anyone.post(email=address, body=f"Texte {number}")
        if answer.status_code == 201:
            taken += [] if is_valid else [address]
            continue
        assert answer.status_code in {400, 422}, address
        assert "exemple.fr" in answer.text or answer.status_code == 400
        refused += [address] if is_valid and not is_refused_on_purpose(address) else []

    assert taken == []
    assert refused == []


def test_T15_a_website_leads_where_browsers_would_lead(anyone: Stranger) -> None:
    """Whatever is taken is an http(s) address that a browser reads alike."""
    taken: list[dict[str, Any]] = []
    for number, case in enumerate(cases("url-wpt")):
        website = case["payload"]
        answer = anyone.post(website=website, body=f"Texte {number}")
        assert answer.status_code in {201, 400, 422}, website
        if answer.status_code == 201:
            taken.append(case)

    assert taken
    for case, comment in zip(taken, stored(anyone.app), strict=True):
        assert not case["failure"], case
        kept = urlsplit(comment.author_website or "https://nothing.example")
        assert kept.scheme in {"http", "https"}
        if case["payload"].strip().lower().startswith(("http://", "https://")):
            assert kept.hostname == urlsplit(case["href"]).hostname, case


def test_T7_no_document_makes_the_door_fall_off_its_hinges(anyone: Stranger) -> None:
    allowed = {"n": {400, 413}, "y": {400, 422}, "i": {400, 413, 422}}
    files = sorted((FOLDER / "json-testsuite").glob("*.json"))
    for file in files:
        kind = file.name.removeprefix("test_parsing__")[0]
        answer = anyone.send(file.read_bytes())

        assert answer.status_code in allowed[kind], file.name
        assert answer.content_type == "application/problem+json"
    assert files
    assert stored(anyone.app) == []


def composed(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def test_T9_naughty_strings_come_back_as_they_were_or_are_refused_with_a_reason(
    app: Flask, stranger: Stranger
) -> None:
    sent = []
    for case in cases("blns"):
        body = case["payload"]
        answer = stranger.post(body=body)
        if answer.status_code == 201:
            sent.append(body)
        else:
            assert answer.status_code in {400, 422}, body
            assert answer.status_code == 400 or answer.get_json()["errors"].keys() == {"body"}

    kept = [comment.body for comment in stored(app)]
    assert sent
    assert kept == [composed(body).strip("\n").rstrip() for body in sent]


def test_T10_naughty_names_are_one_visible_line_or_are_refused_with_a_reason(
    app: Flask, stranger: Stranger
) -> None:
    for number, case in enumerate(cases("blns")):
        answer = stranger.post(
            name=case["payload"],
            body=f"Texte {number}",
            article={"url": "/article", "title": case["payload"]},
        )
        assert answer.status_code in {201, 400, 422}, case
        if answer.status_code == 422:
            assert answer.get_json()["errors"].keys() == {"name"}

    names = [comment.author_name for comment in stored(app)]
    assert names
    assert [name for name in names if REORDERS_OR_BREAKS.search(name)] == []
    assert [name for name in names if name != " ".join(name.split())] == []


def test_naughty_strings_in_any_other_field_are_never_our_fault(stranger: Stranger) -> None:
    for number, case in enumerate(cases("blns")):
        text = case["payload"]
        for changes in (
            {"email": text, "website": text, "article": {"url": text, "title": "T"}},
            {"ticket": text, "trap": text, "parent": text},
            {"ticket": text, "article": {"url": "/article", "key": text}},
        ):
            answer = stranger.post(**{"body": f"Texte {number}", **changes})
            assert answer.status_code in {201, 400, 409, 422}, changes
