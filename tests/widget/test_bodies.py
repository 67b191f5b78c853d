"""Rule 7 of the widget: nothing executes, even where the service's own sanitiser were to fail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cases import payloads
from playwright.sync_api import expect

from tests.widget.host import COMMENTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page, Route

    from tests.widget.reader import Garden

OURS = [
    '<p><em onclick="alert(1)">one</em></p>',
    "<p>two<script>alert(2)</script></p>",
    '<a href="javascript:alert(3)">three</a>',
    '<a href="&#106;avascript:alert(4)">four</a>',
    '<a href="//example.com">five</a>',
    '<img src="x" onerror="alert(6)">',
    '<p title="a>b"><svg/onload=alert(7)>',
    "<p></p></div></article><iframe src=javascript:alert(8)>",
    '<a href="https://example.com" style="position:fixed" onmouseover="alert(9)">nine</a>',
    "&lt;script&gt;alert(10)&lt;/script&gt;",
]
TAGS = {"P", "BR", "STRONG", "EM", "CODE", "PRE", "BLOCKQUOTE", "UL", "OL", "LI", "A"}
HOOKS = """
    window.executed = [];
    for (const name of ["alert", "print", "confirm", "prompt"]) {
      window[name] = (...words) => window.executed.push([name, ...words].join(" "));
    }
"""
FOUND = """
    () => [...document.querySelector("article-comments").shadowRoot.querySelectorAll(".body *")]
      .map(({ tagName, attributes }) => [
        tagName, ...[...attributes].map(({ name, value }) => `${name}=${value}`),
      ])
"""
DISTURBED = """
    () => {
      const { shadowRoot } = document.querySelector("article-comments");
      for (const node of shadowRoot.querySelectorAll(".body *")) {
        for (const kind of ["mouseover", "focus", "error", "load"]) {
          node.dispatchEvent(new Event(kind, { bubbles: true }));
        }
      }
    }
"""


def _served(page: dict[str, Any], bodies: list[str]) -> dict[str, Any]:
    comments = [
        {
            "id": f"c{number}",
            "legacy_id": None,
            "parent": None,
            "author": {
                "name": "<img src=x onerror=alert(0)>",
                "website": "javascript:alert(0)",
                "staff": False,
            },
            "html": body,
            "created_at": "2026-03-12T08:41:00Z",
            "edited_at": None,
            "removed": None,
            "replies": {"count": 0, "next": None},
        }
        for number, body in enumerate(bodies)
    ]
    return {**page, "comments": comments, "article": {**page["article"], "count": len(bodies)}}


def test_P1_the_widget_lets_nothing_through_that_the_service_would_not_send(
    chromium: Browser, garden: Garden
) -> None:
    bodies = OURS + payloads("xss-*")

    def answer(route: Route) -> None:
        route.fulfill(json=_served(route.fetch().json(), bodies))

    context = chromium.new_context(bypass_csp=True)
    page = context.new_page()
    asked: list[str] = []
    page.add_init_script(HOOKS)
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.route("**/api/v1/sites/jardin/comments?*", answer)

    page.goto(garden.host.page())
    expect(page.locator("article-comments article")).to_have_count(len(bodies), timeout=60_000)
    page.evaluate(DISTURBED)

    found = page.evaluate(FOUND)
    executed = page.evaluate("() => window.executed")
    address = page.url
    context.close()
    assert executed == []
    assert address == f"{garden.host.origin}/article"
    assert all(url.startswith((garden.host.origin, garden.host.service, "data:")) for url in asked)
    assert {tag for tag, *_ in found} <= TAGS
    attributes = {attribute for _, *more in found for attribute in more}
    assert all(
        attribute.startswith(("href=http://", "href=https://"))
        or attribute == "rel=nofollow ugc noopener noreferrer"
        for attribute in attributes
    )


def test_R17_a_link_says_where_it_leads_when_its_text_does_not(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comment("Voyez [ici](https://exemple.fr/lin), ou https://exemple.fr directement.")

    page = visit()

    link = page.get_by_role("link", name="ici")
    expect(link).to_have_attribute("rel", "nofollow ugc noopener noreferrer")
    expect(link).to_have_attribute("href", "https://exemple.fr/lin")
    expect(page.locator("article-comments article p")).to_contain_text("ici (exemple.fr), ou")


def test_what_people_may_write_looks_as_they_meant_it(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comment("*un* **deux** `a < b && c`\n\n> cité\n\n- l’un\n- l’autre")

    page = visit()

    expect(page.locator("article-comments em")).to_have_text("un")
    expect(page.locator("article-comments strong")).to_have_text("deux")
    expect(page.locator("article-comments code")).to_have_text("a < b && c")
    expect(page.locator("article-comments blockquote")).to_have_text("cité")
    expect(page.locator("article-comments .body li")).to_have_text(["l’un", "l’autre"])


def test_the_script_is_refused_nothing_where_trusted_types_allow_no_policy(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comment("Merci.")
    garden.host.trust(garden.host.service, more="trusted-types 'none'")

    expect(visit(garden.host.page(comments=COMMENTS)).get_by_text("Merci.")).to_be_visible()
