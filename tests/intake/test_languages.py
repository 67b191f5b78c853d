"""Whoever writes or reads is spoken to in the language of the page; members in one of two."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from factories import ARTICLE_URL
from flask_babel import force_locale, gettext

from moderation.intake.pace import duration
from moderation.web.locale import LANGUAGES, PUBLIC_LANGUAGES
from tests.intake.people import PAGE, Stranger, form_of, publish

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

OTHERS = sorted(set(PUBLIC_LANGUAGES) - set(LANGUAGES))
HEADINGS = {
    "ar": "اترك تعليقًا",
    "de": "Kommentar verfassen",
    "es": "Deja un comentario",
    "it": "Lascia un commento",
    "ja": "コメントを残す",
    "nl": "Geef een reactie",
    "pl": "Dodaj komentarz",
    "pt": "Deixe um comentário",
}
ENGLISH = re.compile(
    "Leave a comment|Your email|Comment [*]|has not been sent|Enter your|Reply|1 comment\\b|Back to"
)
TAGS = [*OTHERS, "de-AT", "pt-BR", "ar-EG"]


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    """One kind of database is enough: what is looked at is words."""
    path = tmp_path / "comments.sqlite"
    path.write_bytes(sqlite_template.read_bytes())
    return f"sqlite:///{path}"


def test_C20_the_page_speaks_the_language_that_its_address_asks_for(
    app: Flask, stranger: Stranger
) -> None:
    publish(app, body="Merci.")

    pages = {}
    for language in OTHERS:
        query = {"article": ARTICLE_URL, "lang": language}
        read = stranger.read(**query)
        form = form_of(read) | {"body": ""}
        pages[language] = [read, stranger.client.post(PAGE, query_string=query, data=form)]

    assert sorted(HEADINGS) == OTHERS
    for language, answers in pages.items():
        direction = "rtl" if language == "ar" else "ltr"
        for answer in answers:
            assert f'<html lang="{language}" dir="{direction}">' in answer.text
            assert HEADINGS[language] in answer.text
            assert ENGLISH.findall(answer.text) == []


def test_C20_what_is_wrong_with_a_comment_is_said_in_the_language_of_the_widget(
    app: Flask, stranger: Stranger
) -> None:
    expected = {}
    for tag in TAGS:
        with app.test_request_context(), force_locale(tag.partition("-")[0]):
            expected[tag] = (422, [gettext("Enter your comment")])

    answers = {tag: stranger.post(body="", headers={"Accept-Language": tag}) for tag in TAGS}

    said = {tag: (it.status_code, it.get_json()["errors"]["body"]) for tag, it in answers.items()}
    assert said == expected
    assert len({words for _, (words,) in said.values()}) == len(OTHERS)


def test_C16_a_wait_is_named_in_words_of_the_language(app: Flask) -> None:
    waits = {}
    for language in OTHERS:
        with app.test_request_context(), force_locale(language):
            waits[language] = [duration(seconds) for seconds in (2, 90, 36_000)]

    assert waits["ja"] == ["2\u00a0秒", "2\u00a0分", "10\u00a0時間"]
    assert waits["nl"] == ["2\u00a0seconden", "2\u00a0minuten", "10\u00a0uur"]
    assert [words for words in waits.values() if "duration" in " ".join(words)] == []


def test_members_pages_speak_only_the_two_languages_that_they_have(stranger: Stranger) -> None:
    for language in OTHERS:
        for asked, spoken in ((language, "fr"), (f"{language},en;q=0.5", "en")):
            page = stranger.client.get("/account/sign-in", headers={"Accept-Language": asked})
            assert f'<html lang="{spoken}"' in page.text
