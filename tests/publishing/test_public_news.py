"""Readers who stay ask for what has been published since."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from factories import COMMAND, a_comment

from moderation.comments import workflow
from moderation.comments.models import ActorKind, Status, Verb
from moderation.comments.submission import Actor, Finding, Verdict
from moderation.web.clock import now
from tests.publishing.readers import Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask
    from sqlalchemy.orm import Session

    from moderation.comments.models import Comment
    from moderation.config import Settings
    from moderation.sites.models import Site

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
NOON_TOLD = "2026-11-24T12:00:00Z"
AUTHOR = Actor(ActorKind.AUTHOR, "token")


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """The time, which only tests move."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def decide(session: Session, comment: Comment, verb: Verb) -> None:
    workflow.decide(
        session,
        comment.site_id,
        comment.public_id,
        verb,
        seen_version=comment.version,
        actor=COMMAND,
        now=now(),
    )
    session.commit()


def edit(session: Session, comment: Comment, body: str, verdict: Verdict) -> None:
    workflow.edit(
        session, comment.site_id, comment.public_id, body, verdict, actor=AUTHOR, now=now()
    )
    session.commit()


def latest(reader: Reader) -> str | None:
    told: str | None = reader.ask_later().json["article"]["latest_at"]
    return told


def test_R11_an_article_says_when_it_was_last_published_on(
    session: Session, site: Site, reader: Reader, clock: time_machine.Traveller
) -> None:
    assert latest(reader) is None
    late = a_comment(session, site, status="pending", created_at=NOON - timedelta(days=2))
    assert latest(reader) is None
    decide(session, late, Verb.APPROVE)
    assert latest(reader) == NOON_TOLD
    clock.shift(timedelta(seconds=90))
    decide(session, late, Verb.REFUSE)
    assert latest(reader) is None


def test_R11_what_was_approved_late_is_news_whenever_it_was_written(
    session: Session, site: Site, reader: Reader, clock: time_machine.Traveller
) -> None:
    old = a_comment(session, site, body="Vieux", created_at=NOON - timedelta(hours=1))
    waiting = a_comment(
        session, site, status="pending", body="Attendu", created_at=NOON - timedelta(days=9)
    )
    since = latest(reader)
    assert since == "2026-11-24T11:00:00Z"
    clock.shift(timedelta(seconds=1))
    a_comment(session, site, body="Réponse", parent=old)
    clock.shift(timedelta(seconds=1))
    decide(session, waiting, Verb.APPROVE)

    assert reader.texts(since=since) == ["Vieux", "Réponse", "Attendu"]
    assert reader.texts(since="2026-11-24T12:00:01Z") == ["Réponse", "Attendu"]
    assert reader.texts(since="2026-11-24T12:00:03Z") == []


def test_news_have_the_shape_of_every_list(session: Session, site: Site, reader: Reader) -> None:
    root = a_comment(session, site, body="Racine")
    a_comment(session, site, body="Réponse", parent=root)
    news = reader.ask(since=NOON_TOLD)
    whole = reader.ask().json
    assert {**news.json, "comments": []} == {**whole, "comments": []}
    first, reply = news.json["comments"]
    assert first == {**whole["comments"][0], "replies": {"count": 0, "next": None}}
    assert reply == whole["comments"][1]
    assert news.headers["Cache-Control"] == "public, max-age=10"
    assert news.headers["ETag"]


def test_R11_at_most_fifty_come_at_once_and_the_answer_says_that_there_are_more(
    session: Session, site: Site, reader: Reader
) -> None:
    for number in range(103):
        moment = NOON + timedelta(milliseconds=number // 2)  # a page ends between two of one time
        a_comment(session, site, body=f"n{number}", created_at=moment)
    read: list[str] = []
    asked = {"since": NOON_TOLD}
    for length in (50, 50, 3):
        answer = reader.ask(**asked).json
        assert len(answer["comments"]) == length
        read += [comment["html"] for comment in answer["comments"]]
        asked["cursor"] = answer["next"]
    assert answer["next"] is None
    assert read == [f"<p>n{number}</p>\n" for number in range(103)]


def test_R11_fifty_are_all_there_are(session: Session, site: Site, reader: Reader) -> None:
    for number in range(50):
        a_comment(session, site, body=f"n{number}")
    answer = reader.ask(since=NOON_TOLD).json
    assert (len(answer["comments"]), answer["next"]) == (50, None)


def test_news_are_kept_like_other_lists_and_never_older(
    session: Session, site: Site, reader: Reader, asked_of_flask: list[str]
) -> None:
    comment = a_comment(session, site, body="Un")
    for _ in range(3):
        assert reader.texts(since=NOON_TOLD) == ["Un"]
    assert len(asked_of_flask) == 1
    assert reader.texts(since="2026-11-24T12:00:01Z") == []
    assert reader.texts() == ["Un"]
    edit(session, comment, "Deux", Verdict(Status.APPROVED))
    assert reader.texts(since=NOON_TOLD) == ["Deux"]


def test_C11_an_edit_is_seen_by_the_next_reader(
    session: Session, site: Site, reader: Reader
) -> None:
    comment = a_comment(session, site, body="Un")
    assert reader.texts() == ["Un"]
    edit(session, comment, "Deux", Verdict(Status.APPROVED))
    (told,) = reader.listed()
    assert (told["html"], told["edited_at"]) == ("<p>Deux</p>\n", NOON_TOLD)
    edit(session, comment, "Casino", Verdict(Status.SPAM, (Finding("banned"),)))
    assert reader.texts() == []


def test_an_edited_and_a_kept_comment_are_no_news(
    session: Session, site: Site, reader: Reader, clock: time_machine.Traveller
) -> None:
    comment = a_comment(session, site, body="Un")
    clock.shift(timedelta(minutes=1))
    edit(session, comment, "Deux", Verdict(Status.APPROVED))
    public_id, network = comment.public_id, b"n" * 16
    reason = {"reason": "spam", "message": None}
    workflow.report(session, site.id, public_id, **reason, network=network, now=now())
    decide(session, comment, Verb.APPROVE)
    assert latest(reader) == NOON_TOLD


@pytest.mark.parametrize(
    "since",
    [
        "",
        "yesterday",
        "2026-11-24",
        "2026-11-24T12:00:00",
        "2026-11-24T12:00:00.5Z",
        "2026-11-24T12:00:00+00:00",
        "2026-02-30T12:00:00Z",
        "0000-01-01T00:00:00Z",
        "2026-11-24T25:00:00Z",
        "\uff12026-11-24T12:00:00Z",
        "2026-11-24T12:00:00Z\n",
    ],
)
def test_what_is_no_instant_is_refused(reader: Reader, since: str) -> None:
    assert reader.ask(since=since).status_code == 400


@pytest.mark.parametrize("other", ["parent", "around", "order"])
def test_since_stands_alone_but_for_a_cursor(reader: Reader, other: str) -> None:
    answer = reader.ask(since=NOON_TOLD, **{other: "oldest"})
    assert (answer.status_code, answer.json["type"][-10:]) == (400, "/malformed")
    assert reader.ask(since=[NOON_TOLD, NOON_TOLD]).status_code == 400


@pytest.mark.parametrize("since", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_any_instant_may_be_asked_about(
    session: Session, site: Site, reader: Reader, since: str
) -> None:
    a_comment(session, site, body="Un")
    assert reader.texts(since=since) == (["Un"] if since.startswith("0") else [])
    assert reader.texts(article="/nowhere", since=since) == []


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("smtp_url", [None, "smtp://mail.example"])
def test_whoever_can_be_written_to_is_asked_only_where_mail_is_sent(
    make_app: Callable[[Settings], Flask], settings: Settings, smtp_url: str | None
) -> None:
    with_mail = Reader(make_app(replace(settings, smtp_url=smtp_url)))
    assert with_mail.ask().json["form"]["notify"] is (smtp_url is not None)
