"""A moderator's desk: what is on it, and the buttons a person presses."""

from __future__ import annotations

import re
from contextvars import Context
from html import unescape
from typing import TYPE_CHECKING, Any

from flask import has_app_context
from flask.testing import FlaskClient
from people import OURS, Browser, a_member, token_on

from moderation.database import db
from moderation.members import Role

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.test import TestResponse

    from moderation.comments.models import Comment

JSON = {**OURS, "Accept": "application/json"}


def let_go() -> None:
    """What the test has read must not stand in the way of what people do."""
    if has_app_context():
        db.session.rollback()


class OwnContext(FlaskClient):
    """A client whose requests share nothing with the test that makes them."""

    def open(self, *args: object, **kwargs: object) -> TestResponse:
        let_go()
        return Context().run(super().open, *args, **kwargs)


class Desk(Browser):
    """The browser of a member who has signed in."""

    def __init__(
        self,
        app: Flask,
        *,
        role: Role = Role.MODERATOR,
        site: str | None = "blog",
        name: str = "Camille Roux",
        locale: str = "fr",
    ) -> None:
        let_go()
        app.test_client_class = OwnContext
        super().__init__(app)
        email = f"{name.split(maxsplit=1)[0].lower()}@example.org"
        self.member_id = a_member(app, email, role=role, site=site, name=name, locale=locale)
        assert self.sign_in(email).status_code == 303
        self.token = token_on(self.get("/account/preferences"))

    def queue(self, status: str = "pending", **filters: str | int) -> TestResponse:
        more = "".join(f"&{name}={value}" for name, value in filters.items())
        return self.get(f"/dashboard/queue?status={status}{more}")

    def send(self, path: str, data: dict[str, Any], headers: dict[str, str]) -> TestResponse:
        return self.client.post(path, data={"csrf_token": self.token, **data}, headers=headers)

    def decide(self, comment: Comment, verb: str, **more: str | int) -> TestResponse:
        """Press a button of a row; ``version`` is the one that the page showed."""
        data = {"verb": verb, "version": comment.version, **more}
        return self.send(f"{page_of(comment)}/decision", data, OURS)

    def decide_by_script(self, comment: Comment, verb: str, **more: str | int) -> TestResponse:
        data = {"verb": verb, "version": comment.version, **more}
        return self.send(f"{page_of(comment)}/decision", data, JSON)

    def decide_many(self, comments: list[Comment], verb: str) -> TestResponse:
        chosen = [f"{comment.public_id}.{comment.version}" for comment in comments]
        data = {"verb": verb, "comment": chosen}
        return self.send("/dashboard/sites/blog/decisions", data, OURS)

    def undo(self, **what: str | int) -> TestResponse:
        return self.send("/dashboard/sites/blog/undo", what, OURS)


def page_of(comment: Comment) -> str:
    """The path of a comment's page."""
    return f"/dashboard/sites/{comment.site.name}/comments/{comment.public_id}"


def names_in(page: TestResponse) -> list[str]:
    """Who wrote the comments of a queue, in its order."""
    found = re.findall(r'<h2 id="n-[^"]+"><bdi>([^<]*)</bdi></h2>', page.text)
    return [unescape(name) for name in found]


def links_in(page: TestResponse) -> list[str]:
    """Every address that a page links to."""
    return [unescape(address) for address in re.findall(r'href="([^"]*)"', page.text)]


def fields_in(page: TestResponse, action: str) -> dict[str, str]:
    """The hidden fields of the first form that is posted to ``action``."""
    form = page.text.partition(f'action="{action}"')[2].partition("</form>")[0]
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    return {name: unescape(value) for name, value in fields}


def fresh(comment: Comment) -> Comment:
    """A comment as the database has it now."""
    db.session.expire_all()
    return db.session.get_one(type(comment), comment.id)
