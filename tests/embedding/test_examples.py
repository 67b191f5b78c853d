"""Every example of a recipe, built and served, carries a comment from its author to everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from tests.embedding.blog import TEXT, WAITING, comment, count, post
from tests.embedding.examples import BUILT
from tests.embedding.host import Host

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.embedding.blog import Blog
    from tests.embedding.examples import Example

ARTICLE = "/mulching-in-autumn/"
EMPTY = "No comments yet."
STAYED = "window.stayed"


@pytest.fixture(params=BUILT, ids=lambda example: example.name)
def example(request: pytest.FixtureRequest) -> Example:
    """A site as its recipe makes it."""
    made: Example = request.param
    return made


@pytest.fixture
def home(example: Example, blog: Blog, tmp_path: Path) -> Iterator[str]:
    """The address at which it is served."""
    pages = example.built(tmp_path / "site")
    with Host(pages, example.policy(), service=blog.service) as host:
        blog.moves_to(host.origin)
        yield host.origin


def test_a_comment_goes_from_the_article_by_the_moderator_to_everybody(
    example: Example, home: str, blog: Blog, visit: Callable[[str], Page]
) -> None:
    author = visit(home)
    expect(count(author, ARTICLE)).to_have_text("No comments")
    author.evaluate(f"{STAYED} = true")
    author.get_by_role("link", name="Mulching in autumn").click()
    post(author)
    expect(comment(author)).to_contain_text(WAITING)
    [(status, address)] = blog.received()
    assert (status, address.rstrip("/")) == ("pending", home + ARTICLE.rstrip("/"))

    author.go_back()
    expect(count(author, ARTICLE)).to_have_text("No comments")
    author.get_by_role("link", name="Watering in winter").click()
    expect(author.get_by_text(EMPTY)).to_be_visible()
    assert author.evaluate(f"Boolean({STAYED})") is example.soft

    blog.approve()
    author.goto(home + ARTICLE)
    expect(comment(author)).to_be_visible()
    expect(comment(author)).not_to_contain_text(WAITING)
    reader = visit(home)
    expect(count(reader, ARTICLE)).to_have_text("1 comment")
    reader.get_by_role("link", name="Mulching in autumn").click()
    expect(comment(reader)).to_be_visible()
    plain = reader.locator("article-comments > a").get_attribute("href")
    with urlopen(plain) as page:
        assert TEXT in page.read().decode()
    for path in example.more:
        expect(visit(home + path).get_by_text(EMPTY)).to_be_visible()
