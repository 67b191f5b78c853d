from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest
from dashboard.desk import Desk, page_of
from dashboard.told import edit
from factories import a_comment

from moderation.comments.submission import Finding
from moderation.dashboard.differences import differences
from moderation.dashboard.marks import marked
from moderation.dashboard.texts import inert
from moderation.members import Role
from moderation.screening.words import places

if TYPE_CHECKING:
    from flask import Flask
    from sqlalchemy.orm import Session

    from moderation.sites.models import Site

NO_TAGS = re.compile(r'<span class="visually-hidden">[^<]*</span>')


@pytest.fixture(autouse=True)
def _english(app: Flask) -> None:
    app.test_request_context(headers={"Accept-Language": "en"}).push()


@pytest.mark.parametrize(
    ("before", "after", "seen"),
    [
        ("one two", "one two", "one two"),
        ("one two three", "one three", "one <del>two </del>three"),
        ("one two", "one big two", "one <ins>big </ins>two"),
        ("a <b>", "a &lt;", "a <del>&lt;b&gt;</del><ins>&amp;lt;</ins>"),
        ("", "x", "<ins>x</ins>"),
    ],
)
def test_M13_a_word_that_was_changed_is_shown_alone(before: str, after: str, seen: str) -> None:
    assert NO_TAGS.sub("", differences(before, after)) == seen


def test_M13_what_was_taken_out_is_said_as_well() -> None:
    heard = re.sub(r"<[^>]+>", "", differences("one two", "one three"))
    assert heard == "one deleted: twoadded: three"


def test_M13_texts_made_to_be_slow_are_compared_at_once() -> None:
    began = time.perf_counter()
    for before, after in (("a b " * 4_000, "b a " * 4_000), ("a " * 8_000, "a " * 7_999 + "b")):
        differences(before, after)
    assert time.perf_counter() - began < 2


def test_M13_the_page_of_a_comment_shows_what_an_edit_changed(
    app: Flask, session: Session, site: Site
) -> None:
    comment = a_comment(session, site, status="pending", body="Le chat dort bien.")
    edit(session, comment, "Le chien dort bien.")
    page = Desk(app).get(page_of(comment)).text
    shown = NO_TAGS.sub("", page)
    assert "Le <del>chat </del><ins>chien </ins>dort bien." in shown


@pytest.mark.parametrize(
    ("entry", "text", "found"),
    [
        ("promo", "Une PROMO, des promos", ["PROMO"]),
        ("promo*", "Une PROMO, des promos", ["PROMO", "promos"]),
        ("ete", "l’été dernier", ["été"]),
        ("casino en ligne", "au Casino  en ligne !", ["Casino  en ligne"]),
        ("coeur", "un cœur", ["cœur"]),
        ("promo", "pro\u200bmo", ["pro\u200bmo"]),
        ("strasse", "die Straße", ["Straße"]),
        ("a\na b", "a b c", ["a b"]),
    ],
)
def test_M8_words_are_found_where_they_stand(entry: str, text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in places(entry, text)] == found


def test_M8_marking_a_text_changes_nothing_else() -> None:
    html = inert('<p>promo &lt;promo&gt; &amp; <a href="https://promo.fr/">promo</a></p>')
    shown = marked(html, "promo")
    assert shown.count("<mark>") == 3
    assert (
        re.sub(r"<mark>|<span class=\"visually-hidden\"> \(watched word\)</span></mark>", "", shown)
        == html
    )


def test_M8_a_watched_word_is_marked_and_its_reason_leads_to_its_rule(
    app: Flask, session: Session, site: Site
) -> None:
    comment = a_comment(
        session,
        site,
        status="pending",
        body="Belle *promo* ici.",
        findings=[Finding("word", {"word": "promo"}), Finding("links", {"n": 3})],
    )
    camille = Desk(app)
    mark = '<mark>promo<span class="visually-hidden"> (mot surveillé)</span></mark>'
    assert mark in camille.queue().text
    page = camille.get(page_of(comment)).text
    assert mark in page
    admin = Desk(app, role=Role.ADMINISTRATOR, name="Zoé Petit").get(page_of(comment)).text
    assert '/settings/moderation">3 liens</a>' in admin
    assert '/settings/words">Mot surveillé : promo</a>' in admin
    assert 'reason=word&amp;site=blog">Mot surveillé\u00a0: promo</a>' in page
