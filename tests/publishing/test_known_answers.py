"""Answers from memory are never older, and never another's."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

import time_machine
from factories import COMMAND, a_comment, an_article
from werkzeug.test import Client

from moderation.comments.models import Verb
from moderation.comments.workflow import decide
from moderation.publishing import known
from moderation.sites.articles import add_alias, set_closing
from moderation.sites.workflow import move_site, touch
from moderation.web.clock import now
from moderation.web.prefix import PathPrefix
from tests.publishing.readers import ARTICLE, LIST, Reader

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest
    from flask import Flask
    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

    from moderation.comments.models import Comment
    from moderation.config import Settings
    from moderation.sites.models import Site

OTHER = "https://blog.example/other"


def move(session: Session, comment: Comment, verb: Verb) -> None:
    decide(
        session,
        comment.site_id,
        comment.public_id,
        verb,
        seen_version=comment.version,
        actor=COMMAND,
        now=now(),
    )
    session.commit()


def test_a_decision_is_seen_by_the_next_reader(
    session: Session, site: Site, reader: Reader
) -> None:
    comment = a_comment(session, site, body="Bonjour")
    assert reader.texts() == ["Bonjour"]
    move(session, comment, Verb.REFUSE)
    assert reader.texts() == []
    move(session, comment, Verb.APPROVE)
    assert reader.texts() == ["Bonjour"]


def test_another_process_s_decision_is_seen_too(
    session: Session, site: Site, reader: Reader, settings: Settings
) -> None:
    comment = a_comment(session, site, body="Bonjour")
    assert reader.texts() == ["Bonjour"]
    elsewhere = (
        "import sys; from sqlalchemy import create_engine, text\n"
        "with create_engine(sys.argv[1]).begin() as c:\n"
        "    c.execute(text(\"UPDATE comment SET status = 'refused', shown = false\"))\n"
        '    c.execute(text("UPDATE article SET revision = revision + 1"))\n'
    )
    subprocess.run([sys.executable, "-c", elsewhere, settings.database_url], check=True)
    assert reader.texts() == []
    session.refresh(comment)
    assert comment.status == "refused"


def test_two_services_on_one_database_say_the_same(
    session: Session,
    site: Site,
    app: Flask,
    make_app: Callable[[Settings], Flask],
    settings: Settings,
) -> None:
    here, there = Reader(app), Reader(make_app(settings))
    comment = a_comment(session, site, body="Bonjour")
    assert here.texts() == there.texts() == ["Bonjour"]
    assert here.ask().headers["ETag"] == there.ask().headers["ETag"]
    move(session, comment, Verb.SPAM)
    assert here.texts() == there.texts() == []


def test_a_change_of_one_article_leaves_the_answers_of_others_known(
    session: Session, site: Site, reader: Reader, asked_of_flask: list[str]
) -> None:
    a_comment(session, site, url=OTHER)
    reader.ask(article=OTHER)
    a_comment(session, site)
    a_comment(session, site, url=OTHER, status="pending")
    reader.ask_later(article=OTHER)
    assert asked_of_flask == ["asked"]


def test_R3_without_a_change_a_thousand_readers_ask_flask_once(
    session: Session,
    site: Site,
    reader: Reader,
    asked_of_flask: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(known, "TURN_S", 60)  # a busy machine may need more than a second
    a_comment(session, site)
    with ThreadPoolExecutor(8) as readers:
        answers = list(readers.map(lambda _: reader.ask().data, range(1000)))
    assert len(set(answers)) == 1
    assert asked_of_flask == ["asked"]


def test_readers_under_way_while_moderators_decide_end_with_the_last_state(
    session: Session, site: Site, reader: Reader
) -> None:
    comment = a_comment(session, site, body="Bonjour")
    for round_number in range(10):
        verb = Verb.APPROVE if round_number % 2 else Verb.REFUSE
        with ThreadPoolExecutor(4) as readers:
            under_way = [readers.submit(reader.ask) for _ in range(20)]
            move(session, comment, verb)
            assert all(answer.result().status_code == 200 for answer in under_way)
        assert reader.texts() == (["Bonjour"] if verb == Verb.APPROVE else [])


def test_an_article_closes_on_time_without_anybody_deciding(
    session: Session, site: Site, reader: Reader, asked_of_flask: list[str]
) -> None:
    closes_at = now().replace(microsecond=0) + timedelta(hours=1)
    with time_machine.travel(closes_at - timedelta(seconds=1), tick=False) as clock:
        set_closing(an_article(session, site), closes_at)
        session.commit()
        assert reader.ask().json["article"]["open"] is True
        assert reader.ask().json["article"]["closes_at"] == f"{closes_at:%Y-%m-%dT%H:%M:%SZ}"
        clock.shift(1)
        assert reader.ask().json["article"]["open"] is False
        reader.ask()
    assert asked_of_flask == ["asked", "asked"]


def test_a_new_setting_of_the_site_is_in_the_next_answer(
    session: Session, site: Site, reader: Reader
) -> None:
    assert reader.ask().json["form"]["website"] is True
    site.website_field = False
    touch(site)
    session.commit()
    assert reader.ask_later().json["form"]["website"] is False


def test_an_article_that_becomes_known_is_known_to_the_next_reader(
    session: Session, site: Site, reader: Reader
) -> None:
    assert reader.texts(article=OTHER) == []
    add_alias(session, an_article(session, site), OTHER)
    a_comment(session, site, body="Bonjour")
    assert reader.texts(article=OTHER) == ["Bonjour"]


def test_a_site_that_moves_keeps_its_threads_at_once(
    session: Session, site: Site, reader: Reader
) -> None:
    a_comment(session, site, body="Bonjour")
    assert reader.texts(article="https://new.example/article") == []
    move_site(session, site, "https://blog.example", "https://new.example")
    session.commit()
    assert reader.texts(article="https://new.example/article") == ["Bonjour"]


def test_a_site_that_is_gone_is_not_found_at_once(
    session: Session, site: Site, reader: Reader
) -> None:
    reader.ask()
    session.delete(site)
    session.commit()
    assert reader.ask_later().status_code == 404


def test_an_address_is_read_in_one_way_only(session: Session, site: Site, reader: Reader) -> None:
    for name, url in (("one", ARTICLE), ("other", OTHER)):
        a_comment(session, site, body=name, url=url)
    reader.ask()
    spelled = reader.client.get(f"{LIST}?%61rticle={quote(OTHER)}")
    assert spelled.json["article"]["url"] == OTHER
    both = reader.client.get(f"{LIST}?article={quote(ARTICLE)}&%61rticle={quote(OTHER)}")
    assert both.status_code == 400
    assert reader.texts() == ["one"]


def test_unknown_keys_change_nothing_and_take_no_room(
    session: Session, site: Site, reader: Reader, asked_of_flask: list[str]
) -> None:
    a_comment(session, site)
    plain = reader.ask()
    for number in range(20):
        answer = reader.ask(x=str(number), utm_source="a")
        assert answer.data == plain.data
    assert asked_of_flask == ["asked"]
    assert reader.layer.kept == 1


def test_what_is_kept_stays_within_its_bytes(session: Session, site: Site, app: Flask) -> None:
    a_comment(session, site)
    reader = Reader(app, capacity=50_000)
    for number in range(50):
        reader.ask(article=f"/article-{number}")
    assert 0 < reader.layer.size <= 50_000
    assert reader.ask().json["article"]["count"] == 1


def test_refusals_are_never_kept(reader: Reader) -> None:
    reader.ask(order="best")
    reader.ask("/api/v1/sites/nowhere/comments", article=ARTICLE)
    reader.ask(parent="gone")
    assert reader.layer.kept == 0


def test_other_methods_and_paths_are_flask_s(reader: Reader, asked_of_flask: list[str]) -> None:
    reader.ask()
    reader.ask(f"{LIST}/", article=ARTICLE)
    reader.ask(LIST, method="DELETE")
    reader.ask("/api/v1/sites/blog")
    assert len(asked_of_flask) == 4


def test_under_a_path_prefix_the_same_answers_are_known(
    session: Session, site: Site, reader: Reader, asked_of_flask: list[str]
) -> None:
    a_comment(session, site)
    plain = reader.ask()
    prefixed = Client(PathPrefix(reader.apart, "/comments"))
    for path in (f"/comments{LIST}", LIST):
        answer = prefixed.get(path, query_string={"article": ARTICLE})
        assert answer.data == plain.data
    assert asked_of_flask == ["asked"]


def test_the_application_itself_answers_from_memory(
    client: FlaskClient, asked_of_flask: list[str]
) -> None:
    first, second = (client.get(LIST, query_string={"article": ARTICLE}) for _ in range(2))
    assert first.data == second.data
    assert asked_of_flask == ["asked"]


def test_a_store_that_cannot_answer_is_503(
    make_app: Callable[[Settings], Flask], settings: Settings, tmp_path: Path
) -> None:
    gone = f"sqlite:///{tmp_path}/nowhere/comments.sqlite"
    if not settings.embedded:
        gone = "postgresql+psycopg://postgres@127.0.0.1:1/postgres"
    answer = Reader(make_app(replace(settings, database_url=gone))).ask()
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "2"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_store_that_comes_back_is_watched_again(
    make_app: Callable[[Settings], Flask], settings: Settings, sqlite_template: Path
) -> None:
    path = settings.instance / "late" / "comments.sqlite"
    reader = Reader(make_app(replace(settings, database_url=f"sqlite:///{path}")))
    assert reader.ask().status_code == 503
    path.parent.mkdir()
    shutil.copy(sqlite_template, path)
    assert reader.ask().status_code == 404
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE site")
    connection.close()
    assert reader.ask().status_code == 503
