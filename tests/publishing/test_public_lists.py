"""What readers are given of an article's comments."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from factories import BLOG_ORIGINS, COMMAND, a_comment, a_site, an_article
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from moderation.comments import workflow
from moderation.comments.models import Comment, Verb
from moderation.sites.articles import set_closing
from moderation.sites.workflow import touch
from moderation.web.clock import now
from tests.publishing.readers import ARTICLE, LIST

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

    from moderation.sites.models import Site
    from tests.publishing.readers import Reader

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)


def decide(session: Session, comment: Comment, verb: Verb) -> None:
    workflow.decide(
        session,
        comment.site_id,
        comment.public_id,
        verb,
        seen_version=comment.version,
        actor=COMMAND,
        now=now(),
    )
    session.commit()


def a_thread(session: Session, site: Site, roots: int) -> list[Comment]:
    return [
        a_comment(session, site, body=f"n{n}", created_at=NOON + timedelta(minutes=n))
        for n in range(roots)
    ]


@pytest.mark.parametrize("status", ["pending", "spam", "refused"])
def test_what_is_not_approved_is_never_listed(
    session: Session, site: Site, reader: Reader, status: str
) -> None:
    a_comment(session, site, status=status, body="secret", name="Nobody")
    answer = reader.ask()
    assert answer.json["comments"] == []
    assert answer.json["article"]["count"] == 0
    assert "secret" not in answer.text
    assert "Nobody" not in answer.text


def test_the_answer_has_the_keys_of_the_contract_and_no_others(
    session: Session, site: Site, reader: Reader
) -> None:
    root = a_comment(session, site, body="Bonjour", website="https://awa.example")
    a_comment(session, site, body="Merci", parent=root)
    document = reader.ask().json
    assert set(document) == {"article", "form", "comments", "next"}
    assert set(document["article"]) == {
        "key", "url", "title", "open", "closes_at", "closed_at", "count", "latest_at",
    }  # fmt: skip
    assert document["form"] == {
        "max_body": 8000,
        "website": True,
        "email_required": True,
        "notify": False,
        "order": "oldest",
        "language": "fr",
        "edit_minutes": 15,
        "policy_url": None,
    }
    first, reply = document["comments"]
    assert set(first) == set(reply) == {
        "id", "legacy_id", "parent", "author", "html", "language", "created_at", "edited_at",
        "edited_by", "removed", "replies",
    }  # fmt: skip
    assert first["author"] == {
        "name": "Awa Diallo",
        "website": "https://awa.example",
        "staff": False,
    }
    assert first["replies"] == {"count": 1, "next": None}
    assert (reply["parent"], reply["replies"]) == (root.public_id, None)


def test_no_e_mail_and_nothing_of_a_network_is_public(
    session: Session, site: Site, reader: Reader
) -> None:
    comment = a_comment(session, site, email="canary@example.org")
    comment.network = b"canary-network--"
    session.commit()
    text = reader.ask().text
    assert "canary" not in text
    assert b"canary-network--".hex() not in text


def test_a_removed_comment_keeps_its_place_while_a_reply_is_public(
    session: Session, site: Site, reader: Reader
) -> None:
    root = a_comment(session, site, body="root", name="Gone")
    reply = a_comment(session, site, body="reply", parent=root)
    decide(session, root, Verb.REFUSE)
    place, kept = reader.listed()
    assert place["removed"] == "moderation"
    assert (place["author"], place["html"], place["language"]) == (None, None, None)
    assert kept["id"] == reply.public_id
    assert "Gone" not in reader.ask().text
    decide(session, reply, Verb.SPAM)
    assert reader.listed() == []


def test_pages_hold_twenty_roots_and_miss_none(
    session: Session, site: Site, reader: Reader
) -> None:
    a_thread(session, site, 45)
    texts: list[str | None] = []
    cursor: str | None = None
    sizes = []
    while True:
        answer = reader.ask(**({"cursor": cursor} if cursor else {})).json
        sizes.append(len(answer["comments"]))
        texts += [entry["html"] for entry in answer["comments"]]
        cursor = answer["next"]
        if cursor is None:
            break
    assert sizes == [20, 20, 5]
    assert texts == [f"<p>n{n}</p>\n" for n in range(45)]


def test_the_next_page_stays_the_same_while_comments_arrive(
    session: Session, site: Site, reader: Reader
) -> None:
    a_thread(session, site, 25)
    first = reader.ask(order="newest").json
    a_comment(session, site, body="late", created_at=NOON + timedelta(days=1))
    assert reader.texts(order="newest")[0] == "late"
    second = reader.texts(order="newest", cursor=first["next"])
    assert second == ["n4", "n3", "n2", "n1", "n0"]


def test_a_root_brings_its_first_three_replies_and_the_way_to_the_others(
    session: Session, site: Site, reader: Reader
) -> None:
    (root,) = a_thread(session, site, 1)
    for n in range(5):
        a_comment(
            session, site, body=f"r{n}", parent=root, created_at=NOON + timedelta(hours=n + 1)
        )
    first, *replies = reader.listed(order="newest")
    assert len(replies) == 3
    assert first["replies"]["count"] == 5
    more = reader.texts(parent=root.public_id, cursor=first["replies"]["next"])
    assert more == ["r3", "r4"]


def test_a_deep_link_opens_the_page_that_holds_its_comment(
    session: Session, site: Site, reader: Reader
) -> None:
    roots = a_thread(session, site, 45)
    for n in range(6):
        reply = a_comment(
            session, site, body=f"r{n}", parent=roots[30], created_at=NOON + timedelta(days=n + 1)
        )
    around = reader.texts(around=reply.public_id)
    assert around[0] == "n20"
    assert "r5" in around
    assert reader.texts(around=roots[3].public_id)[0] == "n0"
    assert reader.texts(around=roots[3].public_id, order="newest")[0] == "n4"


def test_an_imported_number_is_a_deep_link_too(
    session: Session, site: Site, reader: Reader
) -> None:
    roots = a_thread(session, site, 25)
    roots[24].legacy_id = 123
    session.commit()
    assert reader.texts(around="123") == [f"n{n}" for n in range(20, 25)]


@pytest.mark.parametrize("reference", ["gone", "c" * 21, "0", "99999999999999999999", "\x00", "é"])
def test_a_deep_link_to_nothing_opens_the_first_page(
    session: Session, site: Site, reader: Reader, reference: str
) -> None:
    a_thread(session, site, 2)
    assert reader.texts(around=reference) == ["n0", "n1"]


@pytest.mark.parametrize("reference", ["gone", "\x00", "é", ""])
def test_the_replies_to_nothing_are_not_found(
    session: Session, site: Site, reader: Reader, reference: str
) -> None:
    a_thread(session, site, 1)
    answer = reader.ask(parent=reference)
    assert answer.status_code == 404
    assert answer.json["type"].endswith("/unknown-comment")


def test_a_pending_comment_and_one_that_never_was_are_told_apart_by_nobody(
    session: Session, site: Site, reader: Reader
) -> None:
    a_thread(session, site, 1)
    pending = a_comment(session, site, status="pending")
    assert reader.ask(parent=pending.public_id).data == reader.ask(parent="gone").data
    assert reader.ask(around=pending.public_id).data == reader.ask(around="gone").data


def test_the_site_says_in_which_order_its_threads_stand(
    session: Session, site: Site, reader: Reader
) -> None:
    a_thread(session, site, 3)
    assert reader.texts() == ["n0", "n1", "n2"]
    site.comment_order = "newest"
    touch(site)
    session.commit()
    assert reader.texts() == ["n2", "n1", "n0"]
    assert reader.texts(order="oldest") == ["n0", "n1", "n2"]


@pytest.mark.parametrize(
    "variant",
    ["https://blog.example/article/", "http://BLOG.example:80/article?utm_source=x#c", "/article"],
)
def test_every_address_of_an_article_gives_its_comments(
    session: Session, site: Site, reader: Reader, variant: str
) -> None:
    a_thread(session, site, 1)
    assert reader.texts(article=variant) == ["n0"]


@pytest.mark.parametrize(
    "article",
    ["https://blog.example/new", "https://evil.example/article", "javascript:alert(1)", "a\x00b"],
)
def test_an_article_that_is_not_known_has_no_comments(
    site: Site, reader: Reader, article: str
) -> None:
    assert site.name == "blog"
    answer = reader.ask(article=article)
    assert answer.status_code == 200
    assert answer.json["comments"] == []
    assert (answer.json["article"]["count"], answer.json["article"]["open"]) == (0, True)


def test_two_sites_do_not_see_each_other(session: Session, site: Site, reader: Reader) -> None:
    a_site(session, "other", origins=BLOG_ORIGINS)
    a_thread(session, site, 1)
    assert reader.texts() == ["n0"]
    answer = reader.ask("/api/v1/sites/other/comments", article=ARTICLE)
    assert answer.json["comments"] == []


def test_a_site_that_does_not_exist_is_not_found(reader: Reader) -> None:
    answer = reader.ask("/api/v1/sites/nowhere/comments", article=ARTICLE)
    assert answer.status_code == 404
    assert answer.json["type"].endswith("/unknown-site")


def test_a_closed_article_says_since_when(session: Session, site: Site, reader: Reader) -> None:
    article = an_article(session, site)
    set_closing(article, NOON)
    session.commit()
    said = reader.ask().json["article"]
    assert (said["open"], said["closes_at"]) == (False, None)
    assert said["closed_at"] == "2026-03-12T12:00:00Z"


def test_html_of_another_renderer_is_made_again_from_its_source(
    session: Session, site: Site, reader: Reader
) -> None:
    broken, _ = a_thread(session, site, 2)
    session.execute(
        update(Comment)
        .where(Comment.id == broken.id)
        .values(html="<script>alert(1)</script><p", renderer=0)
    )
    session.commit()
    assert reader.texts() == ["n0", "n1"]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "article=",
        "order=newest",
        "article=/a&article=/b",
        "article=/a&article=/a",
        "article=/a&%61rticle=/b",
        "article=/a&order=oldest&order=oldest",
        "article=/a&order=best",
        "article=/a&order=",
        "article=/a&cursor=",
        "article=/a&cursor=1&cursor=1",
        "article=/a&around=c1&parent=c2",
        "article=/a&around=c1&cursor=AAAAAAAAAAAAAAAAAAAAAA",
    ],
)
def test_a_query_that_cannot_be_read_is_400(client: FlaskClient, query: str) -> None:
    answer = client.get(LIST, query_string=query)
    assert answer.status_code == 400
    assert answer.content_type == "application/problem+json"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.json["type"].endswith("/malformed")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "«\u202fcursor\u202f» n’est pas l’un des nôtres."),
        ("en", "“cursor” is not one of ours."),
    ],
)
def test_a_refusal_is_told_in_the_reader_s_language(
    client: FlaskClient, language: str, sentence: str
) -> None:
    query = {"article": ARTICLE, "cursor": "x"}
    answer = client.get(LIST, query_string=query, headers={"Accept-Language": language})
    assert answer.json["detail"] == sentence


@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(word=st.text(min_size=1) | st.binary(min_size=16, max_size=16).map(bytes.hex))
def test_a_word_that_is_no_cursor_is_400(client: FlaskClient, word: str) -> None:
    answer = client.get(LIST, query_string={"article": ARTICLE, "cursor": word})
    assert answer.status_code == 400


@pytest.mark.parametrize("word", ["AAAAAAAAAAAAAAAAAAAAAA", "_" * 21 + "w", "f" + "_" * 20 + "w"])
def test_a_cursor_beyond_all_comments_is_a_page_or_400_but_never_an_error(
    client: FlaskClient, word: str
) -> None:
    assert client.get(LIST, query_string={"article": ARTICLE, "cursor": word}).status_code in {
        200,
        400,
    }
