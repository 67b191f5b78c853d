from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from dashboard.desk import OURS, Desk, fields_in, fresh, page_of
from factories import a_comment
from people import words
from playwright.sync_api import expect
from sqlalchemy import select

from moderation.comments.models import AuthorRule, Comment
from moderation.comments.tokens import author_token
from moderation.members import Role
from moderation.sites.models import Event, Policy
from moderation.sites.workflow import add_site
from moderation.web.clock import now
from moderation.web.instance import instance
from tests.intake.people import Stranger, reasons, stored

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from dashboard.room import Room
    from flask import Flask
    from sqlalchemy.orm import Session
    from werkzeug.test import TestResponse

    from moderation.sites.models import Site

AWA = "awa@exemple.fr"


def author_of(comment: Comment) -> str:
    return f"{page_of(comment)}/author"


def treat(desk: Desk, comment: Comment, treatment: str) -> TestResponse:
    return desk.send(f"{author_of(comment)}/treatment", {"treatment": treatment}, OURS)


def block(desk: Desk, comment: Comment, **fields: str) -> TestResponse:
    data = {"days": "7", "reason": "Insultes répétées", **fields}
    return desk.send(f"{author_of(comment)}/block", data, OURS)


def write(app: Flask, proof: Comment | None = None, **fields: str) -> Comment:
    """Somebody writes, who has opened the form a minute ago; what became of it."""
    stranger = Stranger(app)
    headers = {}
    if proof is not None:
        with app.app_context():
            token = author_token(proof.public_id, instance().keyring.signing)
        headers["Authorization"] = f"Bearer {token}"
    ticket = stranger.ticket()
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=1)):
        answer = stranger.post(headers, ticket=ticket, body=f"Texte {ticket[-9:]}", **fields)
    assert answer.status_code == 201
    return stored(app)[-1]


def test_M14_the_page_says_what_became_of_everything_an_author_sent(
    app: Flask, session: Session, site: Site
) -> None:
    for status in ("approved", "approved", "approved", "refused", "pending"):
        comment = a_comment(session, site, status=status, name="Awa Diallo")
    a_comment(session, site, status="spam", email="autre@example.org", name="Un autre")
    page = Desk(app, role=Role.READER).get(author_of(comment))
    text = words(page)
    assert "3 publiés, 1 refusé (25 % ; refusés ou indésirables ÷ décidés)" in text
    assert "Un autre" not in text
    assert text.count("Awa Diallo") >= 5
    assert 'name="treatment"' not in page.text
    only = words(Desk(app, name="Zoé Petit").get(f"{author_of(comment)}?only=refused"))
    assert only.partition("Derniers commentaires")[2].count(", refusé") == 1
    assert Desk(app, name="Léa Petit").get(f"{author_of(comment)}?only=x").status_code == 404


def test_M14_neither_the_address_nor_its_index_stands_on_the_page(
    app: Flask, session: Session, site: Site
) -> None:
    comment = a_comment(session, site, email="canari@example.org")
    page = Desk(app, role=Role.OWNER).get(author_of(comment))
    assert "canari" not in page.text
    assert comment.email_index is not None
    assert comment.email_index.hex() not in page.text


def test_M14_the_address_is_shown_on_demand_and_that_is_noted(
    app: Flask, session: Session, site: Site, noted: list[MutableMapping[str, Any]]
) -> None:
    comment = a_comment(session, site, email="canari@example.org")
    page = Desk(app, role=Role.ADMINISTRATOR).send(f"{author_of(comment)}/email", {}, OURS)
    assert "canari@example.org" in page.text
    [entry] = [entry for entry in noted if entry["event"] == "email_shown"]
    assert entry["comment"] == comment.public_id
    moderator = Desk(app, name="Zoé Petit")
    assert moderator.send(f"{author_of(comment)}/email", {}, OURS).status_code == 403


def test_M14_others_on_the_same_network_or_domain_are_named(
    app: Flask, session: Session, site: Site
) -> None:
    site_a = "https://exemple.fr/moi"
    first = a_comment(session, site, name="Awa", website=site_a)
    near = a_comment(session, site, name="Voisine", email="v@example.org")
    alike = a_comment(
        session, site, name="Alter ego", email="x@example.org", website="http://exemple.fr"
    )
    far = a_comment(
        session,
        site,
        name="Personne",
        email="p@example.org",
        website="https://exemple.fr.example.org/",
    )
    first.network = near.network = b"n" * 16
    far.network = b"f" * 16
    session.commit()
    text = words(Desk(app).get(author_of(first)))
    network = text.partition("Depuis le même réseau")[2].partition("Avec un site")[0]
    domain = text.partition("Avec un site du même domaine")[2]
    assert "Voisine" in network
    assert "Alter ego" in domain
    assert "Alter ego" not in network
    assert "Personne" not in text
    assert alike.public_id != near.public_id


def test_M14_everything_is_refused_as_one_batch_with_one_undo(
    app: Flask, session: Session, site: Site
) -> None:
    mine = [a_comment(session, site, status=s) for s in ("pending", "approved", "spam")]
    other = a_comment(session, site, status="pending", email="autre@example.org")
    camille = Desk(app)
    page = camille.get(author_of(mine[0]))
    assert "Tout refuser (2)" in words(page)
    action = "/dashboard/sites/blog/decisions"
    form = page.text.partition(f'action="{action}"')[2].partition("</form>")[0]
    chosen = re.findall(r'name="comment" value="([^"]+)"', form)
    camille.send(action, {"verb": "refuse", "comment": chosen, "back": author_of(mine[0])}, OURS)
    assert [fresh(one).status for one in (*mine, other)] == [
        "refused",
        "refused",
        "spam",
        "pending",
    ]
    page = camille.get(author_of(mine[0]))
    camille.undo(**fields_in(page, "/dashboard/sites/blog/undo"))
    assert [fresh(one).status for one in mine] == ["pending", "approved", "spam"]


def test_M14_a_trusted_author_is_published_at_once_and_whoever_types_the_address_is_not(
    app: Flask, session: Session, site: Site
) -> None:
    known = a_comment(session, site, email=AWA)
    treat(Desk(app), known, "trust")
    assert write(app, proof=known).status == "approved"
    impostor = write(app)
    assert (impostor.status, reasons(impostor)) == ("pending", ["policy"])
    # The token of what the impostor has just sent proves nothing either.
    assert write(app, proof=impostor).status == "pending"


def test_M14_what_an_author_sends_always_waits(app: Flask, session: Session, site: Site) -> None:
    site.policy = Policy.PUBLISH_FIRST
    known = a_comment(session, site, email=AWA)
    camille = Desk(app)
    treat(camille, known, "hold")
    held = write(app)
    assert (held.status, reasons(held)) == ("pending", ["author"])
    page = camille.get(f"/dashboard/sites/blog/comments/{held.public_id}").text
    assert 'author#treatment">Auteur toujours relu</a>' in page
    assert write(app, proof=known, email="autre@example.org").status == "pending"
    assert "Auteur toujours relu" in words(camille.queue())
    treat(camille, known, "free")
    assert write(app).status == "approved"


def test_M14_a_block_sets_aside_what_comes_until_it_ends_and_the_sender_learns_nothing(
    app: Flask, session: Session, site: Site
) -> None:
    site.policy = Policy.PUBLISH_FIRST
    known = a_comment(session, site, email=AWA)
    block(Desk(app, role=Role.ADMINISTRATOR), known)
    stranger = Stranger(app)
    answer = stranger.post(body="Bonjour").get_json()
    assert answer["status"] == "pending"
    blocked = stored(app)[-1]
    assert (blocked.status, reasons(blocked)[0]) == ("spam", "blocked")
    with time_machine.travel(datetime.now(UTC) + timedelta(days=8)):
        assert write(app).status == "approved"


def test_M14_a_block_holds_on_its_site_alone(app: Flask, session: Session) -> None:
    other = add_site(session, "news", ["https://news.example"], now=now(), language="fr")
    elsewhere = a_comment(session, other, email=AWA, url="https://news.example/a")
    block(Desk(app, role=Role.OWNER, site=None), elsewhere)
    assert reasons(write(app)) == ["policy"]


def test_M14_only_an_administrator_blocks_and_lifts_a_block(
    app: Flask, session: Session, site: Site
) -> None:
    comment = a_comment(session, site)
    moderator = Desk(app)
    assert block(moderator, comment).status_code == 403
    block(Desk(app, role=Role.ADMINISTRATOR, name="Zoé Petit"), comment, days="0")
    page = moderator.get(author_of(comment))
    assert "Bloqué, par Zoé Petit," in words(page)
    assert "Insultes répétées" in words(page)
    assert treat(moderator, comment, "free").status_code == 403
    assert session.scalars(select(AuthorRule.until)).all() == [None]


@pytest.mark.parametrize("fields", [{"reason": ""}, {"days": "2"}, {"reason": "x" * 501}])
def test_M14_a_block_needs_a_length_and_a_reason(
    app: Flask, session: Session, site: Site, fields: dict[str, str]
) -> None:
    comment = a_comment(session, site)
    answer = block(Desk(app, role=Role.ADMINISTRATOR), comment, **fields)
    assert answer.status_code == 422
    assert session.scalars(select(AuthorRule)).all() == []


def test_M14_how_an_author_is_treated_is_settled_once_and_logged_each_time(
    app: Flask, session: Session, site: Site
) -> None:
    comment = a_comment(session, site)
    admin = Desk(app, role=Role.ADMINISTRATOR)
    treat(admin, comment, "trust")
    block(admin, comment, days="30")
    treat(admin, comment, "hold")
    session.expire_all()
    assert [rule.treatment for rule in session.scalars(select(AuthorRule))] == ["hold"]
    deeds = session.scalars(
        select(Event).where(Event.verb.startswith("author.")).order_by(Event.id)
    ).all()
    assert [deed.verb for deed in deeds] == ["author.trusted", "author.blocked", "author.held"]
    assert deeds[1].facts == {"comment": comment.public_id, "days": 30}


def test_M14_without_an_address_nobody_is_trusted_or_blocked(
    app: Flask, session: Session, site: Site
) -> None:
    comment = a_comment(session, site, email=None)
    a_comment(session, site, email=None, name="Autre anonyme")
    admin = Desk(app, role=Role.ADMINISTRATOR)
    page = admin.get(author_of(comment))
    assert 'name="treatment"' not in page.text
    assert "Autre anonyme" not in page.text
    treat(admin, comment, "trust")
    assert session.scalars(select(AuthorRule)).all() == []


def test_M14_h_shows_the_author_and_b_how_they_are_treated(room: Room) -> None:
    ids = room.comments(2, email="awa@example.org")
    page = room.moderator()
    expect(page.locator(".live")).to_be_attached()
    page.keyboard.press("b")
    page.wait_for_url(f"**/comments/{ids[0]}/author?**#treatment")
    page.get_by_role("button", name="Faire confiance").click()
    expect(page.locator("#treatment")).to_contain_text("De confiance, par Camille Roux")
    page.get_by_role("button", name="Tout refuser (2)").click()
    expect(page.locator(".notices")).to_contain_text("2 commentaires refusés.")
    page.locator(".notices").get_by_role("button", name="Annuler").click()
    expect(page.locator(".notices")).to_contain_text("2 décisions annulées.")
    assert room.statuses(ids) == ["pending", "pending"]
    page.goto("/dashboard/queue?status=pending")
    expect(page.locator(".live")).to_be_attached()
    page.keyboard.press("h")
    page.wait_for_url(f"**/comments/{ids[0]}/author?**")
    assert room.complaints == []
    assert len(room.decisions()) == 4
