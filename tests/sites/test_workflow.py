"""Sites and their articles, over time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from factories import a_comment, a_site, an_article

from moderation.comments.public import count_for
from moderation.sites import articles, workflow
from moderation.sites.articles import AddressTaken
from moderation.sites.identity import AddressRefused, address_of
from moderation.sites.queries import find_article
from moderation.sites.workflow import SiteRefused
from moderation.web.clock import now

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.sites.models import Site


def test_a_site_that_moves_keeps_its_threads(session: Session, site: Site) -> None:
    a_comment(session, site, url="https://blog.example/article")
    workflow.move_site(session, site, "https://blog.example", "https://nouveau.example")
    found = find_article(session, site, "https://nouveau.example/article?utm_source=x")
    assert found is not None
    assert count_for(session, [found.id]) == {found.id: 1}
    assert found.url == "https://nouveau.example/article"
    assert find_article(session, site, "https://blog.example/article") is found


def test_going_from_http_to_https_changes_no_thread(session: Session) -> None:
    site = a_site(session, "ancien", origins=["http://ancien.example"])
    article = an_article(session, site, "http://ancien.example/a")
    workflow.move_site(session, site, "http://ancien.example", "https://ancien.example")
    session.flush()
    session.refresh(article)
    assert find_article(session, site, "https://ancien.example/a") is article
    assert article.url == "https://ancien.example/a"


def test_the_first_title_given_by_a_reader_stays(session: Session, site: Site) -> None:
    an_article(session, site, title="Le vrai titre")
    assert an_article(session, site, title="Un autre").title == "Le vrai titre"


def test_a_title_is_one_printable_line(session: Session, site: Site) -> None:
    article = an_article(session, site, title="  Deux\nlignes\u202e\x07 " + "x" * 400)
    assert article.title.startswith("Deux lignes x")
    assert len(article.title) <= 300


def test_an_article_answers_to_an_alias(session: Session, site: Site) -> None:
    article = an_article(session, site)
    articles.add_alias(session, article, "https://www.blog.example/vieux")
    session.flush()
    assert find_article(session, site, "https://www.blog.example/vieux/") is article


def test_an_alias_of_another_article_is_refused(session: Session, site: Site) -> None:
    article = an_article(session, site, "https://blog.example/un")
    an_article(session, site, "https://blog.example/deux")
    with pytest.raises(AddressTaken):
        articles.add_alias(session, article, "https://blog.example/deux")
    with pytest.raises(AddressRefused):
        articles.add_alias(session, article, "https://ailleurs.example/un")


def test_an_article_closes_at_its_time_and_opens_again(session: Session, site: Site) -> None:
    article = an_article(session, site)
    moment = now()
    articles.set_closing(article, moment + timedelta(hours=1))
    assert article.is_open(moment)
    assert not article.is_open(moment + timedelta(hours=1))
    articles.set_closing(article, None)
    assert article.is_open(moment + timedelta(hours=1))


def test_the_same_new_article_is_made_once(session: Session, site: Site) -> None:
    address = address_of("/tout-neuf", site.addresses)
    first = articles.article_for(session, site, address, title="", now=now())
    assert articles.article_for(session, site, address, title="", now=now()) is first


@pytest.mark.parametrize(
    "origin",
    ["exemple.fr", "https://exemple.fr/blog", "https://exemple.fr?x", "null", "*", "ftp://a.fr"],
)
def test_what_is_not_exactly_an_origin_is_refused(site: Site, origin: str) -> None:
    with pytest.raises(SiteRefused):
        workflow.set_origins(site, [origin])


@pytest.mark.parametrize("name", ["", "Blog", "mon blog", "-x", "x-", "a" * 41, "blog/", "é"])
def test_a_site_name_fits_an_address(session: Session, name: str) -> None:
    with pytest.raises(SiteRefused):
        a_site(session, name, origins=["https://x.example"])


def test_a_site_name_is_taken_once(session: Session, site: Site) -> None:
    with pytest.raises(SiteRefused, match="already"):
        a_site(session, site.name, origins=["https://x.example"])


def test_a_title_that_comes_later_makes_kept_answers_out_of_date(
    session: Session, site: Site
) -> None:
    article = an_article(session, site)
    session.commit()
    before = article.revision
    an_article(session, site, title="Enfin un titre")
    session.commit()
    assert article.revision > before
