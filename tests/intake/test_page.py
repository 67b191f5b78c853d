"""The thread and its form without script."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from factories import ARTICLE_URL, a_comment
from sqlalchemy import select

from moderation.comments.models import Comment, Status
from moderation.database import db
from moderation.intake.routes import IDEMPOTENCY_KEY
from tests.intake.people import (
    PAGE,
    Stranger,
    blog,
    change_site,
    close_article,
    form_of,
    publish,
    reasons,
    stored,
)

if TYPE_CHECKING:
    from flask import Flask

MARCH = datetime(2025, 3, 12, 8, 41, tzinfo=UTC)
WAITING = "En attente de modération. Pour l’instant, ce commentaire n’est visible que par vous."
FRENCH = [
    "Laisser un commentaire</h2>",
    "Votre adresse e-mail ne sera pas publiée.",
    "Les champs obligatoires sont indiqués avec *",
    ">Commentaire *</label>",
    "Mise en forme\u00a0: *italique*, **gras**, > citation. Les adresses deviennent des liens.",
    ">Nom *</label>",
    ">E-mail *</label>",
    ">Site web</label>",
    "<button>Laisser un commentaire</button>",
    "Votre adresse IP n’est pas conservée.",
    "Revenir à l’article «\u202f<bdi>Faire pousser des tomates</bdi>\u202f»",
]
ENGLISH = [
    "Leave a comment</h2>",
    "Your email address will not be published.",
    "Required fields are marked *",
    ">Comment *</label>",
    "Formatting: *italic*, **bold**, > quote. Addresses become links.",
    ">Name *</label>",
    ">Email *</label>",
    ">Website</label>",
    "<button>Post comment</button>",
    "Your IP address is not stored.",
    "Back to the article “<bdi>Faire pousser des tomates</bdi>”",
]


def places(words: list[str], text: str) -> list[int]:
    """Where each of the words stands, all of which must."""
    assert [
        word for word in words if word.replace("&gt;", ">") not in text.replace("&gt;", ">")
    ] == []
    return [text.replace("&gt;", ">").index(word.replace("&gt;", ">")) for word in words]


@pytest.mark.parametrize(("language", "words"), [("fr", FRENCH), ("en", ENGLISH)])
def test_C1_the_form_has_the_words_and_the_order_of_the_seed(
    app: Flask, stranger: Stranger, language: str, words: list[str]
) -> None:
    stranger.post()
    change_site(app, language=language)

    answer = stranger.read()

    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.text
    found = places(words, answer.text)
    assert found == sorted(found)


def test_the_address_may_ask_for_another_language_and_every_link_keeps_it(
    app: Flask, stranger: Stranger
) -> None:
    publish(app)

    answer = stranger.read(lang="en")

    assert '<html lang="en"' in answer.text
    links = re.findall(r'(?:href|action)="(/t/[^"]*)"', answer.text)
    assert links
    assert all("lang=en" in link for link in links)


def test_L6_the_page_speaks_the_language_of_the_site_not_of_the_browser(
    stranger: Stranger,
) -> None:
    answer = stranger.client.get(
        PAGE, query_string={"article": ARTICLE_URL}, headers={"Accept-Language": "en"}
    )

    assert '<html lang="fr"' in answer.text


def test_the_page_is_for_people_and_for_no_search_engine(stranger: Stranger) -> None:
    stranger.post()

    answer = stranger.read()

    assert '<meta name="robots" content="noindex">' in answer.text
    assert f'<link rel="canonical" href="{ARTICLE_URL}">' in answer.text
    assert "<title>Faire pousser des tomates – blog</title>" in answer.text
    assert "<script" not in answer.text
    assert "style=" not in answer.text
    assert answer.headers["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; "
        "base-uri 'none'"
    )
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "Set-Cookie" not in answer.headers


def test_the_style_sheet_is_one_small_file(stranger: Stranger) -> None:
    (link,) = re.findall(r'<link rel="stylesheet" href="([^"]*)">', stranger.read().text)

    with stranger.client.get(link) as answer:
        assert answer.status_code == 200
        assert answer.mimetype == "text/css"
        assert len(answer.get_data()) <= 4096


def test_a_thread_is_read_with_its_replies(app: Flask, stranger: Stranger) -> None:
    with app.app_context():
        site = blog()
        root = a_comment(
            db.session(),
            site,
            name="Camille Roux",
            website="https://camille.example",
            body="Merci *beaucoup*",
            created_at=MARCH,
        )
        reply = a_comment(db.session(), site, name="Jeanne", parent=root, body="De rien")
        a_comment(db.session(), site, name="Léo", parent=reply, body="Moi aussi")
        a_comment(db.session(), site, name="Inconnu", status="pending", body="Secret")
        root_id, reply_id = root.public_id, reply.public_id

    answer = stranger.read()

    assert "3 commentaires</h2>" in answer.text
    assert '<div class="text" dir="auto"><p>Merci <em>beaucoup</em></p>' in answer.text
    assert (
        '<a href="https://camille.example" rel="nofollow ugc noopener noreferrer">'
        "<bdi>Camille Roux</bdi></a>"
    ) in answer.text
    assert f'<a href="{ARTICLE_URL}#comment-{root_id}"><time' in answer.text
    assert f'<a href="#comment-{reply_id}">En réponse à <bdi>Jeanne</bdi></a>' in answer.text
    assert "En réponse à Camille" not in answer.text
    assert "Secret" not in answer.text
    assert "awa@example.org" not in answer.text


def test_a_removed_comment_keeps_its_place_above_its_replies(
    app: Flask, stranger: Stranger
) -> None:
    with app.app_context():
        root = a_comment(db.session(), blog(), body="À retirer")
        a_comment(db.session(), blog(), parent=root, body="Une réponse")
        root.status = Status.REFUSED
        db.session.commit()

    text = stranger.read().text

    assert "Ce commentaire a été retiré par la modération." in text
    assert "À retirer" not in text
    assert "Une réponse" in text
    assert "1 commentaire</h2>" in text


def test_an_article_that_nobody_has_commented_invites(stranger: Stranger) -> None:
    text = stranger.read().text

    assert "Aucun commentaire</h2>" in text
    assert "Aucun commentaire pour l’instant. Le premier sera peut-être le vôtre." in text


def test_a_long_thread_is_read_by_plain_links(app: Flask, stranger: Stranger) -> None:
    with app.app_context():
        for number in range(23):
            root = a_comment(
                db.session(),
                blog(),
                body=f"Racine {number}.",
                created_at=MARCH + timedelta(minutes=number),
            )
        for number in range(5):
            a_comment(db.session(), blog(), parent=root, body=f"Réponse {number}.")

    first = stranger.read()
    (more,) = re.findall(r'rel="next" href="([^"]*)">Commentaires plus récents<', first.text)
    second = stranger.client.get(more.replace("&amp;", "&"))
    (replies,) = re.findall(r'href="([^"]*)">Afficher 2 autres réponses<', second.text)
    third = stranger.client.get(replies.replace("&amp;", "&"))

    assert "Racine 19." in first.text
    assert "Racine 20." not in first.text
    assert "Racine 22." in second.text
    assert "Réponse 2." in second.text
    assert "Réponse 3." not in second.text
    assert "Racine" not in third.text
    assert "Réponses à <bdi>Awa Diallo</bdi></h3>" in third.text
    assert [f"Réponse {number}." in third.text for number in range(5)] == [True] * 5
    assert "Revenir à tous les commentaires" in third.text


def test_the_newest_comments_come_first_where_the_site_says_so(
    app: Flask, stranger: Stranger
) -> None:
    change_site(app, comment_order="newest")
    publish(app, body="Ancien", created_at=MARCH)
    publish(app, body="Récent", created_at=MARCH + timedelta(days=1))

    text = stranger.read().text

    assert text.index("Récent") < text.index("Ancien")


def test_a_comment_comes_in_and_its_author_alone_sees_it_waiting(
    app: Flask, stranger: Stranger
) -> None:
    sent = stranger.fill_in(website="exemple.fr")

    assert sent.status_code == 303
    (comment,) = stored(app)
    assert sent.headers["Location"].endswith(f"#comment-{comment.public_id}")
    shown = stranger.follow(sent)
    assert shown.headers["Cache-Control"] == "no-store"
    assert f'<article id="comment-{comment.public_id}" class="comment waiting"' in shown.text
    assert WAITING in shown.text
    assert "Merci pour les conseils." in shown.text
    assert "awa@exemple.fr" not in shown.text
    assert "Merci pour les conseils." not in stranger.read().text


def test_the_waiting_state_is_shown_for_ten_minutes(stranger: Stranger) -> None:
    with time_machine.travel(MARCH, tick=False) as clock:
        sent = stranger.fill_in()
        clock.shift(timedelta(minutes=10))
        assert WAITING in stranger.follow(sent).text
        clock.shift(1)
        late = stranger.follow(sent)

    assert WAITING not in late.text
    assert "Merci pour les conseils." not in late.text


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Status.SPAM, WAITING),
        (Status.APPROVED, "Votre commentaire est publié."),
        (Status.REFUSED, "Ce commentaire n’a pas été retenu."),
        (Status.WITHDRAWN, "Ce commentaire a été retiré par son auteur."),
    ],
)
def test_the_author_reads_what_became_of_the_comment(
    app: Flask, stranger: Stranger, status: Status, words: str
) -> None:
    sent = stranger.fill_in()
    with app.app_context():
        db.session.scalars(select(Comment)).one().status = status
        db.session.commit()

    assert words in stranger.follow(sent).text


def test_a_view_only_token_shows_the_comment_on_its_article_only(
    app: Flask, stranger: Stranger
) -> None:
    sent = stranger.fill_in()
    publish(app, url="https://blog.example/ailleurs")

    elsewhere = stranger.client.get(
        sent.headers["Location"].replace("/article", "/ailleurs").partition("#")[0]
    )

    assert elsewhere.status_code == 200
    assert "Merci pour les conseils." not in elsewhere.text


def test_C8_a_double_click_makes_one_comment_and_another_text_another(
    app: Flask, stranger: Stranger
) -> None:
    form = form_of(stranger.read()) | {"body": "Un", "name": "Awa", "email": "awa@exemple.fr"}

    first, again = stranger.submit(form), stranger.submit(form)
    after_going_back = stranger.submit(form | {"body": "Deux"})

    assert [answer.status_code for answer in (first, again, after_going_back)] == [303] * 3
    assert [comment.body for comment in stored(app)] == ["Un", "Deux"]


def test_C8_the_same_text_in_a_form_that_was_loaded_anew_is_the_same_comment(
    app: Flask, stranger: Stranger
) -> None:
    first, again = stranger.fill_in(), stranger.fill_in()

    assert [answer.status_code for answer in (first, again)] == [303] * 2
    assert "Merci pour les conseils." in stranger.follow(again).text
    assert len(stored(app)) == 1


@pytest.mark.parametrize("other", ["name", "email", "parent", "network", "article", "day"])
def test_the_same_text_elsewhere_or_from_somebody_else_is_another_comment(
    app: Flask, stranger: Stranger, other: str
) -> None:
    parent = publish(app, body="Racine")
    changes = {"name": "Zoé", "email": "zoe@exemple.fr", "parent": parent}
    place = {"article": "https://blog.example/ailleurs" if other == "article" else ARTICLE_URL}
    peer = {"REMOTE_ADDR": "198.51.100.7" if other == "network" else "127.0.0.1"}
    with time_machine.travel(MARCH, tick=False) as clock:
        stranger.fill_in()
        clock.shift(timedelta(days=other == "day"))
        form = form_of(stranger.read()) | {
            "body": "Merci pour les conseils.",
            "name": "Awa Diallo",
            "email": "awa@exemple.fr",
        }
        if other in changes:
            form[other] = changes[other]
        stranger.client.post(PAGE, query_string=place, data=form, environ_base=peer)

    _, first, second = stored(app)
    assert first.body == second.body
    assert "dup" in reasons(second)


def test_C16_a_form_without_its_ticket_makes_a_comment_that_waits(
    app: Flask, stranger: Stranger
) -> None:
    stranger.fill_in(ticket="")

    assert ["ticket" in reasons(comment) for comment in stored(app)] == [True]


def test_C16_a_person_who_takes_the_time_is_held_by_nothing_but_the_policy(
    app: Flask, stranger: Stranger
) -> None:
    with time_machine.travel(MARCH, tick=False) as clock:
        form = form_of(stranger.read()) | {"body": "Un", "name": "Awa", "email": "a@exemple.fr"}
        clock.shift(60)
        stranger.submit(form)

    assert [reasons(comment) for comment in stored(app)] == [["policy"]]


def test_C16_a_robot_that_fills_in_everything_is_found_by_the_trap(
    app: Flask, stranger: Stranger
) -> None:
    text = stranger.read().text
    sent = stranger.fill_in(trap="http://spam.example")

    assert re.search(
        r'<div class="unseen" aria-hidden="true">\s*<label for="trap">Laissez ce champ vide</label>'
        r'\s*<input id="trap" name="trap" type="text" value="" tabindex="-1" autocomplete="off">',
        text,
    )
    assert sent.status_code == 303
    assert "trap" in reasons(stored(app)[0])


def test_C4_every_mistake_is_told_at_once_and_nothing_is_cleared(
    app: Flask, stranger: Stranger
) -> None:
    answer = stranger.fill_in(body="", name="Awa & <Co>", email="awa@", website="javascript:1")

    assert answer.status_code == 422
    assert answer.headers["Cache-Control"] == "no-store"
    text = answer.text
    assert re.search(r"<title>\s*Erreur\u00a0: ", text)
    assert "Votre commentaire n’a pas encore été envoyé</h2>" in text
    assert '<li><a href="#body">Saisissez votre commentaire</a></li>' in text
    for field, words in (
        ("body", "Saisissez votre commentaire"),
        ("email", "Saisissez une adresse e-mail complète, comme nom@exemple.fr"),
        ("website", "Saisissez une adresse de site, comme exemple.fr"),
    ):
        assert f'<a href="#{field}">{words}</a>' in text
        unseen = '<span class="unseen">Erreur\u00a0:</span>'
        assert f'<p class="error" id="{field}-error">{unseen} {words}</p>' in text
        control = re.search(f'<(?:input|textarea) id="{field}"[^>]*>', text)
        assert control is not None
        assert 'aria-invalid="true"' in control[0]
        assert f'aria-describedby="{field}-error' in control[0]
    kept = form_of(answer)
    assert (kept["name"], kept["email"], kept["website"]) == ("Awa & <Co>", "awa@", "javascript:1")
    assert "name-error" not in text
    assert stored(app) == []


def test_C3_required_fields_are_marked_for_people_and_machines(
    app: Flask, stranger: Stranger
) -> None:
    text = stranger.read().text
    change_site(app, email_required=False)
    optional = stranger.read().text

    assert text.count('aria-required="true"') == 3
    assert " required" not in text
    assert "novalidate" in text
    assert optional.count('aria-required="true"') == 2
    assert ">E-mail</label>" in optional


def test_C2_browsers_can_fill_in_who_writes(stranger: Stranger) -> None:
    text = stranger.read().text

    for field, attributes in (
        ("name", ['autocomplete="name"']),
        ("email", ['type="email"', 'autocomplete="email"', 'spellcheck="false"']),
        ("website", ['type="text"', 'inputmode="url"', 'autocomplete="url"']),
    ):
        control = re.search(f'<(?:input|textarea) id="{field}"[^>]*>', text)
        assert control is not None
        assert [attribute for attribute in attributes if attribute not in control[0]] == []


def test_a_site_without_websites_asks_for_none(app: Flask, stranger: Stranger) -> None:
    change_site(app, website_field=False)

    assert "Site web" not in stranger.read().text


def test_the_policy_of_the_site_is_linked(app: Flask, stranger: Stranger) -> None:
    change_site(app, policy_url="https://blog.example/confidentialite")

    assert (
        '<a href="https://blog.example/confidentialite">Confidentialité</a>' in stranger.read().text
    )


def test_somebody_is_answered(app: Flask, stranger: Stranger) -> None:
    parent = publish(app, name="Camille Roux")
    text = stranger.read().text
    (link,) = re.findall(r'<a href="([^"]*parent=[^"]*#form)">Répondre<', text)

    opened = stranger.client.get(link.replace("&amp;", "&").partition("#")[0])

    assert "Répondre à <bdi>Camille Roux</bdi></h2>" in opened.text
    assert "Annuler la réponse" in opened.text
    form = form_of(opened) | {"body": "Oui", "name": "Awa", "email": "awa@exemple.fr"}
    assert form["parent"] == parent
    assert stranger.submit(form).status_code == 303
    first, reply = stored(app)
    assert reply.parent_id == first.id


@pytest.mark.parametrize("status", ["pending", "refused"])
def test_nobody_is_shown_whom_the_public_does_not_see(
    app: Flask, stranger: Stranger, status: str
) -> None:
    hidden = publish(app, name="Camille Roux", status=status)

    assert "Camille" not in stranger.read(parent=hidden).text


def test_an_answer_to_a_comment_that_has_gone_can_be_sent_as_a_comment(
    app: Flask, stranger: Stranger
) -> None:
    parent = publish(app)
    form = form_of(stranger.read(parent=parent)) | {
        "body": "Oui",
        "name": "Awa",
        "email": "awa@exemple.fr",
    }
    with app.app_context():
        gone = db.session.scalars(select(Comment)).one()
        gone.status, gone.shown = Status.REFUSED, False
        db.session.commit()

    refused = stranger.submit(form)

    assert refused.status_code == 409
    assert (
        "Le commentaire auquel vous répondiez n’est plus là."
        " Vous pouvez publier votre texte comme un nouveau commentaire."
    ) in refused.text
    kept = form_of(refused)
    assert kept["body"] == "Oui"
    assert "parent" not in kept
    assert stranger.submit(kept).status_code == 303


def test_R16_a_closed_article_says_since_when_and_shows_no_form(
    app: Flask, stranger: Stranger
) -> None:
    close_article(app)

    text = stranger.read().text

    assert "Les commentaires sont fermés depuis le 3 avril 2026." in text
    assert "<form" not in text
    assert "Merci pour cet article." in text


def test_an_article_that_never_was_open_says_so(app: Flask, stranger: Stranger) -> None:
    close_article(app, closes_at=datetime(2026, 2, 1, tzinfo=UTC))

    assert "Les commentaires ne sont pas ouverts sur cet article." in stranger.read().text


def test_C5_the_text_is_kept_when_the_article_closes_meanwhile(
    app: Flask, stranger: Stranger
) -> None:
    form = form_of(stranger.read()) | {"body": "Oui", "name": "Awa", "email": "awa@exemple.fr"}
    close_article(app)

    answer = stranger.submit(form)

    assert answer.status_code == 409
    assert "Les commentaires ont été fermés pendant que vous écriviez." in answer.text
    assert form_of(answer)["body"] == "Oui"


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_form_of_another_site_is_refused_in_words(
    app: Flask, stranger: Stranger, site: str
) -> None:
    answer = stranger.fill_in({"Sec-Fetch-Site": site})

    assert answer.status_code == 403
    assert "Ce formulaire a été envoyé depuis un autre site." in answer.text
    assert stored(app) == []


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_the_pages_own_form_is_taken(app: Flask, stranger: Stranger, site: str) -> None:
    assert stranger.fill_in({"Sec-Fetch-Site": site}).status_code == 303
    assert len(stored(app)) == 1


def test_a_key_that_a_program_chose_is_never_that_of_a_form(app: Flask, stranger: Stranger) -> None:
    assert stranger.fill_in().status_code == 303

    [comment] = stored(app)
    assert comment.idempotency_key is not None
    assert IDEMPOTENCY_KEY.fullmatch(comment.idempotency_key) is None


def test_what_people_write_cannot_leave_its_place(app: Flask, stranger: Stranger) -> None:
    evil = '"><script>alert(1)</script>'
    publish(app, name=evil, body=evil)

    listed = stranger.read().text
    refused = stranger.fill_in(body=evil, name=evil, email=evil, website=evil).text

    assert "<script" not in listed + refused
    assert "&lt;script&gt;" in refused
