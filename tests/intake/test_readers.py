"""Readers report comments, and see what a text will look like."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from factories import a_site
from sqlalchemy import select

from moderation.comments.models import Report, Verb
from moderation.database import db
from moderation.sites.models import Policy
from tests.intake.afterwards import PREVIEW, Author, decide, listed, report
from tests.intake.people import ORIGIN, Stranger, change_site, publish, stored

if TYPE_CHECKING:
    from flask import Flask


def reports(app: Flask) -> list[tuple[str, str | None]]:
    """What was reported."""
    with app.app_context():
        rows = db.session.scalars(select(Report).order_by(Report.id)).all()
        return [(row.reason, row.message) for row in rows]


def test_a_reader_reports_a_public_comment_once(app: Flask) -> None:
    public_id = publish(app)

    answers = [
        report(app, public_id, reason="illegal", message=" Diffamation. "),
        report(app, public_id, reason="spam"),
        report(app, public_id, network="127.0.0.99", reason="spam"),
        report(app, public_id, network="198.51.100.7", reason="other", message=None),
    ]

    assert [answer.status_code for answer in answers] == [201, 200, 200, 201]
    assert {str(answer.get_json()) for answer in answers} == {"{'received': True}"}
    assert {answer.headers["Cache-Control"] for answer in answers} == {"no-store"}
    assert reports(app) == [("illegal", "Diffamation."), ("other", None)]


@pytest.mark.parametrize("status", ["pending", "spam", "refused"])
def test_what_is_not_public_is_unknown_to_whoever_reports_it(app: Flask, status: str) -> None:
    hidden, nobody = publish(app, status=status), "c" + "0" * 20
    answers = [report(app, public_id) for public_id in (hidden, nobody, "%00", "É", "x" * 400)]
    assert [answer.status_code for answer in answers] == [404] * 5
    assert len({answer.get_data() for answer in answers}) == 1
    assert reports(app) == []


def test_the_comment_of_another_site_is_not_reported_here(app: Flask) -> None:
    with app.app_context():
        a_site(db.session(), "other", origins=[ORIGIN])
        db.session.commit()
    path = f"/api/v1/sites/other/comments/{publish(app)}/report"
    assert app.test_client().post(path, json={"reason": "spam"}).status_code == 404


def test_a_report_changes_nothing_that_is_public(app: Flask) -> None:
    public_id = publish(app, body="Bonjour")
    report(app, public_id)
    assert listed(app) == ["<p>Bonjour</p>\n"]
    assert stored(app)[0].version == 2  # submitted, then approved


def test_a_comment_that_was_kept_is_not_reported_again_from_there(app: Flask) -> None:
    public_id = publish(app)
    report(app, public_id)
    decide(app, public_id, Verb.APPROVE)
    assert report(app, public_id).status_code == 200
    with app.app_context():
        assert db.session.scalars(select(Report.id).where(Report.settled_at.is_(None))).all() == []


TEXTS = [
    "Bonjour",
    "Deux\nlignes\n\net un paragraphe",
    "*italique*, **gras**, `code` et ~~rien~~",
    "> citation\n\nréponse",
    "- a\n- b\n\n1. un\n2. deux",
    "Voir https://exemple.fr/a_b_c?x=1&y=2, ou [là](https://exemple.fr).",
    "<script>alert(1)</script> & <b>non</b>",
    "[x](javascript:alert(1)) ![x](https://a.example/p.png)",
    "# pas un titre\n\n----\n\n```\n<code>\n```",
    "\n\n  espaces   au début \r\net à la fin  \n\n",
    "e\u0301 → é ; \u202eenvers\u202c ; العربية ; 日本語 ; 👩‍🌾",
    "*" * 500 + "a" + "*" * 500,
    "> " * 40 + "profond",
    "{{ 7 * 7 }} {% raw %} ${x}",
]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_C17_the_preview_is_what_will_be_published(app: Flask) -> None:
    change_site(app, policy=Policy.PUBLISH_FIRST, max_links=100)
    for text in TEXTS:
        seen = app.test_client().post(PREVIEW, json={"body": text})
        assert (seen.status_code, seen.headers["Cache-Control"]) == (200, "no-store")
        awa = Author(app, body=text)
        decide(app, awa.receipt["id"], Verb.APPROVE)
        html = seen.get_json()["html"]
        assert html == awa.receipt["html"] == listed(app)[-1] == awa.own()["html"]
        assert awa.edit("autre").status_code == 200
        assert awa.edit(text).get_json()["html"] == html
        awa.withdraw()


def test_C17_nothing_of_a_preview_is_kept(app: Flask) -> None:
    assert app.test_client().post(PREVIEW, json={"body": "Un essai"}).status_code == 200
    assert stored(app) == []


@pytest.mark.parametrize("text", ["", "   \n", "a\u0007", "a" * 8_001])
def test_C17_a_preview_refuses_what_posting_refuses(stranger: Stranger, text: str) -> None:
    posted = stranger.post(body=text)
    seen = stranger.client.post(PREVIEW, json={"body": text}, headers={"Accept-Language": "fr"})
    assert (posted.status_code, seen.status_code) == (422, 422)
    assert posted.get_json() == seen.get_json()
