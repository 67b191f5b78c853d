"""What readers and authors tell the moderators, and what becomes of it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import time_machine
from dashboard.desk import OURS, Desk, fields_in, fresh, names_in, page_of
from dashboard.told import ask_change, edit, report
from factories import a_comment
from people import words

from moderation.comments.submission import Finding

if TYPE_CHECKING:
    from flask import Flask
    from sqlalchemy.orm import Session
    from werkzeug.test import TestResponse

    from moderation.sites.models import Site

MARCH = datetime(2026, 3, 12, 12, tzinfo=UTC)


def counts(page: TestResponse) -> list[str]:
    """The counts of the rail: to review, reported, approved, spam, refused."""
    rail = page.text.partition("<nav")[2].partition("</nav>")[0]
    return [part.partition("<")[0] for part in rail.split('class="count">')[1:]]


def buttons(page: TestResponse) -> list[str]:
    """What can be decided about the comment of a page, or about the first one of a queue."""
    form = page.text.partition('<form class="decide')[2].partition("</form>")[0]
    return re.findall(r"<button[^>]*>([^<]*?) ?<kbd", form)


def test_M10_reported_comments_have_a_queue_wherever_they_stand(
    app: Flask, session: Session, site: Site
) -> None:
    public = a_comment(session, site, name="Un")
    held = a_comment(session, site, name="Deux")
    a_comment(session, site, name="Trois")
    for comment in (public, held):
        report(session, comment, "spam")
    edit(session, held, "Autre texte")  # which may put it back in the queue
    camille = Desk(app)

    page = camille.queue("reported")

    assert names_in(page) == ["Un", "Deux"]
    assert counts(page)[1] == "2"
    assert "<title>(2) Signalés – blog – Commentaires</title>" in page.text.replace("\n", "")
    assert "2 commentaires" in words(page)
    assert page.text.count('<span class="tag">approuvé</span>') == 2


def test_M7_a_row_says_how_often_why_and_with_what_words(
    app: Flask, session: Session, site: Site
) -> None:
    comment = a_comment(session, site)
    report(session, comment, "spam", "illegal", "spam", message="Regardez <b>ceci</b>")
    camille = Desk(app)

    for page in (camille.queue("reported"), camille.queue("approved")):
        row = words(page)
        assert "Signalé 3 fois" in row
        assert re.search(r"Indésirable ou publicité \S\s2", row)
        assert "Contenu illégal" in row
        assert page.text.count('<q dir="auto">Regardez &lt;b&gt;ceci&lt;/b&gt;</q>') == 3


def test_reports_are_said_in_english_too(app: Flask, session: Session, site: Site) -> None:
    comment = a_comment(session, site)
    report(session, comment, "abuse", "other")
    ask_change(session, comment, "Please")

    page = words(Desk(app, name="Eve Smith", locale="en").queue("reported"))

    for said in (
        "Reported 2 times",
        "Insults, hate or harassment",
        "Another reason",
        "Change requested",
        "The author asks: Please",
        "Keep online",
    ):
        assert said in page


def test_a_long_message_is_cut_in_a_row_and_whole_on_the_page(
    app: Flask, session: Session, site: Site
) -> None:
    comment = a_comment(session, site)
    report(session, comment, "other", message="Un mot de plus. " * 50)
    camille = Desk(app)

    assert camille.queue("reported").text.count("Un mot de plus.") < 20
    assert camille.get(page_of(comment)).text.count("Un mot de plus.") == 50


@pytest.mark.parametrize("where", ["queue", "page"])
def test_a_reported_comment_is_kept_online_which_settles_its_reports(
    app: Flask, session: Session, site: Site, where: str
) -> None:
    comment = a_comment(session, site, name="Awa Diallo")
    report(session, comment, "spam", "abuse")
    camille = Desk(app)
    at = "/dashboard/queue?status=reported&site=blog" if where == "queue" else page_of(comment)
    page = camille.get(at)
    assert buttons(page) == ["Laisser en ligne", "Indésirable", "Refuser", "Remettre en attente"]

    fields = fields_in(page, f"{page_of(comment)}/decision")
    answer = camille.send(f"{page_of(comment)}/decision", {**fields, "verb": "approve"}, OURS)

    after = camille.get(answer.location)
    assert "Commentaire de Awa Diallo laissé en ligne." in words(after)
    assert counts(after) == ["0", "0", "1", "0", "0"]
    assert "Laisser en ligne" not in buttons(camille.get(page_of(comment)))
    undone = camille.send(
        "/dashboard/sites/blog/undo", fields_in(after, "/dashboard/sites/blog/undo"), OURS
    )
    after = camille.get(undone.location)
    assert "Décision annulée. Le commentaire attend de nouveau une décision." in words(after)
    assert counts(after) == ["0", "1", "1", "0", "0"]


def test_several_are_kept_online_at_once(app: Flask, session: Session, site: Site) -> None:
    comments = [a_comment(session, site) for _ in range(3)]
    for comment in comments:
        report(session, comment, "spam")
    camille = Desk(app)
    bulk = camille.queue("reported").text.partition('id="bulk"')[2].partition("</form>")[0]
    assert ">Laisser en ligne</button>" in bulk

    camille.decide_many(comments, "approve")

    page = camille.queue("reported")
    assert "3 commentaires laissés en l’état." in words(page)
    assert counts(page) == ["0", "0", "3", "0", "0"]
    log = words(camille.get("/dashboard/log?site=blog"))
    assert "Camille Roux a laissé 3 commentaires en l’état" in log


@pytest.mark.parametrize("means", ["decision", "decisions"])
@pytest.mark.parametrize("case", [("approve", "1"), ("refuse", "0")])
def test_M6_a_report_that_came_since_is_not_settled_unread_where_its_comment_stays(
    app: Flask, session: Session, site: Site, means: str, case: tuple[str, str]
) -> None:
    verb, left = case
    comment = a_comment(session, site)
    paths = {
        "decision": f"{page_of(comment)}/decision",
        "decisions": "/dashboard/sites/blog/decisions",
    }
    with time_machine.travel(MARCH, tick=False) as clock:
        report(session, comment, "spam")
        camille = Desk(app)
        fields = fields_in(camille.queue("reported", site="blog"), paths[means])
        clock.shift(1)
        report(session, comment, "spam", "illegal")
        chosen = {"verb": verb, "comment": f"{comment.public_id}.{comment.version}"}
        camille.send(paths[means], fields | chosen, OURS)

        assert counts(camille.queue("reported"))[1] == left


def test_a_comment_that_nobody_reports_is_not_offered_what_it_already_has(
    app: Flask, session: Session, site: Site
) -> None:
    comment = a_comment(session, site)

    page = Desk(app).queue("approved")

    assert buttons(page) == ["Indésirable", "Refuser", "Remettre en attente"]
    assert "Signalé 1" not in words(page)
    assert fresh(comment).status == "approved"


def test_a_change_that_an_author_asks_for_waits_among_what_is_to_review(
    app: Flask, session: Session, site: Site
) -> None:
    public = a_comment(session, site, name="Publié")
    refused = a_comment(session, site, name="Refusé", status="refused")
    a_comment(session, site, name="Nouveau", status="pending", findings=[Finding("first")])
    for comment in (public, refused):
        ask_change(session, comment, "Retirez mon « nom », s’il vous plaît.")
    camille = Desk(app)
    home = camille.queue()
    assert "Modification demandée 2" in words(home)

    page = camille.queue("pending", reason="change")

    assert names_in(page) == ["Publié", "Refusé"]
    assert words(page).count("L’auteur demande : Retirez mon « nom »") == 2
    assert re.findall(r'<span class="tag">(approuvé|refusé)</span>', page.text) == [
        "approuvé",
        "refusé",
    ]
    assert names_in(camille.queue("refused", reason="change")) == ["Refusé"]


def test_M25_nothing_left_to_review_is_not_said_of_what_authors_ask(
    app: Flask, session: Session, site: Site
) -> None:
    ask_change(session, a_comment(session, site), "Une faute à corriger")

    page = Desk(app).queue()

    assert "Plus rien à modérer. Une personne demande à modifier son commentaire." in words(page)
    assert "status=pending&amp;reason=change" in page.text


@pytest.mark.parametrize(
    ("status", "label", "verb", "said"),
    [
        ("refused", "Maintenir le refus", "refuse", "Refus du commentaire de Awa Diallo maintenu."),
        ("spam", "Laisser aux indésirables", "spam", "laissé aux indésirables."),
        ("approved", "Laisser en ligne", "approve", "laissé en ligne."),
    ],
)
def test_a_request_is_settled_without_moving_the_comment(
    app: Flask, session: Session, site: Site, *, status: str, label: str, verb: str, said: str
) -> None:
    comment = a_comment(session, site, status=status, name="Awa Diallo")
    ask_change(session, comment, "Publiez-moi")
    camille = Desk(app)
    assert label in buttons(camille.get(page_of(comment)))

    camille.decide(comment, verb)

    page = camille.get(page_of(comment))
    assert said in words(page)
    assert label not in buttons(page)
    assert re.search("Publiez-moi Réglé il y a", words(page))
    assert fresh(comment).status == status
    assert re.search(r"Camille Roux a laissé le commentaire de Awa Diallo en l’état", words(page))


def test_M13_the_page_of_a_comment_shows_reports_requests_and_earlier_texts(
    app: Flask, session: Session, site: Site
) -> None:
    comment = a_comment(session, site, body="Le *premier* texte")
    report(session, comment, "abuse", message="Blessant")
    edit(session, comment, "Le deuxième")
    edit(session, comment, "Le troisième")
    ask_change(session, comment, "Encore une faute")

    page = Desk(app).get(page_of(comment))

    text = words(page)
    order = ["Le troisième", "Signalements", "Blessant", "Encore une faute", "Textes précédents"]
    places = [text.index(word) for word in [*order, "deuxième", "*premier* texte"]]
    assert places == sorted(places)
    assert text.count("Modifié par l’auteur, il y a") == 2
    assert text.count("Attend une décision") == 2
    assert "L’auteur a modifié le commentaire de Awa Diallo" in text


def test_what_was_reported_before_the_last_decision_stays_readable(
    app: Flask, session: Session, site: Site
) -> None:
    comment = a_comment(session, site)
    report(session, comment, "illegal", message="Diffamation")
    camille = Desk(app)
    camille.decide(comment, "refuse")

    page = words(camille.get(page_of(comment)))

    assert re.search("Contenu illégal Diffamation Réglé il y a", page)
    assert "Signalé 1 fois" not in page


def test_nothing_that_people_tell_is_markup(app: Flask, session: Session, site: Site) -> None:
    evil = "<script>alert(1)</script>"
    comment = a_comment(session, site, body=evil)
    report(session, comment, "other", message=evil)
    edit(session, comment, f"{evil} encore")
    ask_change(session, comment, evil)
    camille = Desk(app)

    for page in (camille.queue("reported"), camille.get(page_of(comment))):
        assert "<script>alert" not in page.text


def test_M6_a_text_that_was_edited_meanwhile_is_not_decided_unread(
    app: Flask, session: Session, site: Site
) -> None:
    comment = a_comment(session, site, status="pending", body="Bonjour")
    seen = comment.version
    edit(session, comment, "Achetez")
    camille = Desk(app)

    answer = camille.decide_by_script(comment, "approve", version=seen)
    page = camille.decide(comment, "approve", version=seen)

    assert answer.status_code == 409
    assert answer.json is not None
    assert answer.json["unread"] is True
    assert answer.json["message"].startswith("Modifié par son auteur il y a")
    assert "Achetez" in words(page)
    assert "Remplacer" not in words(page)
    assert ">Approuver</button>" in page.text
    assert fresh(comment).status == "pending"


def test_M6_what_an_author_asked_for_meanwhile_is_not_settled_unread(
    app: Flask, session: Session, site: Site
) -> None:
    comment = a_comment(session, site, status="pending")
    seen = comment.version
    ask_change(session, comment, "Ne le publiez pas")
    camille = Desk(app)

    answer = camille.decide_by_script(comment, "approve", version=seen)
    page = camille.decide(comment, "approve", version=seen)

    assert answer.status_code == 409
    assert answer.json is not None
    assert answer.json["unread"] is True
    assert "Ce commentaire a changé depuis" in answer.json["message"]
    assert "Ne le publiez pas" in words(page)
    assert ">Approuver</button>" in page.text
    assert fresh(comment).status == "pending"
    assert camille.decide(comment, "approve").status_code == 303


def test_M6_a_request_that_was_read_is_not_told_as_new(
    app: Flask, session: Session, site: Site
) -> None:
    comment = a_comment(session, site, status="pending")
    ask_change(session, comment, "Ôtez mon nom")
    seen = comment.version
    camille = Desk(app)
    camille.decide(comment, "refuse")

    answer = camille.decide_by_script(comment, "approve", version=seen)

    assert answer.json is not None
    assert answer.json["unread"] is False
    assert answer.json["message"].startswith("Déjà refusé")


def test_an_author_who_edits_and_comes_back_stands_in_the_log(
    app: Flask, session: Session, site: Site
) -> None:
    comment = a_comment(session, site, name="Awa Diallo")
    edit(session, comment, "Mieux")

    log = words(Desk(app).get("/dashboard/log?site=blog"))

    assert "L’auteur a modifié le commentaire de Awa Diallo" in log


def test_an_address_of_a_queue_that_is_none_leads_nowhere(app: Flask, session: Session) -> None:
    assert session is not None
    camille = Desk(app)

    assert camille.queue("withdrawn").status_code == 404
    assert camille.queue("reported", reason="nothing").status_code == 404
