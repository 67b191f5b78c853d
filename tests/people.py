"""People who may sign in, and the browsers they use."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from typing import TYPE_CHECKING

from argon2 import PasswordHasher

from moderation.database import db
from moderation.members import Role, workflow
from moderation.sites.queries import site_named
from moderation.web import clock
from moderation.web.instance import instance

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.test import TestResponse

PASSWORD = "quatre mots sans rapport"
OURS = {"Sec-Fetch-Site": "same-origin"}


def a_member(
    app: Flask,
    email: str = "camille@example.org",
    *,
    role: Role = Role.OWNER,
    site: str | None = None,
    name: str = "Camille Roux",
    locale: str = "fr",
) -> int:
    """The id of a new member who signs in with ``PASSWORD``."""
    with app.app_context():
        session, keyring = db.session(), instance().keyring
        place = site_named(session, site) if site else None
        member, _ = workflow.invite(
            session, email, role, place.id if place else None, keyring, now=clock.now()
        )
        workflow.activate(session, member, hash_of_password())
        member.name, member.locale = name, locale
        session.commit()
        return member.id


@cache
def hash_of_password() -> str:
    """Made with the service's own parameters, once for all tests."""
    return PasswordHasher(time_cost=3, memory_cost=19_456, parallelism=1).hash(PASSWORD)


class Browser:
    """A browser: it keeps cookies, and sends what forms hold."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()

    def get(self, path: str) -> TestResponse:
        return self.client.get(path)

    def post(
        self, path: str, data: dict[str, str] | None = None, *, form: str | None = None
    ) -> TestResponse:
        """Fill the form on the page ``form`` (or on ``path``) and send it to ``path``."""
        token = token_on(self.get(form or path))
        return self.client.post(path, data={"csrf_token": token, **(data or {})}, headers=OURS)

    def sign_in(
        self, email: str = "camille@example.org", password: str = PASSWORD, **more: str
    ) -> TestResponse:
        return self.post("/account/sign-in", {"email": email, "password": password, **more})

    def cookie(self, name: str) -> str | None:
        found = self.client.get_cookie(name)
        return found.value if found else None

    def is_signed_in(self) -> bool:
        return self.get("/account/preferences").status_code == 200


def token_on(page: TestResponse) -> str:
    """The CSRF token of a page."""
    found = re.search(r'name="csrf-token" content="([^"]+)"', page.text)
    assert found is not None, page.text
    return unescape(found[1])


def words(page: TestResponse) -> str:
    """The text of a page as a person reads it."""
    body = page.text.partition("<main")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())
