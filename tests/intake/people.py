"""People who write comments, through either door."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from factories import ARTICLE_URL, a_comment
from sqlalchemy import select

from moderation.comments.models import Comment
from moderation.database import db
from moderation.sites.queries import site_named

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.test import TestResponse

    from moderation.sites.models import Site

COMMENTS = "/api/v1/sites/blog/comments"
TICKET = "/api/v1/sites/blog/ticket"
PAGE = "/t/blog/"
ORIGIN = "https://blog.example"


def letter(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - also what no field takes
    """A good submission, or one with some fields changed; a field of ``...`` is left out."""
    good = {
        "article": {"url": ARTICLE_URL, "title": "Faire pousser des tomates"},
        "parent": None,
        "name": "Awa Diallo",
        "email": "awa@exemple.fr",
        "body": "Est-ce que cela marche aussi en *bac* ?",
    }
    return {name: value for name, value in (good | changes).items() if value is not ...}


class Stranger:
    """Somebody at a door of the service."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = app.test_client()

    def post(self, headers: dict[str, str] | None = None, **changes: Any) -> TestResponse:  # noqa: ANN401
        """Send a comment through the JSON door."""
        written = json.dumps(letter(**changes), ensure_ascii=False)  # as browsers do
        return self.send(written, headers={"Accept-Language": "fr", **(headers or {})})

    def send(
        self,
        raw: bytes | str,
        media_type: str | None = "application/json",
        headers: dict[str, str] | None = None,
    ) -> TestResponse:
        """Send bytes through the JSON door."""
        return self.client.post(COMMENTS, data=raw, content_type=media_type, headers=headers)

    def ticket(self, article: str = ARTICLE_URL) -> str:
        """Open the form."""
        answer = self.client.get(TICKET, query_string={"article": article})
        return str(answer.get_json()["ticket"])

    def read(self, **query: str) -> TestResponse:
        """Open the plain page."""
        return self.client.get(PAGE, query_string={"article": ARTICLE_URL, **query})

    def fill_in(self, headers: dict[str, str] | None = None, **fields: str) -> TestResponse:
        """Open the plain page and send its form."""
        form = form_of(self.read()) | {
            "body": "Merci pour les conseils.",
            "name": "Awa Diallo",
            "email": "awa@exemple.fr",
        }
        return self.submit(form | fields, headers)

    def submit(self, form: dict[str, str], headers: dict[str, str] | None = None) -> TestResponse:
        """Send a form to the plain page."""
        return self.client.post(
            PAGE, query_string={"article": ARTICLE_URL}, data=form, headers=headers
        )

    def follow(self, answer: TestResponse) -> TestResponse:
        """Go where an answer leads."""
        parts = urlsplit(answer.headers["Location"])
        return self.client.get(f"{parts.path}?{parts.query}")


class _Form(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self._area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        left_out = given.get("type") in {"checkbox", "radio"} and "checked" not in given
        if tag == "input" and given.get("name") and not left_out:
            self.values[given["name"] or ""] = given.get("value") or ""
        if tag == "textarea":
            self._area = given["name"] or ""
            self.values[self._area] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = None

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self.values[self._area] += data.removeprefix("\n")


def form_of(page: TestResponse) -> dict[str, str]:
    """What a browser would send of a page's form."""
    parser = _Form()
    parser.feed(page.text)
    return parser.values


def blog() -> Site:
    """The site, within an application context."""
    found = site_named(db.session(), "blog")
    assert found is not None
    return found


def stored(app: Flask) -> list[Comment]:
    """Every comment there is, with its findings, oldest first."""
    with app.app_context():
        comments = list(db.session.scalars(select(Comment).order_by(Comment.id)))
        for comment in comments:
            _ = [finding.code for finding in comment.findings]
        db.session.expunge_all()
        return comments


def reasons(comment: Comment) -> list[str]:
    """Why a comment waits."""
    return [finding.code for finding in comment.findings]


def publish(app: Flask, **changes: Any) -> str:  # noqa: ANN401 - what the factory takes
    """Have a comment in the database.

    Returns:
        Its public id.
    """
    with app.app_context():
        return a_comment(db.session(), blog(), **changes).public_id


def change_site(app: Flask, **settings: Any) -> None:  # noqa: ANN401 - any column
    """Change the site's settings."""
    with app.app_context():
        for name, value in settings.items():
            setattr(blog(), name, value)
        db.session.commit()


def close_article(app: Flask, closes_at: datetime = datetime(2026, 4, 3, 12, tzinfo=UTC)) -> None:
    """Close the article, which somebody commented before."""
    publish(app, created_at=datetime(2026, 3, 1, tzinfo=UTC))
    with app.app_context():
        comment = db.session.scalars(select(Comment).order_by(Comment.id.desc())).first()
        assert comment is not None
        comment.article.created_at = datetime(2026, 3, 1, tzinfo=UTC)
        comment.article.closes_at = closes_at
        db.session.commit()
