"""The log that anybody may read, where a site wants that."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape
from typing import TYPE_CHECKING

import pytest
from dashboard.desk import OwnContext, let_go
from factories import a_comment, an_article
from people import a_member

from moderation.comments import workflow
from moderation.comments.models import ActorKind, Verb
from moderation.comments.submission import Actor
from moderation.database import db
from moderation.members import Role
from moderation.members.models import Member
from moderation.publishing import log_page
from moderation.sites.models.site import PublicLog
from moderation.web.locale import PUBLIC_LANGUAGES

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

    from moderation.comments.models import Comment
    from moderation.sites.models import Site

LOG = "/log/blog/"


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A stranger, whose requests share nothing with each other."""
    app.test_client_class = OwnContext
    return app.test_client()


@pytest.fixture
def camille(app: Flask) -> int:
    """A moderator of the site."""
    let_go()
    return a_member(app, role=Role.MODERATOR, site="blog", name="Camille Roux")


def opened(session: Session, site: Site, mode: str) -> None:
    site.public_log = PublicLog(mode)
    session.commit()


def decide(session: Session, comment: Comment, verb: Verb, member_id: int) -> None:
    workflow.decide(
        session,
        comment.site_id,
        comment.public_id,
        verb,
        seen_version=comment.version,
        actor=Actor(ActorKind.MEMBER, "key", member_id),
        now=datetime.now(UTC),
    )
    session.commit()


def entries(client: FlaskClient, address: str = LOG) -> list[str]:
    """Each entry in words, without its time."""
    found = re.findall(r"<li>.*?<br>(.*?)</li>", client.get(address).text, re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", entry)).split()) for entry in found]


def test_M20_there_is_no_public_log_until_the_site_wants_one(
    client: FlaskClient, session: Session, site: Site
) -> None:
    assert client.get(LOG).status_code == 404
    opened(session, site, "hidden")
    assert client.get(LOG).status_code == 200
    assert client.get("/log/nowhere/").status_code == 404


@pytest.mark.parametrize(
    ("mode", "who"),
    [
        ("named", "Commentaire refusé – par Camille Roux"),
        ("role", "Commentaire refusé – par l’équipe de modération"),
        ("hidden", "Commentaire refusé"),
    ],
)
def test_M20_moderators_are_named_or_told_by_role_or_hidden(
    client: FlaskClient, site: Site, camille: int, mode: str, who: str
) -> None:
    session = db.session()
    opened(session, site, mode)
    decide(session, a_comment(session, site, status="pending"), Verb.REFUSE, camille)
    assert entries(client) == [who]
    assert ("Camille" in client.get(LOG).text) is (mode == "named")


def test_M20_a_moderator_has_the_name_that_readers_know(
    client: FlaskClient, session: Session, site: Site, camille: int
) -> None:
    opened(session, site, "named")
    session.get_one(Member, camille).public_name = "La rédaction"
    decide(session, a_comment(session, site, status="pending"), Verb.APPROVE, camille)
    assert entries(client)[0].startswith("Commentaire approuvé – par La rédaction")


@pytest.mark.parametrize("mode", ["named", "role", "hidden"])
def test_M20_no_word_of_a_comment_is_ever_shown(
    client: FlaskClient, session: Session, site: Site, camille: int, mode: str
) -> None:
    opened(session, site, mode)
    url = "https://blog.example/achetez-vite"
    an_article(session, site, url, title="Titre d’un inconnu")
    for verb in (Verb.REFUSE, Verb.SPAM):
        comment = a_comment(
            session, site, status="pending", name="Inconnu", body="Gros mot", url=url
        )
        decide(session, comment, verb, camille)
    page = client.get(LOG).text
    assert len(entries(client)) == 2
    words = ("Gros", "Inconnu", "inconnu", "achetez", "awa@example.org", comment.public_id)
    assert not [word for word in words if word in page]


def test_M20_an_article_is_called_by_its_name_once_something_on_it_is_public(
    client: FlaskClient, session: Session, site: Site, camille: int
) -> None:
    opened(session, site, "hidden")
    an_article(session, site, title="Pailler au printemps")
    a_comment(session, site)
    decide(session, a_comment(session, site, status="pending"), Verb.REFUSE, camille)
    assert entries(client)[0] == "Commentaire refusé Pailler au printemps"


def test_M20_what_rules_and_authors_do_is_not_in_it(
    client: FlaskClient, session: Session, site: Site
) -> None:
    opened(session, site, "named")
    a_comment(session, site, status="pending")
    assert entries(client) == []
    a_comment(session, site, status="spam")
    assert entries(client) == [
        "Commentaire marqué comme indésirable – par l’administration du site"
    ]


def test_M20_pages_follow_each_other(
    client: FlaskClient, session: Session, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_page, "PAGE", 2)
    opened(session, site, "hidden")
    for _ in range(3):
        a_comment(session, site, status="refused")
    first = client.get(LOG).text
    older = re.search(r'href="([^"]*before=\d+)" rel="next"', first)
    assert older is not None
    assert (len(entries(client)), len(entries(client, older[1]))) == (2, 1)
    assert client.get(f"{LOG}?before=x").status_code == 404


def test_M20_the_public_log_is_kept_by_caches_and_sets_no_cookie(
    client: FlaskClient, session: Session, site: Site
) -> None:
    opened(session, site, "hidden")
    a_comment(session, site)
    answer = client.get(LOG)
    assert answer.headers["Cache-Control"] == "public, max-age=10"
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "script" not in answer.headers["Content-Security-Policy"]
    again = client.get(LOG, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    other = client.get(LOG, headers={"Accept-Language": "de", "Cookie": "sid=x"})
    assert other.data == answer.data


@pytest.mark.parametrize("language", PUBLIC_LANGUAGES)
def test_L1_the_public_log_speaks_the_language_of_the_page(
    client: FlaskClient, session: Session, site: Site, language: str
) -> None:
    opened(session, site, "role")
    a_comment(session, site, status="refused")
    page = client.get(f"{LOG}?lang={language}").text
    assert f'<html lang="{language}"' in page
    assert ("Comment refused" in page) is (language == "en")
