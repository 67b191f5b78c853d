"""How fast comments may come in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from flask_babel import force_locale

from moderation.intake.pace import duration, max_per_minute
from tests.intake.people import Stranger, form_of, stored

if TYPE_CHECKING:
    from flask import Flask

    from moderation.config import Settings

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
MakeApp = Callable[["Settings"], "Flask"]


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """The time, which only tests move."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """The limits of a service that nobody has configured."""
    return replace(settings, posting_limits="5 per 10 minutes; 30 per day")


def fill_up(stranger: Stranger, count: int) -> list[int]:
    """Send as many different comments."""
    return [stranger.post(body=f"Texte {number}").status_code for number in range(count)]


def test_C16_the_sixth_comment_in_ten_minutes_is_told_how_long_to_wait(
    app: Flask, stranger: Stranger, clock: time_machine.Traveller
) -> None:
    assert fill_up(stranger, 5) == [201] * 5
    clock.shift(timedelta(minutes=3, seconds=30))

    answer = stranger.post(body="Un de trop")

    assert (answer.status_code, answer.get_json()["type"]) == (
        429,
        "http://localhost/problems/rate-limit",
    )
    assert answer.headers["Retry-After"] == "390"
    assert answer.get_json()["detail"] == (
        "Vous avez envoyé plusieurs commentaires coup sur coup."
        " Le prochain pourra partir dans 7\u00a0minutes. Votre texte est gardé."
    )
    assert len(stored(app)) == 5


def test_after_the_wait_it_goes_through(stranger: Stranger, clock: time_machine.Traveller) -> None:
    fill_up(stranger, 6)
    clock.shift(timedelta(minutes=10, seconds=1))

    assert stranger.post(body="Enfin").status_code == 201


def test_thirty_a_day_are_enough(stranger: Stranger, clock: time_machine.Traveller) -> None:
    for _ in range(6):
        assert fill_up(stranger, 5) == [201] * 5
        clock.shift(timedelta(minutes=11))

    answer = stranger.post({"Accept-Language": "en"}, body="Un de trop")

    assert answer.status_code == 429
    assert "can go in 23\u00a0hours" in answer.get_json()["detail"]


def test_another_network_has_limits_of_its_own(app: Flask, stranger: Stranger) -> None:
    fill_up(stranger, 5)
    same, other = Stranger(app), Stranger(app)
    same.client.environ_base["REMOTE_ADDR"] = "127.0.0.77"
    other.client.environ_base["REMOTE_ADDR"] = "198.51.100.7"

    assert same.post(body="Même réseau").status_code == 429
    assert other.post(body="Autre réseau").status_code == 201


def test_mistakes_and_repetitions_cost_nothing(app: Flask, stranger: Stranger) -> None:
    key = {"Idempotency-Key": "k1"}
    assert [stranger.post(name="").status_code for _ in range(10)] == [422] * 10
    assert [stranger.post(parent="nobody").status_code for _ in range(10)] == [409] * 10
    assert stranger.post(key).status_code == 201
    assert [stranger.post(key).status_code for _ in range(10)] == [200] * 10

    assert fill_up(stranger, 5) == [201] * 4 + [429]
    assert stranger.post(key).status_code == 200
    assert len(stored(app)) == 5


def test_C16_a_refused_comment_can_be_sent_again_with_its_key_and_ticket(
    app: Flask, stranger: Stranger, clock: time_machine.Traveller
) -> None:
    fill_up(stranger, 5)
    key, ticket = {"Idempotency-Key": "k1"}, stranger.ticket()
    clock.shift(60)
    refused = stranger.post(key, body="Patience", ticket=ticket)
    clock.shift(int(refused.headers["Retry-After"]))

    answer = stranger.post(key, body="Patience", ticket=ticket)

    assert (refused.status_code, answer.status_code) == (429, 201)
    assert [finding.code for finding in stored(app)[-1].findings] == ["policy"]


def test_C5_C16_the_page_names_the_wait_and_keeps_what_was_typed(stranger: Stranger) -> None:
    fill_up(stranger, 5)

    answer = stranger.fill_in(body="Un de trop", name="Awa", website="exemple.fr")

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "600")
    assert "Le prochain pourra partir dans 10\u00a0minutes. Votre texte est gardé." in answer.text
    kept = form_of(answer)
    assert (kept["body"], kept["name"], kept["email"]) == ("Un de trop", "Awa", "awa@exemple.fr")


def test_limits_hold_across_processes(app: Flask, settings: Settings, make_app: MakeApp) -> None:
    here, there = Stranger(app), Stranger(make_app(settings))

    assert fill_up(here, 3) == [201] * 3
    assert [there.post(body=f"Là-bas {number}").status_code for number in range(3)] == [
        201,
        201,
        429,
    ]
    assert here.post(body="Ici").status_code == 429


def test_an_article_takes_sixty_comments_a_minute_from_everybody_together(app: Flask) -> None:
    def post(number: int) -> tuple[int, str]:
        person = Stranger(app)
        person.client.environ_base["REMOTE_ADDR"] = f"198.51.{number}.7"
        answer = person.post(body=f"Texte {number}")
        return answer.status_code, answer.get_json().get("detail", "")

    answers = [post(number) for number in range(61)]
    elsewhere = Stranger(app).post(article={"url": "/ailleurs", "title": "T"})

    assert [status for status, _ in answers] == [201] * 60 + [429]
    assert answers[-1][1] == (
        "Beaucoup de commentaires arrivent en ce moment."
        " Le vôtre pourra partir dans 60\u00a0secondes. Votre texte est gardé."
    )
    assert elsewhere.status_code == 201


@pytest.mark.parametrize(
    ("limits", "burst"),
    [
        ("5 per 10 minutes; 30 per day", 5),
        ("1000 per minute", 1000),
        ("10 per second", 600),
        ("100 per hour; 20 per minute", 20),
        ("1 per 30 seconds", 2),
    ],
)
def test_everybody_together_may_send_at_least_what_one_may(limits: str, burst: int) -> None:
    assert max_per_minute(limits) == burst


@pytest.mark.parametrize(
    ("seconds", "french", "english"),
    [
        (1, "1\u00a0seconde", "1\u00a0second"),
        (60, "60\u00a0secondes", "60\u00a0seconds"),
        (61, "2\u00a0minutes", "2\u00a0minutes"),
        (600, "10\u00a0minutes", "10\u00a0minutes"),
        (3_601, "2\u00a0heures", "2\u00a0hours"),
    ],
)
def test_C16_a_wait_is_never_said_to_be_shorter_than_it_is(
    app: Flask, seconds: int, french: str, english: str
) -> None:
    with app.test_request_context():
        with force_locale("fr"):
            assert duration(seconds) == french
        with force_locale("en"):
            assert duration(seconds) == english
