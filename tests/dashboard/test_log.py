from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dashboard.desk import Desk, fields_in, fresh, links_in
from factories import a_comment
from people import words

from moderation.comments.models import Status

if TYPE_CHECKING:
    from flask import Flask
    from sqlalchemy.orm import Session

    from moderation.sites.models import Site

LOG = "/dashboard/log?site=blog"
UNDO = "/dashboard/sites/blog/undo"


def test_M19_an_entry_says_who_what_before_after_how_and_when(
    app: Flask, session: Session, site: Site
) -> None:
    comment = a_comment(session, site, status="pending", name="Awa", body="Merci pour tout.")
    camille = Desk(app)
    camille.decide(comment, "approve", means="key")
    page = words(camille.get(LOG))
    assert re.search(
        r"\d\d:\d\d Camille Roux a approuvé le commentaire de Awa Merci pour tout\. "
        r"en attente → puis approuvé, au clavier Annuler",
        page,
    )
    assert "La politique du site a mis le commentaire de Awa en attente" in page


def test_what_was_undone_stays_struck_through_and_leads_to_its_undo(
    app: Flask, session: Session, site: Site
) -> None:
    comment = a_comment(session, site, status="pending", name="Awa")
    camille = Desk(app)
    camille.decide(comment, "spam")
    camille.undo(**fields_in(camille.get(LOG), UNDO))
    page = camille.get(LOG)
    struck = re.findall(r"<del>(.*?)</del>", page.text, re.DOTALL)
    assert [re.sub(r"<[^>]+>", "", text) for text in struck] == [
        "Camille Roux a marqué le commentaire de Awa comme indésirable"
    ]
    link = next(link for link in links_in(page) if "#d" in link)
    assert f'id="{link.partition("#")[2]}"' in camille.get(link).text
    assert "a annulé la décision sur le commentaire de Awa" in words(camille.get(link))
    assert fresh(comment).status == Status.PENDING


def test_a_batch_is_one_entry_with_one_undo(app: Flask, session: Session, site: Site) -> None:
    comments = [a_comment(session, site, status="pending") for _ in range(4)]
    camille = Desk(app)
    camille.decide_many(comments, "refuse")
    page = camille.get(LOG)
    assert "Camille Roux a refusé 4 commentaires" in words(page)
    camille.undo(**fields_in(page, UNDO))
    assert {fresh(comment).status for comment in comments} == {"pending"}


def test_only_the_last_decision_about_a_comment_can_be_undone(
    app: Flask, session: Session, site: Site
) -> None:
    comment = a_comment(session, site, status="pending")
    camille = Desk(app)
    camille.decide(comment, "approve")
    camille.decide(fresh(comment), "refuse")
    log = camille.get(LOG).text.partition('class="log"')[2]
    assert log.count(f'action="{UNDO}"') == 1


def test_the_log_has_pages(app: Flask, session: Session, site: Site) -> None:
    for number in range(30):
        a_comment(session, site, name=f"n{number}")
    camille = Desk(app)
    first = camille.get(LOG)
    assert first.text.count('class="entry"') == 50
    older = next(link for link in links_in(first) if "before=" in link)
    assert camille.get(older).text.count('class="entry"') == 10
    assert camille.get("/dashboard/log?before=x").status_code == 404
