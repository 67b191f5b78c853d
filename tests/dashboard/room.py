"""Moderators who sit at real browsers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from factories import a_comment
from people import PASSWORD, a_member
from sqlalchemy import select

from moderation.comments.models import Comment, Decision
from moderation.comments.submission import Finding
from moderation.database import db
from moderation.members import Role
from moderation.sites.queries import site_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Flask
    from playwright.sync_api import Browser, BrowserContext, Page

NAMES = ("Awa Diallo", "Pierre Lefèvre", "Søren Ångström", "Lê Thị Hồng", "مريم الحسن")


class Room:
    """The service, a browser, and what the moderators' pages complained about."""

    def __init__(self, app: Flask, chromium: Browser, address: str) -> None:
        self.app, self.chromium, self.address = app, chromium, address
        self.complaints: list[str] = []
        self._contexts: list[BrowserContext] = []

    def close(self) -> None:
        for context in self._contexts:
            context.close()

    def comments(
        self,
        count: int,
        *,
        status: str = "pending",
        body: str = "Merci pour cet article.",
        email: str | None = None,
        website: str | None = None,
        findings: Sequence[Finding] = (Finding("policy"),),
    ) -> list[str]:
        """Comments of a person each, oldest first; their public ids."""
        with self.app.app_context():
            session = db.session()
            site = site_named(session, "blog")
            assert site is not None
            now = datetime.now(UTC)
            return [
                a_comment(
                    session,
                    site,
                    status=status,
                    created_at=now - timedelta(minutes=count - number),
                    name=f"{NAMES[number % 5]} {number}",
                    body=body,
                    email=email,
                    website=website,
                    findings=findings,
                ).public_id
                for number in range(count)
            ]

    def statuses(self, ids: Sequence[str]) -> list[str]:
        """Where comments stand, in the order of ``ids``."""
        with self.app.app_context():
            query = select(Comment.public_id, Comment.status).where(Comment.public_id.in_(ids))
            found = dict(db.session.execute(query).all())
            return [str(found[name]) for name in ids]

    def first(self, status: str) -> str:
        """The public id of the oldest comment that stands there."""
        with self.app.app_context():
            query = select(Comment.public_id).where(Comment.status == status).order_by(Comment.id)
            return db.session.scalars(query.limit(1)).one()

    def decisions(self) -> list[Decision]:
        """What members decided, oldest first."""
        with self.app.app_context():
            query = select(Decision).where(Decision.member_id.is_not(None)).order_by(Decision.id)
            return list(db.session.scalars(query))

    def moderator(
        self,
        name: str = "Camille Roux",
        *,
        role: Role = Role.MODERATOR,
        locale: str = "fr",
        **context: object,
    ) -> Page:
        """A new member at a browser of their own, signed in, on the queue."""
        email = f"{name.split(maxsplit=1)[0].lower()}@example.org"
        a_member(self.app, email, role=role, name=name, locale=locale)
        opened = self.chromium.new_context(base_url=self.address, **context)
        self._contexts.append(opened)
        page = opened.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on(
            "console",
            lambda said: self.complaints.append(said.text) if said.type == "error" else None,
        )
        page.goto("/account/sign-in")
        page.fill("[name=email]", email)
        page.fill("[name=password]", PASSWORD)
        page.click("main button")
        page.wait_for_url("**/dashboard/queue?**")
        return page


LINKS = (Finding("links", {"n": 3}), Finding("word", {"word": "promo"}))
