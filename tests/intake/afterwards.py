"""Authors and readers, once a comment is in."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

from factories import COMMAND, an_article
from sqlalchemy import func, select

from moderation.comments import workflow
from moderation.comments.models import ChangeRequest, Comment, Report, Verb
from moderation.comments.public import approved_for
from moderation.database import db
from moderation.web.clock import now
from tests.intake.people import COMMENTS, Stranger, blog

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.test import TestResponse

PREVIEW = "/api/v1/sites/blog/preview"


class Author(Stranger):
    """Whoever has written a comment and holds its token."""

    def __init__(self, app: Flask, **changes: Any) -> None:  # noqa: ANN401 - what a letter holds
        """Write a comment."""
        super().__init__(app)
        self.receipt = self.post(**changes).get_json()
        self.path = f"{COMMENTS}/{self.receipt['id']}"

    def another_tab(self) -> Author:
        """The same person in another tab."""
        tab = copy(self)
        tab.client = self.app.test_client()
        return tab

    def do(self, method: str, path: str = "", **document: Any) -> TestResponse:  # noqa: ANN401
        """Ask for something about the comment, with its token."""
        return self.client.open(
            self.path + path,
            method=method,
            json=document or None,
            headers={
                "Authorization": f"Bearer {self.receipt['token']}",
                "Accept-Language": "fr",
            },
        )

    def own(self) -> dict[str, Any]:
        """The comment as it is told to its author."""
        return dict(self.do("GET").get_json())

    def edit(self, body: str) -> TestResponse:
        """Replace the text."""
        return self.do("PATCH", body=body)

    def withdraw(self) -> TestResponse:
        """Take the comment back."""
        return self.do("DELETE")

    def restore(self) -> TestResponse:
        """Undo that."""
        return self.do("POST", "/restore")

    def ask_change(self, message: str) -> TestResponse:
        """Ask the moderators."""
        return self.do("POST", "/change-request", message=message)


def report(app: Flask, public_id: str, network: str = "127.0.0.1", **document: Any) -> TestResponse:  # noqa: ANN401
    """Report a comment from somewhere."""
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = network
    return client.post(
        f"{COMMENTS}/{public_id}/report",
        json={"reason": "abuse"} | document,
        headers={"Accept-Language": "fr"},
    )


def decide(app: Flask, public_id: str, verb: Verb) -> None:
    """Decide about a comment, as a moderator who sees it as it is."""
    with app.app_context():
        comment = comment_called(public_id)
        workflow.decide(
            db.session(),
            comment.site_id,
            public_id,
            verb,
            seen_version=comment.version,
            actor=COMMAND,
            now=now(),
        )
        db.session.commit()


def comment_called(public_id: str) -> Comment:
    """A comment, within an application context."""
    return db.session.scalars(select(Comment).where(Comment.public_id == public_id)).one()


def listed(app: Flask) -> list[str | None]:
    """The texts that everybody reads."""
    with app.app_context():
        page = approved_for(db.session(), an_article(db.session(), blog()).id)
        return [thread.row.html for thread in page.threads]


def told_to_moderators(app: Flask) -> tuple[int, int]:
    """How many reports and change requests there are."""
    with app.app_context():
        reports, requests = (
            db.session.scalar(select(func.count()).select_from(kind)) or 0
            for kind in (Report, ChangeRequest)
        )
        return reports, requests
