"""What a test does with the blog's comments, and what it looks for on a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from factories import COMMAND
from sqlalchemy import select

from moderation.comments import workflow
from moderation.comments.models import Comment, Verb
from moderation.database import db
from moderation.sites.models import Article
from moderation.sites.queries import site_named
from moderation.sites.workflow import set_origins
from moderation.web import clock

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Locator, Page

TEXT = "Does that work in pots, too?"
FORM = {"Comment *": TEXT, "Name *": "Awa Diallo", "Email *": "awa@example.org"}
WAITING = "Awaiting moderation."


@dataclass(frozen=True)
class Blog:
    """A site that the service at an address knows by the name of the recipes."""

    app: Flask
    service: str

    def moves_to(self, origin: str) -> None:
        """Its pages are served from there."""
        with self.app.app_context():
            site = site_named(db.session(), "blog")
            assert site is not None
            set_origins(site, [origin])
            db.session.commit()

    def received(self) -> list[tuple[str, str]]:
        """The status of each comment and the address of its article, in the order of arrival."""
        with self.app.app_context():
            rows = db.session.execute(
                select(Comment.status, Article.url).join(Article).order_by(Comment.id)
            )
            return [(str(status), address) for status, address in rows]

    def approve(self) -> None:
        """A moderator approves the only comment."""
        with self.app.app_context():
            session = db.session()
            comment = session.scalars(select(Comment)).one()
            workflow.decide(
                session,
                comment.site_id,
                comment.public_id,
                Verb.APPROVE,
                seen_version=comment.version,
                actor=COMMAND,
                now=clock.now(),
            )
            session.commit()


def post(page: Page) -> None:
    """Leave the comment under the article that the page shows."""
    for label, text in FORM.items():
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_role("button", name="Post comment").click()


def comment(page: Page) -> Locator:
    """That comment."""
    return page.locator("article-comments article").filter(has=page.get_by_text(TEXT, exact=True))


def count(page: Page, article: str) -> Locator:
    """What a list says of the comments of the article at a path."""
    return page.locator(f"[data-comments-count*='{article.strip('/')}']")
