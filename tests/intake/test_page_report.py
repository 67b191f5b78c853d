"""Reporting a comment without script."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from moderation.comments.models import Report
from moderation.database import db
from tests.intake.people import Stranger, close_article, publish

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from werkzeug.test import TestResponse

    from moderation.config import Settings

THANKS = "Merci. La modération va relire ce commentaire."


def reports(app: Flask) -> list[tuple[str, str | None]]:
    """The reason and the message of each report."""
    with app.app_context():
        return [(row.reason, row.message) for row in db.session.scalars(select(Report))]


def send(
    stranger: Stranger, comment: str, headers: dict[str, str] | None = None, **form: str
) -> TestResponse:
    """Send the form of a report."""
    with stranger.client as client:
        return client.post(
            "/t/blog/",
            query_string={"article": "https://blog.example/article", "report": comment},
            data=form,
            headers=headers,
        )


def test_a_comment_is_reported_by_a_form_that_says_which_it_is(
    app: Flask, stranger: Stranger
) -> None:
    publish(app, name="Camille Roux", body="Un *avis*")
    (link,) = re.findall(r'<a href="([^"]*)">Signaler<', stranger.read().text)

    page = stranger.client.get(link.replace("&amp;", "&"))

    assert re.search(r"<title>Signaler – ", page.text)
    assert "Signaler le commentaire de <bdi>Camille Roux</bdi></h2>" in page.text
    assert "Un <em>avis</em>" in page.text
    assert "Pourquoi signaler ce commentaire\u202f?</legend>" in page.text
    for reason in ("spam", "abuse", "illegal", "other"):
        assert re.search(
            rf'<input type="radio" id="[^"]+" name="reason" value="{reason}">', page.text
        )
    assert "Précisions pour la modération (facultatif)" in page.text
    assert reports(app) == []


def test_a_report_reaches_the_moderators_and_is_thanked_for(app: Flask, stranger: Stranger) -> None:
    comment = publish(app)

    sent = send(stranger, comment, reason="abuse", message=" Il m’insulte. ")

    assert sent.status_code == 303
    thanks = stranger.follow(sent)
    assert THANKS in thanks.text
    assert f"around={comment}#comment-{comment}" in thanks.text
    assert reports(app) == [("abuse", "Il m’insulte.")]


def test_reporting_twice_is_thanked_for_twice_and_kept_once(app: Flask, stranger: Stranger) -> None:
    comment = publish(app)

    answers = [send(stranger, comment, reason="spam") for _ in range(2)]

    assert [THANKS in stranger.follow(answer).text for answer in answers] == [True, True]
    assert reports(app) == [("spam", None)]


def test_C4_a_report_without_a_reason_asks_for_one_and_keeps_the_message(
    app: Flask, stranger: Stranger
) -> None:
    comment = publish(app)

    answer = send(stranger, comment, message="Voilà")

    assert answer.status_code == 422
    assert re.search(r"<title>Erreur\u00a0: Signaler – ", answer.text)
    assert "Votre signalement n’a pas encore été envoyé</h2>" in answer.text
    assert '<a href="#reason">Choisissez pourquoi vous signalez ce commentaire</a>' in answer.text
    assert 'aria-describedby="reason-error"' in answer.text
    assert ">\nVoilà</textarea>" in answer.text
    assert reports(app) == []


def test_C15_a_message_that_is_too_long_is_kept_with_the_reason(
    app: Flask, stranger: Stranger
) -> None:
    answer = send(stranger, publish(app), reason="other", message="a" * 1003)

    assert answer.status_code == 422
    assert "1000 caractères au plus, 3 en trop" in answer.text
    assert "a" * 1003 in answer.text
    assert re.search(r'name="reason" value="other" checked', answer.text)


@pytest.mark.parametrize("status", ["pending", "refused", "spam"])
def test_what_the_public_does_not_see_cannot_be_reported(
    app: Flask, stranger: Stranger, status: str
) -> None:
    hidden = publish(app, status=status, body="Secret")

    for answer in (stranger.read(report=hidden), send(stranger, hidden, reason="spam")):
        assert answer.status_code == 404
        assert "Le commentaire de ce lien n’est plus public." in answer.text
        assert "Secret" not in answer.text
    assert reports(app) == []


def test_a_report_from_another_site_is_refused(app: Flask, stranger: Stranger) -> None:
    answer = send(stranger, publish(app), {"Sec-Fetch-Site": "cross-site"}, reason="spam")

    assert answer.status_code == 403
    assert reports(app) == []


def test_comments_on_a_closed_article_can_be_reported(app: Flask, stranger: Stranger) -> None:
    close_article(app)
    (link,) = re.findall(r'<a href="([^"]*)">Signaler<', stranger.read().text)

    assert "Pourquoi signaler" in stranger.client.get(link.replace("&amp;", "&")).text


def test_C16_a_limit_names_its_wait_and_keeps_what_was_typed(
    make_app: Callable[[Settings], Flask], settings: Settings, app: Flask
) -> None:
    slow = Stranger(make_app(replace(settings, posting_limits="1 per hour")))
    comments = [publish(app) for _ in range(5)]

    answers = [send(slow, comment, reason="spam", message="Voilà") for comment in comments]

    assert [answer.status_code for answer in answers] == [303] * 4 + [429]
    assert 3500 < int(answers[-1].headers["Retry-After"]) <= 3600
    assert "Réessayez dans 60\u00a0minutes" in answers[-1].text
    assert ">\nVoilà</textarea>" in answers[-1].text
    assert len(reports(app)) == 4


def test_C16_a_limit_of_previews_keeps_the_text(
    make_app: Callable[[Settings], Flask], settings: Settings, app: Flask
) -> None:
    slow = Stranger(make_app(replace(settings, posting_limits="1 per hour")))

    answers = [slow.fill_in(preview="y", body=f"Texte {number}") for number in range(21)]

    assert [answer.status_code for answer in answers] == [200] * 20 + [429]
    assert "Texte 20</textarea>" in answers[-1].text
    assert slow.fill_in(body="Texte").status_code == 303
    assert app is not slow.app
