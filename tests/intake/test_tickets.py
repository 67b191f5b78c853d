"""What a form ticket tells, and how often it may be used."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from factories import ARTICLE_URL, a_site
from sqlalchemy import func, select

from moderation.database import db
from moderation.intake.models import UsedTicket
from moderation.intake.tickets import Desk, forget_used
from moderation.sites.models import Policy
from moderation.web import maintenance
from tests.intake.people import ORIGIN, TICKET, Stranger, change_site, reasons, stored

if TYPE_CHECKING:
    from flask import Flask

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _published_first(app: Flask) -> None:
    change_site(app, policy=Policy.PUBLISH_FIRST)


@pytest.mark.parametrize(
    ("waited", "found"),
    [
        (timedelta(0), ["fast"]),
        (timedelta(seconds=2.9), ["fast"]),
        (timedelta(seconds=3), []),
        (timedelta(minutes=20), []),
        (timedelta(hours=12), []),
        (timedelta(hours=12, seconds=1), ["ticket"]),
        (timedelta(days=40), ["ticket"]),
        (timedelta(seconds=-5), ["fast"]),
    ],
)
def test_C16_a_form_is_open_for_three_seconds_to_twelve_hours(
    app: Flask, stranger: Stranger, waited: timedelta, found: list[str]
) -> None:
    with time_machine.travel(NOON + timedelta(milliseconds=900), tick=False) as clock:
        ticket = stranger.ticket()
        clock.shift(waited)
        answer = stranger.post(ticket=ticket)

    assert answer.status_code == 201
    assert answer.get_json()["status"] == ("pending" if found else "approved")
    assert reasons(stored(app)[0]) == found


def test_a_ticket_is_good_for_one_comment(app: Flask, stranger: Stranger) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        ticket = stranger.ticket()
        clock.shift(60)
        stranger.post(ticket=ticket)
        stranger.post(ticket=ticket, body="Encore une chose")

    assert [reasons(comment) for comment in stored(app)] == [[], ["ticket"]]


def test_C16_only_success_uses_a_ticket_up(app: Flask, stranger: Stranger) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        ticket = stranger.ticket()
        clock.shift(60)
        stranger.post(ticket=ticket, name="")
        stranger.post(ticket=ticket, parent="nobody")
        stranger.post(ticket=ticket)

    assert [reasons(comment) for comment in stored(app)] == [[]]


def test_a_ticket_is_for_one_article_however_its_address_is_written(
    app: Flask, stranger: Stranger
) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        same = stranger.ticket("http://blog.example/article/?utm_source=letter")
        other = stranger.ticket("https://blog.example/ailleurs")
        clock.shift(60)
        stranger.post(ticket=same)
        stranger.post(ticket=other, body="Encore une chose")

    assert [reasons(comment) for comment in stored(app)] == [[], ["ticket"]]


def test_C16_a_ticket_of_another_site_or_of_nobody_is_worth_nothing(
    app: Flask, stranger: Stranger
) -> None:
    with app.app_context():
        a_site(db.session(), "other", origins=[ORIGIN])
        db.session.commit()
    with time_machine.travel(NOON, tick=False) as clock:
        answer = stranger.client.get(
            "/api/v1/sites/other/ticket", query_string={"article": ARTICLE_URL}
        )
        own = stranger.ticket()
        clock.shift(60)
        for number, ticket in enumerate(
            [answer.get_json()["ticket"], own[:-1] + "!", own.partition(".")[0], ""]
        ):
            stranger.post(ticket=ticket, body=f"Texte {number}")

    assert [reasons(comment) for comment in stored(app)] == [["ticket"]] * 4


def test_a_ticket_is_asked_for_from_pages_of_the_site(stranger: Stranger) -> None:
    query = {"article": ARTICLE_URL}

    listed = stranger.client.get(TICKET, query_string=query, headers={"Origin": ORIGIN})
    foreign = stranger.client.get(
        TICKET, query_string=query, headers={"Origin": "https://evil.example"}
    )

    assert (listed.status_code, foreign.status_code) == (200, 403)
    assert listed.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert listed.headers["Cache-Control"] == "no-store"


def test_a_browser_may_ask_first_whether_it_may_write(stranger: Stranger) -> None:
    answer = stranger.client.options(
        TICKET,
        headers={"Origin": ORIGIN, "Access-Control-Request-Method": "POST"},
    )

    assert answer.status_code == 204
    assert "Idempotency-Key" in answer.headers["Access-Control-Allow-Headers"]


def test_no_two_tickets_are_alike(stranger: Stranger) -> None:
    with time_machine.travel(NOON, tick=False):
        assert stranger.ticket() != stranger.ticket()


def test_used_tickets_are_forgotten_when_they_would_have_expired(app: Flask) -> None:
    desk = Desk("key" * 20, site_id=1, article_key="//blog.example/article")
    with app.app_context():
        session = db.session()
        for hours in (0, 6):
            issued = NOON + timedelta(hours=hours)
            assert desk.redeem(session, desk.issue(issued), issued + timedelta(minutes=1))
        session.commit()

        forgotten = forget_used(session, NOON + timedelta(hours=13))
        session.commit()

        assert forgotten == 1
        assert session.scalar(select(func.count()).select_from(UsedTicket)) == 1


def test_the_worker_is_told_to_forget_them(app: Flask) -> None:
    with app.app_context():
        assert "used_tickets" in maintenance.tidy(NOON)
