"""Hostile texts in the widget, in a real browser, on a page without any policy of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factories import a_site, an_article
from hostile import BODY_ALLOWED, hostile_texts
from live import HostSite, Service

from moderation.app import create_app
from moderation.comments import workflow
from moderation.comments.models import Status
from moderation.comments.submission import Submission, Verdict
from moderation.comments.texts import TextRefused, clean_body, clean_name, clean_website
from moderation.config import Settings
from moderation.database import db
from moderation.web.clock import now
from moderation.web.instance import instance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

ROOTS, REPLIES = 20, 3  # what one public page shows of an article
HOOKS = """
window.executed = [];
for (const name of ["alert", "prompt", "confirm", "print"])
  window[name] = () => void window.executed.push(name);
window.addEventListener("error", (event) => window.executed.push(String(event.message)));
const fetched = window.fetch;
window.fetch = (address, ...more) => {
  if (!String(address).startsWith("SERVICE")) window.executed.push(`fetch ${address}`);
  return fetched(address, ...more);
};
"""
INSPECT = """
() => {
  const root = document.querySelector("article-comments").shadowRoot;
  const bodies = [...root.querySelectorAll("[part~=body]")];
  const inside = bodies.flatMap((body) => [...body.querySelectorAll("*")]);
  return {
    comments: bodies.length,
    executed: window.executed,
    attributes: [...root.querySelectorAll("*")].flatMap((element) =>
      element.getAttributeNames().filter((name) => name.startsWith("on")
        // The widget sets sizes of its own around the comments; in a comment nobody does.
        || (name === "style" && element.closest("article")))),
    inside: [...new Set(inside.flatMap((element) => [
      element.localName,
      ...element.getAttributeNames().map((name) => `${element.localName} ${name}`)]))],
    schemes: [...new Set([...root.querySelectorAll("[href],[src],[action]")].map((element) =>
      new URL(element.href || element.src || element.action).protocol))],
  };
}
"""


def or_plain(clean: Callable[[str], str | None], text: str, plain: str | None) -> str | None:
    """The text where the field takes it, else something plain."""
    try:
        return clean(text) or plain
    except TextRefused:
        return plain


def submissions() -> Iterator[Submission]:
    for text in hostile_texts():
        yield Submission(
            name=or_plain(clean_name, text, "Awa") or "Awa",
            email=None,
            website=or_plain(clean_website, text, None),
            body=or_plain(clean_body, text, "plain") or "plain",
            language="fr",
        )


def publish(folder: Path, origin: str) -> tuple[list[str], int]:
    """Publish every text, each article as full as one public page shows it."""
    app = create_app(
        Settings(
            folder, "http://localhost", "http://localhost", f"sqlite:///{folder}/comments.sqlite"
        )
    )
    paths: list[str] = []
    written = 0
    with app.app_context():
        session, keyring = db.session(), instance().keyring
        site = a_site(session, "hostile", origins=[origin])
        root: str | None = None
        for index, submission in enumerate(submissions()):
            if index % (ROOTS * (1 + REPLIES)) == 0:
                paths.append(f"/article-{len(paths)}")
                article = an_article(session, site, origin + paths[-1])
            is_root = index % (1 + REPLIES) == 0
            parent = None if is_root else root
            placed = Submission(
                submission.name, None, submission.website, submission.body, "fr", parent=parent
            )
            verdict = Verdict(Status.APPROVED)
            comment = workflow.submit(session, article, placed, verdict, keyring=keyring, now=now())
            root = comment.public_id if is_root else root
            written += 1
        session.commit()
        db.session.remove()
        db.engine.dispose()
    return paths, written


def test_nothing_executes_in_the_widget(tmp_path: Path, chromium: Browser) -> None:
    with Service(tmp_path / "instance") as service, HostSite(service.address, "hostile") as host:
        host.policy = ""
        paths, written = publish(service.instance, host.origin)
        page = chromium.new_context(locale="fr-FR").new_page()
        page.add_init_script(HOOKS.replace("SERVICE", service.address))
        shown = 0
        for path in paths:
            page.goto(f"{host.origin}{path}")
            page.wait_for_function(
                "document.querySelector('article-comments').shadowRoot?.querySelector('[part~=body]')"
            )
            found = page.evaluate(INSPECT)
            shown += found["comments"]
            assert found["executed"] == []
            assert found["attributes"] == []
            assert set(found["schemes"]) <= {"http:", "https:"}
            allowed = {
                *BODY_ALLOWED,
                *(f"{t} {n}" for t, names in BODY_ALLOWED.items() for n in names),
            }
            assert set(found["inside"]) <= allowed
        assert shown == written
