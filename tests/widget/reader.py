"""What a test does with the garden's comments, and what it looks for on a page."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from factories import COMMAND, a_comment, a_site, an_article
from sqlalchemy import select, true
from werkzeug.serving import make_server

from moderation.comments import workflow
from moderation.comments.models import Comment, Verb
from moderation.database import db
from moderation.sites.articles import set_closing
from moderation.sites.queries import site_named
from moderation.sites.workflow import set_origins
from moderation.web import clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from playwright.sync_api import Locator, Page

    from tests.widget.host import Host

FORM = {
    "Commentaire *": "Et en bac, sur un balcon ?",
    "Nom *": "Awa Diallo",
    "E-mail *": "awa@example.org",
}
SEND = "Laisser un commentaire"
MARCH = datetime(2025, 3, 12, 8, 41, tzinfo=UTC)
FOCUSED = """
    () => {
      let node = document.activeElement;
      while (node.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
      return node.name ?? node.textContent;
    }
"""
# For pages that are yet to load.
NO_STORAGE = """
    Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no"); } });
"""
LISTENING = """
    window.told = [];
    for (const name of ["ready", "submitted", "error"]) {
      const type = `comments:${name}`;
      document.addEventListener(type, ({ detail }) => window.told.push([type, detail]));
    }
"""


@dataclass(frozen=True)
class Garden:
    """A site with articles, as its moderators and its readers have left it."""

    app: Flask
    host: Host

    def comment(
        self, body: str, *, path: str = "/article", parent: str | None = None, **more: object
    ) -> str:
        """The public id of a comment under the article at ``path``."""
        with self.app.app_context():
            session = db.session()
            site = site_named(session, "jardin")
            assert site is not None
            above = (
                session.scalar(select(Comment).where(Comment.public_id == parent))
                if parent
                else None
            )
            comment = a_comment(
                session, site, body=body, url=self.host.origin + path, parent=above, **more
            )
            return comment.public_id

    def title(self, title: str, path: str = "/article") -> None:
        """The article at ``path`` has a title."""
        with self.app.app_context():
            site = site_named(db.session(), "jardin")
            assert site is not None
            an_article(db.session(), site, self.host.origin + path, title)
            db.session.commit()

    def comments(self, number: int, *, parent: str | None = None) -> list[str]:
        """As many comments, or replies, in the order of their minutes: « Commentaire 0 »."""
        word = "Réponse" if parent else "Commentaire"
        return [
            self.comment(f"{word} {n}", parent=parent, created_at=MARCH + timedelta(minutes=n))
            for n in range(number)
        ]

    def import_as(self, public_id: str, number: int) -> None:
        """The comment had a number where it was imported from."""
        with self.app.app_context():
            session = db.session()
            found = select(Comment).where(Comment.public_id == public_id)
            session.scalars(found).one().legacy_id = number
            session.commit()

    def decide(self, verb: Verb, public_id: str | None = None) -> None:
        """A moderator decides a comment: the newest, if none is named."""
        with self.app.app_context():
            session = db.session()
            named = Comment.public_id == public_id if public_id else true()
            comment = session.scalars(
                select(Comment).where(named).order_by(Comment.id.desc())
            ).first()
            assert comment is not None
            workflow.decide(
                session,
                comment.site_id,
                comment.public_id,
                verb,
                seen_version=comment.version,
                actor=COMMAND,
                now=clock.now(),
            )
            session.commit()

    def amend(self, public_id: str, body: str) -> None:
        """A moderator edits somebody's comment."""
        with self.app.app_context():
            session = db.session()
            found = select(Comment).where(Comment.public_id == public_id)
            comment = session.scalars(found).one()
            workflow.amend(
                session,
                comment.site_id,
                public_id,
                body,
                reason="Un nom",
                seen_version=comment.version,
                actor=COMMAND,
                now=clock.now(),
            )
            session.commit()

    def close(self, when: datetime, path: str = "/article") -> None:
        """The article at ``path`` takes no more comments."""
        with self.app.app_context():
            site = site_named(db.session(), "jardin")
            assert site is not None
            set_closing(an_article(db.session(), site, self.host.origin + path), when)
            db.session.commit()

    def list_only(self, origin: str) -> None:
        """Pages of this origin may write, and no others."""
        with self.app.app_context():
            site = site_named(db.session(), "jardin")
            assert site is not None
            set_origins(site, [origin])
            db.session.commit()

    def received(self) -> list[tuple[str, str]]:
        """The status and the text of each comment, in the order of arrival."""
        with self.app.app_context():
            rows = db.session.execute(select(Comment.status, Comment.body).order_by(Comment.id))
            return [(str(status), body) for status, body in rows]


@contextmanager
def planted(app: Flask, host: Host) -> Iterator[Garden]:
    """The service, listening, with a French site whose articles are the host's pages."""
    with app.app_context():
        a_site(db.session(), "jardin", origins=[host.origin])
        db.session.commit()
    server = make_server("localhost", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    host.trust(f"http://localhost:{server.port}")
    try:
        yield Garden(app, host)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def write(page: Page, **more: str) -> None:
    """Fill the form, without sending it."""
    for label, text in {**FORM, **more}.items():
        page.get_by_label(label, exact=True).fill(text)


def send(page: Page) -> None:
    page.get_by_role("button", name=SEND).click()


def article(page: Page, text: str) -> Locator:
    """The comment that says ``text``."""
    return page.locator("article-comments article").filter(has=page.get_by_text(text, exact=True))


def focused(page: Page) -> str:
    """What the reader's focus is on, in words."""
    return str(page.evaluate(FOCUSED))
