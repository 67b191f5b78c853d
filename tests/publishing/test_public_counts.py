"""How many comments articles have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from factories import a_comment

from moderation.publishing.asked import MAX_COUNTED
from tests.publishing.readers import ARTICLE, COUNTS

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

    from moderation.sites.models import Site
    from tests.publishing.readers import Reader

OTHER = "https://blog.example/other"


def test_counts_answer_to_the_very_words_that_were_asked(
    session: Session, site: Site, reader: Reader
) -> None:
    root = a_comment(session, site)
    a_comment(session, site, parent=root)
    a_comment(session, site, url=OTHER)
    a_comment(session, site, url=OTHER, status="pending")
    asked = [ARTICLE, f"{ARTICLE}/?utm_source=x", "/other", "/new", "https://evil.example/article"]
    assert reader.ask(COUNTS, article=asked).json == {
        "counts": {
            ARTICLE: 2,
            f"{ARTICLE}/?utm_source=x": 2,
            "/other": 1,
            "/new": 0,
            "https://evil.example/article": 0,
        }
    }


def test_counts_follow_every_article_in_them(session: Session, site: Site, reader: Reader) -> None:
    def counted() -> dict[str, int]:
        numbers: dict[str, int] = reader.ask_later(COUNTS, article=["/article", "/other"]).json[
            "counts"
        ]
        return numbers

    assert counted() == {"/article": 0, "/other": 0}
    a_comment(session, site, url=OTHER)
    assert counted() == {"/article": 0, "/other": 1}
    a_comment(session, site)
    assert counted() == {"/article": 1, "/other": 1}


def test_a_hundred_articles_are_counted_and_no_more(client: FlaskClient) -> None:
    articles = [f"/{number}" for number in range(MAX_COUNTED + 1)]
    answer = client.get(COUNTS, query_string={"article": articles[:-1]})
    assert answer.status_code == 200
    assert len(answer.json["counts"]) == MAX_COUNTED
    assert client.get(COUNTS, query_string={"article": articles}).status_code == 400


@pytest.mark.parametrize("query", ["", "article=", "article=/a&article="])
def test_counts_of_nothing_are_400(client: FlaskClient, query: str) -> None:
    assert client.get(COUNTS, query_string=query).status_code == 400


def test_an_unknown_site_counts_nothing(client: FlaskClient) -> None:
    assert client.get("/api/v1/sites/other/counts?article=/a").status_code == 404
