"""Hostile texts through every door in, read at every door out."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING

import pytest
from factories import BLOG_ORIGINS, COMMAND, a_site
from hostile import body_violations, hostile_texts, page_violations
from people import Browser, a_member
from sqlalchemy import select

from moderation.comments import workflow
from moderation.comments.models import Comment, Status, Verb
from moderation.comments.texts import TextRefused, clean_website
from moderation.database import db
from moderation.web.clock import now

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask
    from flask.testing import FlaskClient

    from moderation.config import Settings

PER_ARTICLE = 20  # roots of one public page
API = "/api/v1/sites/blog/comments"
PAGE = "/t/blog/"


@pytest.fixture
def app(make_app: Callable[[Settings], Flask], settings_on_sqlite: Settings) -> Flask:
    """One database is enough here: what is tested happens before and after it."""
    app = make_app(replace(settings_on_sqlite, posting_limits="1000000 per minute"))
    with app.app_context():
        site = a_site(db.session(), "blog", origins=BLOG_ORIGINS)
        site.policy = "review_all"
        db.session.commit()
    return app


def article(index: int) -> str:
    return f"https://blog.example/article-{index // PER_ARTICLE}"


def write_as_json(client: FlaskClient, index: int, **fields: str) -> int:
    document = {"article": {"url": article(index), "title": fields["body"]}, **fields}
    return client.post(API, json=document).status_code


def write_on_the_page(client: FlaskClient, index: int, **fields: str) -> int:
    address = {"article": article(index)}
    return client.post(PAGE, query_string=address, data=fields).status_code


def write_everything(app: Flask) -> int:
    """Put each text into the body and, where it is taken as one, into the name."""
    client = app.test_client()
    doors = (write_as_json, write_on_the_page)
    written = 0
    for index, text in enumerate(hostile_texts()):
        plain = {"name": "Awa", "email": "awa@example.org"}
        for fields in ({**plain, "body": text, "name": text}, {**plain, "body": text}):
            status = doors[index % 2](client, written, **fields)
            assert status in {201, 303, 400, 422}, (fields, status)
            if status in {201, 303}:
                written += 1
                break
    return written


def approve_everything(app: Flask) -> None:
    with app.app_context():
        for comment in db.session.scalars(select(Comment)).all():
            workflow.decide(
                db.session(),
                comment.site_id,
                comment.public_id,
                Verb.APPROVE,
                seen_version=comment.version,
                actor=COMMAND,
                now=now(),
            )
        db.session.commit()


def test_no_text_becomes_code_at_any_door(app: Flask) -> None:
    written = write_everything(app)
    assert written > 0
    a_member(app)
    moderator = Browser(app)
    moderator.sign_in()
    for html in queue_pages(moderator):
        assert list(page_violations(html)) == []
    approve_everything(app)
    client = app.test_client()
    listed = 0
    for index in range(0, written, PER_ARTICLE):
        answer = client.get(API, query_string={"article": article(index)})
        for comment in answer.get_json()["comments"]:
            assert list(body_violations(comment["html"])) == [], comment
            listed += 1
        plain = client.get(PAGE, query_string={"article": article(index)})
        assert list(page_violations(plain.text)) == []
    assert listed == written


def test_no_website_becomes_code() -> None:
    for text in hostile_texts():
        try:
            website = clean_website(text)
        except TextRefused:
            continue
        assert website is None or website.startswith(("https://", "http://"))
        assert website is None or not set(website) & set("\"'<>` \\")


def queue_pages(moderator: Browser) -> Iterator[str]:
    """The queue's pages, found as a person finds them: by the link to the next."""
    url: str | None = f"/dashboard/queue?status={Status.PENDING}"
    while url is not None:
        html = moderator.get(url).text
        yield html
        found = re.search(r'<a class="button" href="([^"]+)" rel="next"', html)
        url = unescape(found[1]) if found else None
