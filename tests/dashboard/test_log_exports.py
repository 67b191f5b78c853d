"""Taking the log elsewhere."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from dashboard.desk import Desk, links_in
from factories import a_comment

from moderation.comments import workflow
from moderation.comments.models import ActorKind, Verb
from moderation.comments.submission import Actor
from moderation.dashboard.log import exports
from moderation.members import Role
from moderation.members.models import Member
from moderation.sites import events
from moderation.sites.events import By, Deed

if TYPE_CHECKING:
    from flask import Flask
    from sqlalchemy.orm import Session
    from werkzeug.test import TestResponse

    from moderation.sites.models import Site

CSV = "/dashboard/sites/blog/log.csv"
LINES = "/dashboard/sites/blog/log.jsonl"


def table(answer: TestResponse) -> list[dict[str, str]]:
    text = answer.get_data().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def objects(answer: TestResponse) -> list[dict[str, object]]:
    return [json.loads(line) for line in answer.text.splitlines()]


def test_M19_the_log_is_exported_for_spreadsheets(app: Flask, session: Session, site: Site) -> None:
    comment = a_comment(session, site, status="pending", name="Awa", body="Merci")
    camille = Desk(app)
    camille.decide(comment, "refuse", means="key")
    answer = camille.get(CSV)
    refusal, arrival = table(answer)
    assert refusal["who"] == "Camille Roux"
    assert refusal["member"] == session.get_one(Member, camille.member_id).public_id
    assert (refusal["verb"], refusal["what"]) == ("refuse", "Commentaire refusé")
    assert (refusal["before"], refusal["after"], refusal["means"]) == ("pending", "refused", "key")
    assert refusal["comment"] == arrival["comment"] == comment.public_id
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", refusal["at"])
    assert answer.get_data().startswith(b"\xef\xbb\xbfat,")
    assert answer.get_data().count(b"\r\n") == answer.get_data().count(b"\n") == 3
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert re.search(
        r'attachment; filename="log-blog-.*\.csv"', answer.headers.get("Content-Disposition", "")
    )
    assert answer.headers["Cache-Control"] == "no-store"


def test_M19_the_log_is_exported_for_programs(app: Flask, session: Session, site: Site) -> None:
    comment = a_comment(session, site, status="pending")
    camille = Desk(app)
    camille.decide(comment, "spam")
    events.record(
        session,
        Deed.SITE_SET,
        site_id=site.id,
        by=By("command"),
        now=datetime.now(UTC),
        facts={"max_links": [2, 3]},
    )
    session.commit()
    event, decision, _ = objects(camille.get(LINES))
    assert (event["kind"], event["actor"]) == ("event", "command")
    assert event["facts"] == {"max_links": [2, 3]}
    assert (decision["kind"], decision["verb"], decision["after"]) == ("decision", "spam", "spam")
    assert list(event) == list(decision) == list(exports.COLUMNS)


def test_M19_an_export_holds_what_the_page_was_asked_for(
    app: Flask, session: Session, site: Site
) -> None:
    for _ in range(2):
        a_comment(session, site, status="spam")
    a_comment(session, site)
    camille = Desk(app)
    page = camille.get("/dashboard/log?site=blog&action=spam")
    for ending in ("csv", "jsonl"):
        link = next(link for link in links_in(page) if f"log.{ending}" in link)
        answer = camille.get(link)
        rows = table(answer) if ending == "csv" else objects(answer)
        assert [row["verb"] for row in rows] == ["spam", "spam"]


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_T44_no_cell_of_an_export_is_a_formula(
    app: Flask, session: Session, site: Site, evil: str
) -> None:
    camille = Desk(app, name=f"Camille {evil}")
    session.get_one(Member, camille.member_id).name = evil
    session.commit()
    comment = a_comment(session, site, status="pending")
    camille.decide(comment, "approve")
    rows = table(camille.get(CSV))
    assert rows[0]["who"] == f"'{evil}"
    assert not [cell for row in rows for cell in row.values() if cell.startswith(tuple("=+-@\t\r"))]


@pytest.mark.parametrize("address", [CSV, LINES])
def test_P1_an_export_names_no_author(
    app: Flask, session: Session, site: Site, address: str
) -> None:
    a_comment(session, site, name="Awa Diallo", email="awa@example.org", body="Bonjour à vous")
    text = Desk(app).get(address).text
    assert not [word for word in ("@", "Awa", "Diallo", "Bonjour") if word in text]


@pytest.mark.parametrize("address", [CSV, LINES])
def test_T16_exports_are_for_moderators_of_the_site(app: Flask, address: str) -> None:
    assert Desk(app, role=Role.READER).get(address).status_code == 403
    louise = Desk(app, name="Louise Petit", role=Role.MODERATOR)
    assert louise.get(address).status_code == 200
    assert louise.get(address.replace("blog", "garden")).status_code == 404


def test_M19_a_long_log_is_exported_a_page_at_a_time(
    app: Flask, session: Session, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "PAGE", 4)
    for _ in range(5):
        a_comment(session, site)
    numbers = [row["number"] for row in objects(Desk(app).get(LINES))]
    assert len(numbers) == 10
    assert numbers == sorted(numbers, reverse=True)


def test_M19_the_means_of_an_export_are_the_codes(app: Flask, session: Session, site: Site) -> None:
    comment = a_comment(session, site, status="pending")
    api = Actor(ActorKind.COMMAND, "api")
    now = datetime.now(UTC)
    seen = comment.version
    workflow.decide(
        session, site.id, comment.public_id, Verb.APPROVE, seen_version=seen, actor=api, now=now
    )
    session.commit()
    assert objects(Desk(app).get(LINES))[0]["means"] == "api"
