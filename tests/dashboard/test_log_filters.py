"""Looking for something in the log."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from dashboard.desk import Desk, fields_in, links_in
from factories import a_comment, an_article
from people import a_member, words
from sqlalchemy import select

from moderation.comments import workflow
from moderation.comments.models import ActorKind, Decision, Verb
from moderation.comments.submission import Actor
from moderation.dashboard import log_page
from moderation.members.models import Member
from moderation.sites import events
from moderation.sites.events import By, Deed

if TYPE_CHECKING:
    from flask import Flask
    from sqlalchemy.orm import Session
    from werkzeug.test import TestResponse

    from moderation.sites.models import Site

LOG = "/dashboard/log?site=blog"
NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)


def entries_of(page: TestResponse) -> list[str]:
    """Each entry as its first sentence."""
    found = re.findall(r'<li class="entry".*?<(?:p|del)>(.*?)</(?:p|del)>', page.text, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", sentence) for sentence in found]


def an_event(session: Session, site: Site, deed: Deed, **facts: int | str) -> None:
    events.record(
        session, deed, site_id=site.id, by=By("command"), now=datetime.now(UTC), facts=facts
    )
    session.commit()


def public_id(session: Session, member_id: int) -> str:
    return session.get_one(Member, member_id).public_id


def test_M19_the_log_is_filtered_by_person(app: Flask, session: Session, site: Site) -> None:
    first, second = (a_comment(session, site, status="pending", name=n) for n in ("Awa", "Paul"))
    camille, louise = Desk(app), Desk(app, name="Louise Petit")
    camille.decide(first, "approve")
    louise.decide(second, "refuse")
    mine = camille.get(f"{LOG}&who={public_id(session, louise.member_id)}")
    assert entries_of(mine) == ["Louise Petit a refusé le commentaire de Paul"]
    rules = camille.get(f"{LOG}&who=policy")
    assert len(entries_of(rules)) == 2
    assert "Camille Roux</option>" in rules.text


def test_M19_the_log_is_filtered_by_action_and_means(
    app: Flask, session: Session, site: Site
) -> None:
    first, second = (a_comment(session, site, status="pending", name=n) for n in ("Awa", "Paul"))
    camille = Desk(app)
    camille.decide(first, "approve", means="key")
    camille.decide(second, "approve")
    an_event(session, site, Deed.SITE_ORIGINS, origins=2)
    assert len(entries_of(camille.get(f"{LOG}&action=approve"))) == 2
    assert entries_of(camille.get(f"{LOG}&action=approve&means=key")) == [
        "Camille Roux a approuvé le commentaire de Awa"
    ]
    assert entries_of(camille.get(f"{LOG}&action=site")) == [
        "La ligne de commande a fixé les origines\u00a0: il y en a 2"
    ]


def test_M19_the_log_is_filtered_by_article_however_it_is_named(
    app: Flask, session: Session, site: Site
) -> None:
    other = "https://blog.example/autre"
    a_comment(session, site, status="pending", name="Awa")
    a_comment(session, site, status="pending", name="Paul", url=other)
    article = an_article(session, site, other, title="Autre")
    an_event(session, site, Deed.ARTICLE_CLOSED, article=article.id)
    camille = Desk(app)
    for name in (article.id, other, "/autre", "//blog.example/autre"):
        assert entries_of(camille.get(f"{LOG}&article={name}")) == [
            "La ligne de commande a fermé les commentaires de «\u202fAutre\u202f»",
            "La politique du site a mis le commentaire de Paul en attente",
        ]
    assert "Rien de tel" in words(camille.get(f"{LOG}&article=/inconnu"))


def test_M19_the_log_is_filtered_by_days_of_the_sites_clock(
    app: Flask, session: Session, site: Site
) -> None:
    for name, when in [
        ("Awa", datetime(2026, 3, 11, 22, 59, tzinfo=UTC)),  # 23:59 in Paris
        ("Paul", datetime(2026, 3, 11, 23, 0, tzinfo=UTC)),
        ("Lise", datetime(2026, 3, 12, 22, 59, tzinfo=UTC)),
        ("Zoé", datetime(2026, 3, 12, 23, 0, tzinfo=UTC)),
    ]:
        a_comment(session, site, status="pending", name=name, created_at=when)
    found = entries_of(Desk(app).get(f"{LOG}&since=2026-03-12&until=2026-03-12"))
    names = [re.findall(r"de (\w+)", entry)[0] for entry in found]
    assert names == ["Lise", "Paul"]


@pytest.mark.parametrize(
    "query",
    ["who=x", "who=m'", "action=x", "means=x", "batch=x!", "since=12/03/2026", "since=2026-13-01",
     "until=9999-12-31", "until=0001-01-01", "before=12", "before=d1e", "article=" + "a" * 2101],
)  # fmt: skip
def test_what_the_log_cannot_be_asked_leads_nowhere(app: Flask, query: str) -> None:
    assert Desk(app).get(f"{LOG}&{query}").status_code == 404


def test_an_empty_filter_asks_for_everything(app: Flask, session: Session, site: Site) -> None:
    a_comment(session, site, status="pending")
    page = Desk(app).get(f"{LOG}&who=&action=&means=&article=&since=&until=")
    assert len(entries_of(page)) == 1


def test_M19_pages_keep_the_filters_and_lose_nothing_between_two_tables(
    app: Flask, session: Session, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_page, "PAGE", 3)
    for number in range(7):
        when = NOON + timedelta(minutes=number)
        a_comment(session, site, status="pending", name=f"n{number}", created_at=when)
        if number % 3 == 0:
            deed = Deed.SITE_ORIGINS
            by = By("command")
            facts = {"origins": number}
            events.record(session, deed, site_id=None, by=by, now=when, facts=facts)
    session.commit()
    camille, seen, address = Desk(app), [], f"{LOG}&since=2026-03-12"
    while address:
        page = camille.get(address)
        seen += [re.search(r"de n(\d)|a (\d)$", entry) for entry in entries_of(page)]
        older = [link for link in links_in(page) if "before=" in link and "since=" in link]
        address = older[0] if older else ""
    order = [found[0].replace("de n", "") for found in seen if found]
    numbers = [entry for entry in order if not entry.startswith("a ")]
    assert numbers == ["6", "5", "4", "3", "2", "1", "0"]
    assert [entry for entry in order if entry not in numbers] == ["a 6", "a 3", "a 0"]
    assert order.index("4") < order.index("a 3") < order.index("2")


def test_M19_a_batch_is_looked_at_one_by_one(app: Flask, session: Session, site: Site) -> None:
    comments = [a_comment(session, site, status="pending", name=f"n{n}") for n in range(3)]
    camille = Desk(app)
    camille.decide_many(comments, "refuse")
    batch = session.scalars(select(Decision.batch).where(Decision.batch.is_not(None))).first()
    page = camille.get(LOG)
    link = next(link for link in links_in(page) if f"batch={batch}" in link)
    assert len(entries_of(camille.get(link))) == 3


def test_M4_what_is_found_by_a_filter_can_be_undone_there(
    app: Flask, session: Session, site: Site
) -> None:
    comment = a_comment(session, site, status="pending")
    camille = Desk(app)
    camille.decide(comment, "spam")
    camille.queue()  # where the notice is shown that can undo it, too
    page = camille.get(f"{LOG}&action=spam")
    fields = fields_in(page, "/dashboard/sites/blog/undo")
    assert camille.undo(**fields).location.endswith("&action=spam")


def test_M19_the_log_says_why_a_comment_waits(app: Flask, session: Session, site: Site) -> None:
    a_comment(session, site, status="pending")
    assert "Motif : Tout est relu" in words(Desk(app).get(LOG))


def test_M19_the_log_says_why_a_comment_was_refused(
    app: Flask, session: Session, site: Site
) -> None:
    comment, camille = a_comment(session, site, status="pending"), Desk(app)
    workflow.decide(
        session,
        site.id,
        comment.public_id,
        Verb.REFUSE,
        seen_version=comment.version,
        actor=Actor(ActorKind.MEMBER, "key", camille.member_id),
        now=datetime.now(UTC),
        reason="off_topic",
    )
    session.commit()
    assert "refusé, au clavier. Motif : Hors sujet" in words(camille.get(LOG))


def test_M19_what_is_done_to_people_and_settings_is_said_in_words(
    app: Flask, session: Session, site: Site
) -> None:
    camille = Desk(app)
    awa = public_id(session, a_member(app, "awa@example.org", name="Awa Diallo"))
    by = By("button", camille.member_id)
    for deed, facts in [
        (Deed.MEMBER_ROLE, {"member": awa, "role": "owner"}),
        (Deed.SITE_SET, {"title": None, "max_links": [2, 3], "email_required": [True, False]}),
        (Deed.MEMBER_REVOKED, {"member": "mgone"}),
    ]:
        now = datetime.now(UTC)
        events.record(session, deed, site_id=site.id, by=by, now=now, facts=facts)
    session.commit()
    assert entries_of(camille.get(LOG)) == [
        "Camille Roux a retiré tous ses rôles à une nouvelle personne",
        (
            "Camille Roux a modifié les réglages\u00a0: titre, liens permis (2 → 3), "
            "adresse e-mail obligatoire (oui → non)"
        ),
        "Camille Roux a donné à Awa Diallo le rôle «\u202fPropriétaire\u202f»",
    ]


def test_another_sites_events_are_not_in_this_log(app: Flask, session: Session, site: Site) -> None:
    events.record(
        session, Deed.SITE_ADDED, site_id=site.id + 1, by=By("command"), now=datetime.now(UTC)
    )
    session.commit()
    assert entries_of(Desk(app).get(LOG)) == []
