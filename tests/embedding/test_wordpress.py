"""The plugin of the WordPress recipe, in a WordPress."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.embedding.blog import WAITING, comment, count, post
from tests.embedding.wordpress import WordPress, missing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from tests.embedding.blog import Blog

ARTICLE = "/mulching-in-autumn/"
THEIR_FORM = "#commentform"
COMMENTS = "echo get_comments(array('count' => true, 'status' => 'any'));"
OPTIONS = ("article_comments_service", "article_comments_site")


@pytest.fixture(scope="module")
def wordpress(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WordPress]:
    if packages := missing():
        pytest.skip(f"no {packages}: Debian has them by these names")
    with WordPress(tmp_path_factory.mktemp("wordpress")) as running:
        yield running


@pytest.fixture
def press(wordpress: WordPress, blog: Blog) -> WordPress:
    """With a classic theme and the settings of the recipe."""
    blog.moves_to(wordpress.address)
    values = dict(zip(OPTIONS, (blog.service, "blog"), strict=True))
    wordpress.set(template="classic", stylesheet="classic", **values)
    return wordpress


@pytest.mark.parametrize("theme", ["classic", "blocks"])
def test_a_comment_goes_from_the_article_by_the_moderator_to_everybody(
    press: WordPress, theme: str, blog: Blog, visit: Callable[[str], Page]
) -> None:
    press.set(template=theme, stylesheet=theme)
    author = visit(press.address + ARTICLE)
    post(author)
    expect(comment(author)).to_contain_text(WAITING)
    expect(author.locator(THEIR_FORM)).to_have_count(0)
    assert blog.received() == [("pending", press.address + ARTICLE)]

    blog.approve()
    reader = visit(press.address + ARTICLE)
    expect(comment(reader)).to_be_visible()
    expect(comment(reader)).not_to_contain_text(WAITING)


def test_a_list_of_articles_shows_how_many_comments_the_service_has(
    press: WordPress, visit: Callable[[str], Page]
) -> None:
    expect(count(visit(press.address), ARTICLE)).to_have_text("No comments")


@pytest.mark.parametrize(
    ("door", "fields"),
    [
        ("/wp-comments-post.php", {"comment": "Hello", "author": "A", "email": "a@example.org"}),
        (
            f"{ARTICLE}trackback/",
            {"url": "https://blog.example.org/", "title": "T", "excerpt": "E"},
        ),
    ],
    ids=["form", "trackback"],
)
def test_wordpress_itself_takes_no_comments(
    press: WordPress, chromium: Browser, door: str, fields: dict[str, str]
) -> None:
    article = press.run(f"echo url_to_postid('{press.address}{ARTICLE}');")
    browser = chromium.new_context()
    answer = browser.request.post(press.address + door, form={**fields, "comment_post_ID": article})
    assert "Comments are closed." in answer.text()
    assert press.run(COMMENTS) == "0"
    browser.close()


def test_a_protected_article_shows_no_comments(
    press: WordPress, visit: Callable[[str], Page]
) -> None:
    article = press.run(
        "echo get_permalink(wp_insert_post(array('post_title' => 'Members',"
        " 'post_status' => 'publish', 'post_password' => 'secret')));"
    )
    page = visit(article)
    expect(page.get_by_label("Password")).to_be_visible()
    expect(page.locator("article-comments")).to_have_count(0)


def test_an_administrator_names_the_service_on_the_page_of_discussion_settings(
    press: WordPress, chromium: Browser
) -> None:
    press.set(**dict.fromkeys(OPTIONS, ""))
    page = chromium.new_page()
    page.goto(press.address + ARTICLE)
    expect(page.locator(THEIR_FORM)).to_be_visible()

    page.goto(f"{press.address}/wp-login.php?redirect_to=/wp-admin/options-discussion.php")
    page.get_by_label("Username").fill("admin")
    page.get_by_label("Password", exact=True).fill("admin")
    page.get_by_role("button", name="Log In").click()
    page.get_by_label("Comment service: address").fill("https://comments.example.org/")
    page.get_by_label("Comment service: name of this site").fill("Blog")
    page.get_by_role("button", name="Save Changes").click()
    expect(page.get_by_text("Settings saved.")).to_be_visible()

    page.goto(press.address + ARTICLE)
    expect(page.locator(THEIR_FORM)).to_have_count(0)
    link = page.locator("article-comments[site=blog] > a")
    plain = (
        f"https://comments.example.org/t/blog/?article={quote(press.address + ARTICLE, safe='')}"
    )
    expect(link).to_have_attribute("href", plain)
    page.close()
