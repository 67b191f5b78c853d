from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from dashboard.desk import Desk, links_in, names_in
from factories import a_comment, a_site, an_article
from people import Browser, a_member, words

from moderation.comments.submission import Finding
from moderation.members import Role

if TYPE_CHECKING:
    from flask import Flask
    from sqlalchemy.orm import Session

    from moderation.sites.models import Site

NOON = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)


def test_M1_signing_in_lands_on_what_waits(app: Flask, session: Session, site: Site) -> None:
    a_comment(session, site, status="pending", name="Awa Diallo")
    a_member(app)
    camille = Browser(app)
    page = camille.get(camille.get(camille.sign_in().location).location)
    assert names_in(page) == ["Awa Diallo"]
    assert "(1) À modérer – blog" in page.text


def test_what_waits_longest_comes_first_and_what_was_decided_last_comes_first(
    app: Flask, session: Session, site: Site
) -> None:
    for status in ("pending", "approved"):
        for hour, name in enumerate(["Un", "Deux", "Trois"]):
            at = NOON + timedelta(hours=hour)
            a_comment(session, site, status=status, name=name, created_at=at)
    camille = Desk(app)
    assert names_in(camille.queue("pending")) == ["Un", "Deux", "Trois"]
    assert names_in(camille.queue("approved")) == ["Trois", "Deux", "Un"]


def test_each_queue_has_its_count(app: Flask, session: Session, site: Site) -> None:
    for status, count in {"pending": 3, "approved": 2, "spam": 1}.items():
        for _ in range(count):
            a_comment(session, site, status=status)
    rail = Desk(app).queue().text.partition("<nav")[2].partition("</nav>")[0]
    counts = [part.partition("<")[0] for part in rail.split('class="count">')[1:]]
    assert counts == ["3", "0", "2", "1", "0"]


def test_M7_a_row_shows_who_when_where_why_and_the_record(
    app: Flask, session: Session, site: Site
) -> None:
    an_article(session, site, "https://blog.example/paille", "Pailler le potager")
    for _ in range(3):
        a_comment(session, site, email="awa@example.org")
    parent = a_comment(
        session, site, name="Pierre", email=None, body="La paille de lin, peut-être."
    )
    a_comment(
        session,
        site,
        status="pending",
        name="Awa Diallo",
        email="awa@example.org",
        body="Merci, voici https://exemple.fr/page",
        url="https://blog.example/paille",
        created_at=datetime.now(UTC) - timedelta(minutes=4),
        findings=[Finding("links", {"n": 3}), Finding("word", {"word": "promo"})],
    )
    a_comment(session, site, status="pending", name="Léa", parent=parent, email="lea@example.org")
    page = words(Desk(app).queue())
    for expected in (
        "Awa Diallo il y a 4 min",
        "sur Pailler le potager",
        "3 liens",
        "Mot surveillé : promo",
        "3 déjà publiés",
        "En réponse à Pierre : La paille de lin, peut-être.",
        "Premier commentaire",
    ):
        assert expected in page


FINDINGS = [
    (Finding("policy"), "Tout est relu", "Everything is reviewed"),
    (Finding("first"), "Premier commentaire", "First comment"),
    (Finding("links", {"n": 1}), "1 lien", "1 link"),
    (Finding("links", {"n": 3}), "3 liens", "3 links"),
    (Finding("word", {"word": "nul"}), "Mot surveillé\u00a0: nul", "Watched word: nul"),
    (Finding("banned", {"word": "casino"}), "Mot interdit\u00a0: casino", "Banned word: casino"),
    (Finding("dup", {"n": 2}), "Semblable à 2 autres", "Similar to 2 others"),
    (Finding("trap"), "Piège à robots rempli", "Bot trap filled in"),
    (Finding("fast"), "Envoyé trop vite", "Sent too fast"),
    (Finding("ticket"), "Envoyé hors du formulaire", "Not sent from the form"),
    (Finding("member"), "Nom d’un membre", "A member’s name"),
    (Finding("unchecked"), "Contrôle impossible", "Could not be checked"),
]


def test_every_finding_is_said_in_words(app: Flask, session: Session, site: Site) -> None:
    findings = [finding for finding, _, _ in FINDINGS]
    a_comment(session, site, status="pending", email=None, findings=findings)

    def tags(desk: Desk) -> list[str]:
        reasons = desk.queue().text.partition('class="reasons"')[2].partition("</ul>")[0]
        return re.findall(r'<li class="tag">([^<]*)</li>', reasons)

    assert tags(Desk(app)) == [french for _, french, _ in FINDINGS]
    eve = Desk(app, name="Eve Smith", locale="en")
    assert tags(eve) == [english for _, _, english in FINDINGS]


def test_the_clock_is_that_of_the_site(app: Flask, session: Session, site: Site) -> None:
    site.time_zone = "America/Montreal"
    a_comment(session, site, status="pending", created_at=NOON)
    assert "12 mars, 08:00" in words(Desk(app).queue())


def test_M9_links_are_listed_by_their_real_host_and_not_in_the_text(
    app: Flask, session: Session, site: Site
) -> None:
    body = "[ma banque](https://attaque.example/connexion) https://autre.example/"
    a_comment(session, site, status="pending", body=body, website="https://exemple.fr")
    page = Desk(app).queue()
    text = page.text.partition('class="text"')[2].partition("</div>")[0]
    assert "ma banque" in text
    assert "<a " not in text
    listed = page.text.partition('class="links"')[2].partition("</ul>")[0]
    assert [host.partition("</a>")[0].rpartition(">")[2] for host in listed.split("<li>")[1:]] == [
        "exemple.fr",
        "attaque.example",
        "autre.example",
    ]
    assert listed.count('rel="noreferrer noopener nofollow"') == 3


def test_a_long_text_is_folded_and_a_short_one_is_not(
    app: Flask, session: Session, site: Site
) -> None:
    camille = Desk(app)
    a_comment(session, site, status="pending", body="Court.")
    assert '<details class="fold">' not in camille.queue().text
    a_comment(session, site, status="pending", body="Un mot après l’autre. " * 60)
    assert camille.queue().text.count('<details class="fold">') == 1


def test_nothing_a_stranger_writes_is_markup_here(app: Flask, session: Session, site: Site) -> None:
    for body in ("<script>alert(1)</script>", "[x](javascript:alert(1))", "<img src=x onerror=a>"):
        a_comment(session, site, status="pending", body=body, name="<b onclick=alert(1)>Bo</b>")
    page = Desk(app).queue()
    assert len(names_in(page)) == 3
    for markup in ("<script>alert", "<img", "<b onclick"):
        assert markup not in page.text
    assert not [link for link in links_in(page) if link.startswith("javascript:")]


def test_M10_a_reason_and_an_article_are_filters_with_addresses(
    app: Flask, session: Session, site: Site
) -> None:
    first = a_comment(session, site, status="pending", name="Un", findings=[Finding("trap")])
    a_comment(session, site, status="pending", name="Deux", url="https://blog.example/autre")
    camille = Desk(app)
    assert names_in(camille.queue(reason="trap")) == ["Un"]
    assert names_in(camille.queue(article=first.article_id)) == ["Un"]
    assert names_in(camille.queue(article=first.article_id, reason="policy")) == []
    assert f"/dashboard/queue?status=pending&article={first.article_id}&site=blog" in links_in(
        camille.queue()
    )


def test_a_long_queue_has_pages(app: Flask, session: Session, site: Site) -> None:
    for number in range(53):
        at = NOON + timedelta(minutes=number)
        a_comment(session, site, status="pending", name=f"n{number}", created_at=at)
    camille = Desk(app)
    first = camille.queue()
    assert names_in(first) == [f"n{number}" for number in range(50)]
    following = next(link for link in links_in(first) if "after=" in link)
    second = camille.get(following)
    assert names_in(second) == ["n50", "n51", "n52"]
    assert 'rel="next"' in first.text
    assert 'rel="next"' not in second.text


def test_an_address_that_means_nothing_leads_nowhere(app: Flask) -> None:
    camille = Desk(app)
    for query in (
        "status=withdrawn",
        "status=nonsense",
        "status=pending&reason=nonsense",
        "status=pending&article=x",
        "status=pending&article=999999",
        "status=pending&article=99999999999999999999999",
        "status=pending&after=nonsense",
        "status=pending&site=nowhere",
        "status=pending&site=%00",
    ):
        assert camille.get(f"/dashboard/queue?{query}").status_code == 404, query


def test_M25_an_empty_queue_says_what_was_done_today(
    app: Flask, session: Session, site: Site
) -> None:
    at = datetime.now(UTC) - timedelta(minutes=7)
    comment = a_comment(session, site, status="pending", created_at=at)
    camille = Desk(app)
    assert "Plus rien à modérer." not in words(camille.queue())
    camille.decide(comment, "approve")
    page = words(camille.queue())
    assert "Plus rien à modérer. 1 décision aujourd’hui, délai médian 7 min." in page


def test_a_queue_shows_one_site_and_leads_to_the_others(
    app: Flask, session: Session, site: Site
) -> None:
    other = a_site(session, "carnet", origins=["https://carnet.example"])
    a_comment(session, site, status="pending", name="Du blog")
    a_comment(session, other, status="pending", name="Du carnet", url="https://carnet.example/a")
    camille = Desk(app, site=None)
    assert names_in(camille.queue()) == ["Du blog"]
    assert "/dashboard/queue?site=carnet&status=pending" in links_in(camille.queue())
    assert names_in(camille.queue(site="carnet")) == ["Du carnet"]


def test_a_member_of_one_site_sees_nothing_of_another(
    app: Flask, session: Session, site: Site
) -> None:
    other = a_site(session, "carnet", origins=["https://carnet.example"])
    theirs = a_comment(session, other, status="pending", name="Ada", url="https://carnet.example/a")
    ours = a_comment(session, site, status="pending", name="Du blog")
    camille = Desk(app, site="blog")
    assert camille.queue(site="carnet").status_code == 404
    assert camille.get("/dashboard/log?site=carnet").status_code == 404
    assert camille.get(f"/dashboard/sites/carnet/comments/{theirs.public_id}").status_code == 404
    assert camille.get(f"/dashboard/sites/blog/comments/{theirs.public_id}").status_code == 404
    assert camille.queue(article=theirs.article_id).status_code == 404
    assert "Ada" not in camille.queue().text
    assert ours.public_id in camille.queue().text


def test_before_there_is_a_site_the_page_says_how_to_add_one(
    app: Flask, session: Session, site: Site
) -> None:
    camille = Desk(app, site=None, role=Role.OWNER)
    session.delete(site)
    session.commit()
    assert "moderation sites add" in words(camille.queue())
    assert camille.get("/dashboard/log").status_code == 200


def test_a_reader_sees_everything_and_has_no_button(
    app: Flask, session: Session, site: Site
) -> None:
    comment = a_comment(session, site, status="pending", name="Awa Diallo")
    lea = Desk(app, role=Role.READER, name="Léa")
    page = lea.queue()
    assert names_in(page) == ["Awa Diallo"]
    assert 'name="verb"' not in page.text
    assert 'type="checkbox"' not in page.text
    page = lea.get(f"/dashboard/sites/blog/comments/{comment.public_id}")
    assert page.status_code == 200
    assert 'name="verb"' not in page.text


def test_no_email_is_on_any_page(app: Flask, session: Session, site: Site) -> None:
    comment = a_comment(session, site, status="pending", email="canari@example.org")
    owner = Desk(app, role=Role.OWNER, site=None)
    for path in ("queue?status=pending", f"sites/blog/comments/{comment.public_id}", "log"):
        assert "canari" not in owner.get(f"/dashboard/{path}").text
