"""A comment comes in as JSON."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from factories import ARTICLE_URL
from sqlalchemy import func, select

from moderation.comments import queries
from moderation.comments.models import Comment, Status
from moderation.database import db
from moderation.sealing import blind_index
from moderation.sites.models import Article, Policy
from moderation.web.instance import instance
from tests.intake.people import (
    COMMENTS,
    ORIGIN,
    Stranger,
    change_site,
    close_article,
    letter,
    publish,
    reasons,
    stored,
)

if TYPE_CHECKING:
    from flask import Flask


def test_a_comment_is_received_and_waits(app: Flask, stranger: Stranger) -> None:
    answer = stranger.post()

    assert answer.status_code == 201
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    receipt = answer.get_json()
    assert set(receipt) == {"id", "status", "html", "token", "edit_until"}
    assert receipt["status"] == "pending"
    assert receipt["html"] == "<p>Est-ce que cela marche aussi en <em>bac</em> ?</p>\n"
    (comment,) = stored(app)
    assert comment.public_id == receipt["id"]
    assert (comment.status, comment.author_name, comment.language) == (
        "pending",
        "Awa Diallo",
        "fr",
    )
    assert "awa@exemple.fr" not in answer.text


def test_the_first_title_given_to_an_article_stays(app: Flask, stranger: Stranger) -> None:
    stranger.post()
    stranger.post(article={"url": ARTICLE_URL, "title": "Achetez ici"}, body="Autre chose")

    with app.app_context():
        assert db.session.scalars(select(Article.title)).all() == ["Faire pousser des tomates"]


def test_an_article_may_have_a_key_of_its_own(app: Flask, stranger: Stranger) -> None:
    answer = stranger.post(article={"url": ARTICLE_URL, "title": "T", "key": "post-42"})

    assert answer.status_code == 201
    with app.app_context():
        article = db.session.scalars(select(Article)).one()
        assert (article.key, article.url) == ("post-42", ARTICLE_URL)


def test_C16_spam_is_answered_with_the_same_words_as_any_other_comment(
    app: Flask, stranger: Stranger
) -> None:
    change_site(app, policy=Policy.REVIEW_FIRST, spam_words="casino")
    honest = stranger.post().get_json()

    spam = stranger.post(body="Venez au casino").get_json()

    assert [comment.status for comment in stored(app)] == [Status.PENDING, Status.SPAM]
    assert spam["status"] == honest["status"] == "pending"
    assert spam.keys() == honest.keys()


def test_C16_a_filled_trap_is_held_and_never_mentioned(app: Flask, stranger: Stranger) -> None:
    change_site(app, policy=Policy.PUBLISH_FIRST)

    answer = stranger.post(trap="http://spam.example")

    assert (answer.status_code, answer.get_json()["status"]) == (201, "pending")
    (comment,) = stored(app)
    assert comment.status == Status.SPAM
    assert reasons(comment) == ["trap", "ticket"]


def test_where_comments_are_published_first_a_careful_person_is_published(
    app: Flask, stranger: Stranger
) -> None:
    change_site(app, policy=Policy.PUBLISH_FIRST, max_links=0)

    held = stranger.post(body="Voir https://ailleurs.example/")

    assert held.get_json()["status"] == "pending"
    assert reasons(stored(app)[0]) == ["links", "ticket"]


def test_a_published_author_is_known_by_the_token_of_that_comment_only(
    app: Flask, stranger: Stranger
) -> None:
    change_site(app, policy=Policy.REVIEW_FIRST)
    first = stranger.post().get_json()
    with app.app_context():
        comment = db.session.scalars(select(Comment)).one()
        comment.status = Status.APPROVED
        db.session.commit()

    stranger.post(body="Sans preuve")
    stranger.post({"Authorization": f"Bearer {first['token']}"}, body="Avec la preuve")
    stranger.post({"Authorization": f"Bearer {first['token']}x"}, body="Avec une fausse preuve")

    assert [reasons(comment) for comment in stored(app)[1:]] == [
        ["first", "ticket"],
        ["ticket"],
        ["first", "ticket"],
    ]


def test_the_email_is_sealed_and_found_again_by_its_blind_index(
    app: Flask, stranger: Stranger
) -> None:
    stranger.post(email="Awa@EXEMPLE.fr")

    with app.app_context():
        comment = db.session.scalars(select(Comment)).one()
        assert comment.email_index == blind_index("Awa@exemple.fr", instance().keyring.index)
        sealed = queries.sealed_email(db.session(), comment)
        assert sealed is not None
        assert b"exemple" not in sealed.lower()


def test_a_site_may_do_without_an_email(app: Flask, stranger: Stranger) -> None:
    change_site(app, email_required=False)

    answers = [stranger.post(email=email) for email in (..., None, "", "awa@exemple.fr")]
    wrong = stranger.post(email="awa@")

    assert [answer.status_code for answer in answers] == [201, 201, 201, 201]
    assert wrong.get_json()["errors"].keys() == {"email"}
    assert [comment.email_index is None for comment in stored(app)] == [True, True, True, False]


def test_a_site_without_the_field_keeps_no_website(app: Flask, stranger: Stranger) -> None:
    stranger.post(website="exemple.fr")
    change_site(app, website_field=False)
    stranger.post(website="exemple.fr", body="Un autre")

    assert [comment.author_website for comment in stored(app)] == ["https://exemple.fr", None]


def test_a_reply_stands_below_the_comment_it_answers(app: Flask, stranger: Stranger) -> None:
    parent = publish(app)

    answer = stranger.post(parent=parent)

    assert answer.status_code == 201
    first, reply = stored(app)
    assert reply.parent_id == first.id


@pytest.mark.parametrize("status", ["pending", "spam", "refused"])
def test_nobody_answers_a_comment_that_is_not_public(
    app: Flask, stranger: Stranger, status: str
) -> None:
    parent = publish(app, status=status)

    answer = stranger.post(parent=parent)

    assert (answer.status_code, answer.get_json()["type"]) == (
        409,
        "http://localhost/problems/parent-gone",
    )
    assert answer.get_json()["detail"].startswith("Le commentaire auquel vous répondiez n’est plus")
    assert len(stored(app)) == 1


def test_a_reply_stays_on_the_article_of_its_parent(app: Flask, stranger: Stranger) -> None:
    elsewhere = publish(app, url="https://blog.example/ailleurs")

    answer = stranger.post(parent=elsewhere)

    assert answer.status_code == 409


def test_a_closed_article_takes_no_comment(app: Flask, stranger: Stranger) -> None:
    close_article(app)

    answer = stranger.post()

    assert (answer.status_code, answer.get_json()["type"]) == (
        409,
        "http://localhost/problems/closed",
    )
    assert answer.get_json()["detail"] == "Les commentaires de cet article sont fermés."
    assert len(stored(app)) == 1


def test_a_key_that_is_an_address_leads_to_no_other_page(app: Flask, stranger: Stranger) -> None:
    stranger.post(article={"url": "https://blog.example/ailleurs", "key": ARTICLE_URL})

    with app.app_context():
        assert db.session.scalars(select(Article.url)).one() == ARTICLE_URL


def test_C8_the_same_key_and_body_again_are_the_same_comment(
    app: Flask, stranger: Stranger
) -> None:
    first = stranger.post({"Idempotency-Key": "k1"})
    again = stranger.post({"Idempotency-Key": "k1"})
    with_a_fresh_ticket = stranger.post({"Idempotency-Key": "k1"}, ticket=stranger.ticket())

    assert [first.status_code, again.status_code, with_a_fresh_ticket.status_code] == [
        201,
        200,
        200,
    ]
    assert first.get_json() == again.get_json() == with_a_fresh_ticket.get_json()
    assert len(stored(app)) == 1


@pytest.mark.parametrize(
    "article",
    [
        {"url": ARTICLE_URL, "title": "Le titre a changé"},
        {"url": ARTICLE_URL},
        {"url": f"{ARTICLE_URL}?utm_source=lettre#bas", "title": "Faire pousser des tomates"},
        {"url": "https://blog.example/ailleurs", "key": ARTICLE_URL},
    ],
)
def test_C8_the_same_article_under_another_title_or_address_makes_no_second_comment(
    app: Flask, stranger: Stranger, article: dict[str, str]
) -> None:
    first = stranger.post({"Idempotency-Key": "k1"})
    again = stranger.post({"Idempotency-Key": "k1"}, article=article)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.get_json() == again.get_json()
    assert len(stored(app)) == 1


def test_a_key_used_on_another_article_is_refused(stranger: Stranger) -> None:
    stranger.post({"Idempotency-Key": "k1"})

    answer = stranger.post({"Idempotency-Key": "k1"}, article={"url": f"{ARTICLE_URL}-2"})

    assert answer.get_json()["type"] == "http://localhost/problems/key-reused"


def test_a_key_used_for_another_body_is_refused(app: Flask, stranger: Stranger) -> None:
    stranger.post({"Idempotency-Key": "k1"})

    answer = stranger.post({"Idempotency-Key": "k1"}, body="Autre chose")

    assert (answer.status_code, answer.get_json()["type"]) == (
        409,
        "http://localhost/problems/key-reused",
    )
    assert len(stored(app)) == 1


def test_C16_without_a_key_the_same_text_twice_is_two_comments_and_the_second_says_so(
    app: Flask, stranger: Stranger
) -> None:
    stranger.post()
    stranger.post()

    assert [reasons(comment) for comment in stored(app)] == [
        ["policy", "ticket"],
        ["policy", "dup", "ticket"],
    ]


def test_D10_fifty_times_the_same_request_at_once_make_one_comment(app: Flask) -> None:
    def post(_number: int) -> tuple[int, str]:
        answer = Stranger(app).post({"Idempotency-Key": "k1"})
        return answer.status_code, answer.get_json()["id"]

    with ThreadPoolExecutor(10) as people:
        answers = list(people.map(post, range(50)))

    assert sorted(status for status, _ in answers) == [200] * 49 + [201]
    assert {public_id for _, public_id in answers} == {stored(app)[0].public_id}
    assert len(stored(app)) == 1


def test_only_pages_of_the_site_may_write(app: Flask, stranger: Stranger) -> None:
    listed = stranger.post({"Origin": ORIGIN})
    refused = [
        stranger.post({"Origin": origin}, body="Autre")
        for origin in ("https://evil.example", "http://blog.example", f"{ORIGIN}:8443", "null")
    ]

    assert listed.status_code == 201
    assert listed.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert "Origin" in listed.headers["Vary"]
    assert "Access-Control-Allow-Credentials" not in listed.headers
    assert [answer.status_code for answer in refused] == [403] * 4
    assert refused[0].get_json()["type"] == "http://localhost/problems/origin"
    assert refused[0].headers["Access-Control-Allow-Origin"] == "*"
    assert len(stored(app)) == 1


def test_the_origin_is_looked_at_before_the_body(stranger: Stranger) -> None:
    answer = stranger.client.post(
        COMMENTS, data=b"{", content_type="text/plain", headers={"Origin": "https://evil.example"}
    )

    assert answer.status_code == 403


def test_errors_speak_the_language_of_the_reader(stranger: Stranger) -> None:
    french = stranger.post({"Accept-Language": "fr-CA"}, name="").get_json()
    english = stranger.post({"Accept-Language": "en-GB, en;q=0.9, fr;q=0.5"}, name="").get_json()
    neither = stranger.post({"Accept-Language": "eo"}, name="").get_json()

    assert french["errors"] == neither["errors"]
    assert french["errors"] == {"name": ["Saisissez votre nom ou un pseudonyme"]}
    assert english["errors"] == {"name": ["Enter your name or a pseudonym"]}


def test_two_new_articles_at_once_are_one_article(app: Flask) -> None:
    def post(number: int) -> int:
        return Stranger(app).post(body=f"Commentaire {number}").status_code

    with ThreadPoolExecutor(8) as people:
        statuses = list(people.map(post, range(8)))

    assert statuses == [201] * 8
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Article)) == 1
    assert len({letter()["body"], *(comment.body for comment in stored(app))}) == 9
