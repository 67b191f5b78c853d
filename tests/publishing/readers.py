"""Somebody who reads the public answers, behind the layer that keeps them."""

from __future__ import annotations

from contextvars import Context
from functools import partial
from typing import TYPE_CHECKING, Any

from flask import Flask
from werkzeug.test import Client, TestResponse

from moderation.database import db
from moderation.publishing.known import CAPACITY, KnownAnswers
from moderation.publishing.watch import ClockWatch, SqliteWatch

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

    from moderation.publishing.watch import Watch

LIST = "/api/v1/sites/blog/comments"
COUNTS = "/api/v1/sites/blog/counts"
ARTICLE = "https://blog.example/article"
Query = str | list[str]


class Reader:
    """A reader whose watch can be moved on by a second."""

    def __init__(self, app: Flask, capacity: int = CAPACITY) -> None:
        self.second = 0
        with app.app_context():
            engine = db.engine
        kind = SqliteWatch if engine.dialect.name == "sqlite" else ClockWatch
        watch: Watch = kind(engine, clock=lambda: self.second)
        self.layer = KnownAnswers(partial(Flask.wsgi_app, app), watch, capacity)
        self.client = Client(self.apart)

    def apart(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer outside the test's application context, with a session of its own."""
        return Context().run(self.layer, environ, start_response)

    def ask(
        self,
        path: str = LIST,
        *,
        method: str = "GET",
        headers: dict[str, str] | None = None,
        **query: Query,
    ) -> TestResponse:
        """Ask at once: for the list of the article, unless something else is named."""
        if path == LIST:
            query = {"article": ARTICLE, **query}
        return self.client.open(path, method=method, headers=headers, query_string=query)

    def ask_later(self, path: str = LIST, **query: Query) -> TestResponse:
        """Ask after the time within which the database need not have been asked again."""
        self.second += 1
        return self.ask(path, **query)

    def listed(self, **query: Query) -> list[dict[str, Any]]:
        """The comments listed, later."""
        answer = self.ask_later(**query)
        assert answer.status_code == 200, answer.text
        comments: list[dict[str, Any]] = answer.json["comments"]
        return comments

    def texts(self, **query: Query) -> list[str | None]:
        """Their texts; None where one is removed."""
        return [
            entry["html"] and entry["html"].removeprefix("<p>").removesuffix("</p>\n")
            for entry in self.listed(**query)
        ]
