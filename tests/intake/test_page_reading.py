"""The thread without script, as somebody reads it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from factories import ARTICLE_URL, a_comment

from moderation.comments.models import Comment
from moderation.database import db
from tests.intake.people import Stranger, blog, change_site, close_article, publish

if TYPE_CHECKING:
    from flask import Flask

NOON = datetime(2025, 3, 12, 12, tzinfo=UTC)


def threads(app: Flask, roots: int) -> list[str]:
    """Comments a minute apart; their public ids."""
    return [
        publish(app, body=f"Racine {number}.", created_at=NOON + timedelta(minutes=number))
        for number in range(roots)
    ]


def in_order(text: str, *words: str) -> bool:
    """Whether the words stand one after the other."""
    places = [text.index(word) for word in words]
    return places == sorted(places)


def links(text: str, label: str) -> list[str]:
    """Where the links of these words lead."""
    found = re.findall(rf'href="([^"]*)"[^>]*>{label}', text)
    return [link.replace("&amp;", "&").partition("#")[0] for link in found]


def test_R7_the_date_of_a_comment_is_a_link_to_the_article_itself(
    app: Flask, stranger: Stranger
) -> None:
    here = publish(app)
    publish(app)
    with app.app_context():
        imported = db.session.query(Comment).order_by(Comment.id.desc()).first()
        assert imported is not None
        imported.legacy_id = 4217
        db.session.commit()

    text = stranger.read().text

    assert f'<a href="{ARTICLE_URL}#comment-{here}"><time' in text
    assert f'<a href="{ARTICLE_URL}#comment-4217"><time' in text


def test_R8_a_reader_chooses_the_order_and_every_link_keeps_it(
    app: Flask, stranger: Stranger
) -> None:
    threads(app, 21)
    first = stranger.read()
    (newest,) = links(first.text, "Du plus récent au plus ancien")

    turned = stranger.client.get(newest)

    assert in_order(first.text, "Racine 0.", "Racine 19.")
    assert in_order(turned.text, "Racine 20.", "Racine 1.")
    assert 'aria-current="true">Du plus récent au plus ancien</a>' in turned.text
    (older,) = links(turned.text, "Commentaires plus anciens")
    assert "Racine 0." in stranger.client.get(older).text
    assert "order=newest" in links(turned.text, "Répondre")[0]


def test_R8_a_single_comment_has_no_order(app: Flask, stranger: Stranger) -> None:
    publish(app)

    assert "Ordre" not in stranger.read().text


def test_R6_a_comment_is_found_on_whichever_page_it_stands(app: Flask, stranger: Stranger) -> None:
    *_, last = threads(app, 21)
    with app.app_context():
        root = db.session.query(Comment).filter_by(public_id=last).one()
        for number in range(5):
            reply = a_comment(db.session(), blog(), body=f"Réponse {number}.", parent=root)
        hidden = reply.public_id

    text = stranger.read(around=hidden).text

    assert "Racine 20." in text
    assert "Racine 19." not in text
    assert f'id="comment-{hidden}"' in text
    assert "Afficher 1 autre réponse" in text


def test_R6_a_link_to_a_comment_that_is_gone_says_so(app: Flask, stranger: Stranger) -> None:
    gone, here = publish(app, status="refused"), publish(app)
    words = "Le commentaire de ce lien n’est plus public."

    assert words in stranger.read(around=gone).text
    assert words not in stranger.read(around=here).text
    assert words not in stranger.follow(stranger.fill_in()).text


def test_R9_the_rest_of_a_thread_opens_where_the_reader_stopped(
    app: Flask, stranger: Stranger
) -> None:
    with app.app_context():
        root = a_comment(db.session(), blog(), name="Camille")
        replies = [
            a_comment(db.session(), blog(), body=f"Réponse {number}.", parent=root).public_id
            for number in range(5)
        ]
    text = stranger.read().text

    assert f'#comment-{replies[2]}">Afficher 2 autres réponses' in text
    (more,) = links(text, "Afficher 2 autres réponses")
    opened = stranger.client.get(more).text
    assert "Réponses à <bdi>Camille</bdi></h3>" in opened
    (back,) = links(opened, "Revenir à tous les commentaires")
    assert "Réponse 2." in stranger.client.get(back).text


def test_R12_a_moment_is_said_as_people_say_it(app: Flask, stranger: Stranger) -> None:
    publish(app, created_at=NOON)

    def said(after: timedelta) -> str:
        with time_machine.travel(NOON + after, tick=False):
            return "".join(re.findall(r"<time [^>]*>(.*?)</time>", stranger.read().text))

    assert said(timedelta(seconds=59)) == "à l’instant"
    assert said(timedelta(minutes=59, seconds=59)) == "il y a 59 minutes"
    assert said(timedelta(hours=1)) == "il y a 1 heure"
    assert said(timedelta(hours=23, minutes=59)) == "il y a 23 heures"
    clock = "12 mars 2025 à 13\u00a0h\u00a000"
    assert said(timedelta(hours=24)) == clock
    assert f'Z" title="{clock} (heure normale d’Europe centrale)">' in stranger.read().text


def test_R12_the_first_of_a_month_is_french(app: Flask, stranger: Stranger) -> None:
    publish(app, created_at=datetime(2025, 5, 1, 12, tzinfo=UTC))
    close_article(app, closes_at=datetime(2026, 4, 1, 12, tzinfo=UTC))

    text = stranger.read().text

    assert ">1er mai 2025 à 14" in text
    assert "fermés depuis le 1er avril 2026." in text


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("[ici](https://exemple.fr/a)", ">ici</a> (exemple.fr)"),
        ("https://exemple.fr/a", ">https://exemple.fr/a</a></p>"),
        ("[Exemple.FR](https://exemple.fr/a)", ">Exemple.FR</a></p>"),
        ("[**exemple**.fr](https://exemple.fr)", "><strong>exemple</strong>.fr</a></p>"),
        ("[ma banque](https://\u0430pple.com)", ">ma banque</a> (xn--pple-43d.com)"),
        ("[https://banque.fr](https://que.fr/login)", ">https://banque.fr</a> (que.fr)"),
        ("[que.fr.banque.fr](https://que.fr)", ">que.fr.banque.fr</a> (que.fr)"),
        ("[ban-que.fr](https://que.fr)", ">ban-que.fr</a> (que.fr)"),
        ("[voir Que.FR.](https://que.fr:8443/a)", ">voir Que.FR.</a></p>"),
        ("[été](https://été.fr)", ">été</a> (xn--t-9fab.fr)"),
        ("https://été.fr/a", ">https://été.fr/a</a></p>"),
        ("[XN--T-9FAB.FR](https://été.fr)", ">XN--T-9FAB.FR</a></p>"),
    ],
)
def test_R17_a_link_says_where_it_leads_even_if_its_text_does_not(
    app: Flask, stranger: Stranger, body: str, shown: str
) -> None:
    publish(app, body=body)

    text = stranger.read().text

    assert shown in text
    assert 'rel="nofollow ugc noopener noreferrer">' in text


def test_A8_a_name_stays_apart_and_a_text_has_its_own_direction_and_language(
    app: Flask, stranger: Stranger
) -> None:
    publish(app, name="ليلى حداد")

    french, english = stranger.read().text, stranger.read(lang="en").text

    assert "<bdi>ليلى حداد</bdi>" in french
    assert '<div class="text" dir="auto"><p>' in french
    assert '<div class="text" dir="auto" lang="fr"><p>' in english


@pytest.mark.parametrize(("query", "above"), [({}, False), ({"position": "above"}, True)])
def test_the_form_stands_where_the_sites_own_link_says(
    app: Flask, stranger: Stranger, query: dict[str, str], *, above: bool
) -> None:
    publish(app)

    text = stranger.read(**query).text

    assert in_order(text, 'id="form"', 'id="count"') is above
    assert ("position=above" in links(text, "Répondre")[0]) is above


def test_below_a_long_thread_the_form_is_one_link_away(app: Flask, stranger: Stranger) -> None:
    def is_linked() -> bool:
        return 'href="#form">Laisser un commentaire</a>' in stranger.read().text

    threads(app, 4)
    short = is_linked()
    threads(app, 1)

    assert (short, is_linked()) == (False, True)


def test_an_edited_comment_says_so(app: Flask, stranger: Stranger) -> None:
    publish(app)
    with app.app_context():
        db.session.query(Comment).one().edited_at = NOON
        db.session.commit()

    assert "</a> modifié" in stranger.read().text


def test_R16_nobody_is_invited_to_answer_on_a_closed_article(
    app: Flask, stranger: Stranger
) -> None:
    close_article(app)

    text = stranger.read().text

    assert "Répondre" not in text
    assert "Signaler" in text


def test_what_an_address_cannot_mean_is_not_asked_for(app: Flask, stranger: Stranger) -> None:
    change_site(app, comment_order="newest")
    threads(app, 2)

    text = stranger.read(order="sideways", position="left", around="x' OR 1", thread="-").text

    assert in_order(text, "Racine 1.", "Racine 0.", 'id="form"')
    assert "sideways" not in text
