"""The form without script: what it shows before anything is sent."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from moderation.database import db
from moderation.intake.models import UsedTicket
from moderation.intake.suggestions import COMMON, MEANT, meant_domain
from tests.intake.people import Stranger, change_site, close_article, form_of, publish, stored

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from werkzeug.test import TestResponse

    from moderation.config import Settings

NOTIFY = "M’écrire si quelqu’un me répond"
SLIPS = [
    ("gmial.com", "gmail.com"),
    ("gmail.co", "gmail.com"),
    ("gmaill.com", "gmail.com"),
    ("mgail.com", "gmail.com"),
    ("GMIL.com ", "gmail.com"),
    ("hotmail.ft", "hotmail.fr"),
    ("wanado.fr", "wanadoo.fr"),
    ("orangefr", "orange.fr"),
]
NO_SLIPS = [
    "gmail.com",
    "mail.com",
    "exemple.fr",
    "laposte.fr",
    "hotmail.de",
    "yahoo.co.uk",
    "",
    "fr",
]


def preview(stranger: Stranger, **fields: str) -> TestResponse:
    """Fill the form in and press the second button."""
    return stranger.fill_in(preview="y", **fields)


def previewed(answer: TestResponse) -> str:
    """The text that a preview shows."""
    found = re.search(
        r'<div class="comment waiting text" dir="auto">(.*?)</div>', answer.text, re.DOTALL
    )
    assert found is not None
    return found[1].strip()


def test_C17_the_preview_shows_exactly_what_will_be_published(
    app: Flask, stranger: Stranger
) -> None:
    body = "Un *mot*, [ici](https://exemple.fr) :\n\n> cité\n\n<b>rien</b>"
    publish(app, body=body)
    listed = re.search(r'<div class="text" dir="auto">(.*?)</div>', stranger.read().text, re.DOTALL)

    shown = previewed(preview(stranger, body=body))

    assert listed is not None
    assert shown == listed[1].strip()
    assert "<em>mot</em>" in shown
    assert "(exemple.fr)" in shown


def test_C17_a_preview_keeps_all_that_was_typed_and_takes_nothing_in(
    app: Flask, stranger: Stranger
) -> None:
    parent = publish(app, name="Camille Roux")
    typed = form_of(stranger.read(parent=parent)) | {
        "body": "Oui & non",
        "name": "Awa",
        "email": "awa@",
        "website": "javascript:1",
    }

    answer = stranger.submit(typed | {"preview": "y"})

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert re.search(r"<title>Aperçu – ", answer.text)
    assert "Erreur" not in answer.text
    assert "Répondre à <bdi>Camille Roux</bdi></h2>" in answer.text
    assert form_of(answer) == typed
    assert len(stored(app)) == 1
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(UsedTicket)) == 0
    sent = stranger.submit(form_of(answer) | {"email": "awa@exemple.fr", "website": ""})
    assert sent.status_code == 303


def test_a_preview_of_nothing_says_what_is_missing_and_nothing_else(stranger: Stranger) -> None:
    answer = preview(stranger, body=" ", name="", email="")

    assert answer.status_code == 422
    assert '<a href="#body">Saisissez votre commentaire</a>' in answer.text
    assert answer.text.count("aria-invalid") == 1
    assert 'id="preview"' not in answer.text


def test_C5_a_preview_on_an_article_that_has_closed_keeps_the_text(
    app: Flask, stranger: Stranger
) -> None:
    form = form_of(stranger.read()) | {"body": "Oui", "preview": "y"}
    close_article(app)

    answer = stranger.submit(form)

    assert answer.status_code == 409
    assert "Les commentaires ont été fermés pendant que vous écriviez." in answer.text
    assert form_of(answer)["body"] == "Oui"


@pytest.mark.parametrize(("typed", "meant"), SLIPS)
def test_C14_a_slip_in_a_common_domain_is_seen(typed: str, meant: str) -> None:
    assert meant_domain(f"awa@{typed}") == meant


@pytest.mark.parametrize("typed", NO_SLIPS)
def test_C14_what_is_no_slip_is_left_alone(typed: str) -> None:
    assert meant_domain(f"awa@{typed}") is None


def test_C14_both_forms_offer_the_same_domains() -> None:
    script = Path("moderation/widget/src/write/suggestion.js").read_text("utf-8")
    common, meant = (
        re.findall(r'"([^"]+)"', script.partition(f"const {name} = [")[2].partition("]")[0])
        for name in ("COMMON", "MEANT")
    )

    assert tuple(common) == COMMON
    assert set(meant) == MEANT


def test_C14_the_form_asks_back_without_standing_in_the_way(stranger: Stranger) -> None:
    words = "Vouliez-vous dire gmail.com\u202f?"
    empty = stranger.read()
    wrong = stranger.fill_in(body="", email="awa@gmial.com")
    looked_at = preview(stranger, email="awa@gmial.com")

    sent = stranger.fill_in(email="awa@gmial.com")

    assert words not in empty.text
    assert 'aria-describedby="meant-domain email-notice"' in wrong.text
    assert words in wrong.text
    assert words in looked_at.text
    assert sent.status_code == 303
    assert words not in stranger.follow(sent).text


def test_who_wants_to_be_written_to_says_so_where_letters_can_be_sent(
    make_app: Callable[[Settings], Flask], settings: Settings, app: Flask, stranger: Stranger
) -> None:
    with_mail = Stranger(make_app(replace(settings, smtp_url="smtp://localhost")))

    assert NOTIFY not in stranger.read().text
    assert NOTIFY in with_mail.read().text
    wrong = with_mail.fill_in(body="", notify="y")
    assert re.search(r'id="notify" name="notify" value="y" checked', wrong.text)
    change_site(app, email_required=False)
    nowhere = with_mail.fill_in(notify="y", email="")
    assert '<a href="#email">Saisissez votre adresse e-mail</a>' in nowhere.text
    assert with_mail.fill_in(email="").status_code == 303
    assert with_mail.fill_in(notify="y").status_code == 303
    assert [comment.notify for comment in stored(app)] == [False, True]
