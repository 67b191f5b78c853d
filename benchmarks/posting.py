"""Comments that keep arriving while others read."""

from __future__ import annotations

import http.client
import json
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlsplit

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from benchmarks.contestants import LIST
from benchmarks.seed import ORIGIN
from moderation.comments.models import ActorKind, Verb
from moderation.comments.queries import by_public_id
from moderation.comments.submission import Actor
from moderation.comments.workflow import decide
from moderation.database.engine import engine_options, keep_rules
from moderation.web.clock import now

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PER_SECOND: Final = 5
TEXT: Final = "Un commentaire de plus, TURN, pour dire que cela marche *aussi* en bac."
MODERATOR: Final = Actor(ActorKind.COMMAND, "command")


def our_body(article: str) -> str:
    """A submission to our service; ``TURN`` makes each one another person's."""
    document = {
        "article": {"url": ORIGIN + article, "title": "Un article"},
        "name": "Awa TURN",
        "email": "awa.TURN@example.org",
        "body": TEXT,
    }
    return json.dumps(document)


def isso_body() -> str:
    """The same for Isso."""
    return json.dumps({"text": TEXT, "author": "Awa TURN", "email": "awa.TURN@example.org"})


def isso_new(article: str) -> str:
    """Where Isso takes comments."""
    return f"/new?uri={quote(article, safe='')}"


@contextmanager
def posted_to_us(url: str, database_url: str, article: str) -> Iterator[None]:
    """Five comments a second, each approved at once from another process: ours."""
    engine = create_engine(database_url, **engine_options(database_url))
    keep_rules(engine)

    def approve(answer: bytes) -> None:
        with Session(engine) as session:
            public_id = json.loads(answer)["id"]
            comment = by_public_id(session, 1, public_id)
            if comment is not None and comment.status == "pending":
                decide(
                    session,
                    1,
                    public_id,
                    Verb.APPROVE,
                    seen_version=comment.version,
                    actor=MODERATOR,
                    now=now(),
                )
                session.commit()

    with _repeating(url, LIST, our_body(article), approve):
        yield
    engine.dispose()


@contextmanager
def posted_to_isso(url: str, article: str) -> Iterator[None]:
    """Five comments a second, published at once as Isso does without moderation."""
    with _repeating(url, isso_new(article), isso_body(), lambda _answer: None):
        yield


@contextmanager
def _repeating(url: str, path: str, body: str, then: Callable[[bytes], None]) -> Iterator[None]:
    stop = threading.Event()

    def work() -> None:
        turn = 0
        while not stop.wait(1 / PER_SECOND):
            turn += 1
            then(send(url, path, body.replace("TURN", f"{id(stop)}x{turn}")))

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def send(url: str, path: str, body: str) -> bytes:
    """Post JSON.

    Raises:
        RuntimeError: It was not taken.
    """
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    try:
        headers = {"Content-Type": "application/json"}
        connection.request("POST", path, body.encode(), headers)
        answer = connection.getresponse()
        said = answer.read()
    finally:
        connection.close()
    if answer.status >= 300:  # noqa: PLR2004 - taken is 2xx
        raise RuntimeError(f"{answer.status}: {said[:500]!r}")
    return said
