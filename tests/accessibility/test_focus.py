"""Whoever uses keys alone is never thrown back to the beginning of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.accessibility.states import Stage, fill, form, thread

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Route

    from tests.widget.reader import Garden

# From now on it is written down, frame by frame, after what the focus was lost.
WATCH = """
    () => {
      window.lost = new Set();
      let last = "";
      const look = () => {
        const node = document.activeElement.shadowRoot?.activeElement;
        if (node) last = node.outerHTML.slice(0, 100);
        else window.lost.add(last);
        requestAnimationFrame(look);
      };
      look();
    }
"""
MINUTE = 60_000
PERSON = {"name": "Awa Diallo", "email": "awa@example.org"}
POST = "**/api/v1/sites/jardin/comments"


class Keys:
    """Somebody who presses keys, and looks where they are then."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.evaluate(WATCH)

    def press(self, what: str, leads_to: str, key: str = "Enter") -> None:
        """Press a key on the first such thing; the focus goes to something else, or stays."""
        target = self.page.locator(f"article-comments {what}").locator("visible=true").first
        target.focus()
        expect(target).to_be_focused()
        self.page.keyboard.press(key)
        expect(self.page.locator(f"article-comments {leads_to}:focus")).to_be_visible()

    def lost(self) -> list[str]:
        """What had the focus whenever it was lost."""
        return list(self.page.evaluate("() => [...lost]"))


def test_A3_reading_never_loses_the_focus(garden: Garden, visit: Callable[..., Page]) -> None:
    stage = Stage(garden, visit)
    keys = Keys(thread(stage))

    keys.press(".more [aria-expanded=false]", "article")
    keys.press(".more [aria-expanded=true]", "[aria-expanded=false]")
    keys.press("li.more button", "article")
    keys.press(".beside .to a, .permalink", "article")
    keys.press("select", "select", "ArrowDown")
    expect(keys.page.locator("article-comments article").first).to_contain_text("Zoé 19")

    assert keys.lost() == []


def test_A3_trying_again_does_not_lose_the_focus(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit("about:blank")
    page.route("**/api/v1/**", lambda route: route.abort())
    page.goto(garden.host.page())
    again = page.get_by_role("button", name="Réessayer")
    again.focus()
    keys = Keys(page)

    keys.press("button", "div")
    page.unroute("**/api/v1/**")
    keys.press("button", "div")
    expect(form(page)).to_be_visible()

    assert keys.lost() == []


def test_A3_another_language_does_not_lose_the_focus(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = Stage(garden, visit).open()
    form(page).locator("[name=name]").focus()
    keys = Keys(page)

    page.locator("article-comments").evaluate("(element) => { element.lang = 'en'; }")
    expect(page.get_by_label("Comment *")).to_be_visible()

    assert keys.lost() == []


def test_A3_new_comments_take_the_focus_of_their_button(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comment("Question")
    page = visit("about:blank")
    page.clock.install()
    page.goto(garden.host.page())
    expect(form(page)).to_be_visible()
    garden.comment("Nouvelle question")
    page.clock.run_for(MINUTE)
    expect(page.locator("article-comments .news button")).to_be_visible()
    page.locator("article-comments .news button").focus()
    keys = Keys(page)

    keys.press(".news button", "article")

    assert keys.lost() == []


def test_A3_writing_never_loses_the_focus(garden: Garden, visit: Callable[..., Page]) -> None:
    stage = Stage(garden, visit)
    stage.comment("question", name="Camille Roux")
    page = stage.open()
    form(page).locator("[name=email]").focus()
    keys = Keys(page)

    keys.press("form .primary", ".summary")
    keys.press(".summary a", "textarea")
    fill(page, email="awa@gmial.com")
    keys.press(".field:has([name=email]) .quiet", "[name=email]")
    fill(page, body="Merci.", **PERSON)
    keys.press("form .actions .quiet", ".preview")
    keys.press("form .actions .quiet", "textarea")
    page.route(POST, _unable)
    keys.press("form .primary", ".summary")
    page.unroute(POST)
    keys.press(".summary button", "article.own")

    keys.press("article:not(.own) .quiet", "[name=body]")
    keys.press("[name=body]", "article:not(.own)", "Escape")
    keys.press("article:not(.own) .quiet", "[name=body]")
    keys.press(".form .top .quiet", "article:not(.own)")
    assert keys.lost() == []


def test_A3_changing_ones_own_comment_never_loses_the_focus(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = Stage(garden, visit).open()
    fill(page, body="Merci.", **PERSON)
    keys = Keys(page)
    keys.press("form .primary", "article.own")

    keys.press("article.own .quiet", ".edit textarea")
    keys.press(".edit .actions .quiet:last-child", "article.own .quiet")
    keys.press("article.own .quiet", ".edit textarea")
    keys.press(".edit .primary", "article.own")
    keys.press("article.own .quiet:text('Retirer')", ".own .quiet:text('Rétablir')")
    keys.press("article.own .quiet", "article.own")

    assert keys.lost() == []


def test_A3_reporting_never_loses_the_focus(garden: Garden, visit: Callable[..., Page]) -> None:
    stage = Stage(garden, visit)
    stage.comment("question", name="Camille Roux")
    page = stage.open()
    expect(form(page)).to_be_visible()
    page.locator("article-comments article .quiet").first.focus()
    keys = Keys(page)

    keys.press("article .quiet:nth-child(2)", ".report input")
    keys.press(".report .quiet", "article .quiet:nth-child(2)")
    keys.press("article .quiet:nth-child(2)", ".report input")
    keys.press(".report .primary", ".report > .error")
    keys.press(".report input", ".report input", "Space")
    keys.press(".report .primary", "article .quiet:nth-child(2)")

    expect(page.locator("article-comments .done")).to_be_visible()
    assert keys.lost() == []


def _unable(route: Route) -> None:
    route.fulfill(status=503, body="", headers={"Access-Control-Allow-Origin": "*"})
