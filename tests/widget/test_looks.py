"""The widget stands well on other people's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.widget.reader import article

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.widget.reader import Garden

LINK = "<p>Un <a href='/ailleurs'>lien</a>.</p>"


def _colour(page: Page, selector: str, name: str) -> str:
    node = page.locator(f"article-comments {selector}").first
    return str(node.evaluate("(node, name) => getComputedStyle(node)[name]", name))


def test_A4_what_people_press_is_large_enough(garden: Garden, visit: Callable[..., Page]) -> None:
    garden.comment("Merci.", website="exemple.fr")
    page = visit(width=320)
    expect(article(page, "Merci.")).to_be_visible()

    sizes = page.locator("article-comments :is(a, button, input):not([tabindex]):visible")
    heights = sizes.evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().height)")
    primary = page.locator("article-comments :is(.primary, textarea, input[part])")

    assert min(heights) >= 24
    assert min(primary.evaluate_all("(all) => all.map((one) => one.offsetHeight)")) >= 44


def test_H1_the_widget_takes_the_font_and_the_colours_of_the_page(
    visit: Callable[..., Page], garden: Garden
) -> None:
    style = "body { color: #222; font: 20px Georgia, serif; } a { color: #0645ad; }"
    page = visit(garden.host.page(style=style, above=LINK))
    expect(page.get_by_label("Commentaire *")).to_be_visible()

    assert _colour(page, "label", "color") == "rgb(34, 34, 34)"
    assert _colour(page, "label", "fontFamily").startswith("Georgia")
    assert _colour(page, "textarea", "fontSize") == "20px"
    assert _colour(page, ".primary", "backgroundColor") == "rgb(6, 69, 173)"


def test_H1_the_page_may_set_every_colour(visit: Callable[..., Page], garden: Garden) -> None:
    style = """
        article-comments { --comments-accent: rgb(1, 2, 3); --comments-radius: 0px; }
        article-comments::part(heading) { color: rgb(4, 5, 6); }
    """
    page = visit(garden.host.page(style=style))
    expect(page.get_by_label("Commentaire *")).to_be_visible()

    assert _colour(page, ".primary", "backgroundColor") == "rgb(1, 2, 3)"
    assert _colour(page, "textarea", "borderTopLeftRadius") == "0px"
    assert _colour(page, "h2", "color") == "rgb(4, 5, 6)"


def test_H3_the_widget_follows_the_theme_of_the_page(
    visit: Callable[..., Page], garden: Garden
) -> None:
    style = ".dark { background: oklch(0.2 0.02 260); color: oklch(0.95 0 0); }"
    page = visit(garden.host.page(style=style), color_scheme="dark")
    expect(page.get_by_label("Commentaire *")).to_be_visible()
    assert _colour(page, ".root", "colorScheme") == "light"

    for theme in ("dark", "light", "dark"):
        page.evaluate("() => document.documentElement.classList.toggle('dark')")
        expect(page.locator("article-comments .root")).to_have_css("color-scheme", theme)


def test_H3_the_page_may_say_which_theme(visit: Callable[..., Page], garden: Garden) -> None:
    page = visit(garden.host.page(attributes='load="eager" data-theme="dark"'))
    expect(page.locator("article-comments .root")).to_have_css("color-scheme", "dark")

    assert _colour(page, ".root", "color") == "rgb(228, 234, 240)"


def test_H4_the_styles_of_the_page_do_not_break_the_widget(
    visit: Callable[..., Page], garden: Garden
) -> None:
    style = """
        input, textarea, button { border: 9px dotted red !important; font-size: 6px !important; }
        * { text-transform: uppercase; text-align: right; text-indent: 3em; }
        body { font-size: 8px; }
    """
    page = visit(garden.host.page(style=style))
    expect(page.get_by_label("Commentaire *")).to_be_visible()

    assert _colour(page, "textarea", "borderTopStyle") == "solid"
    assert _colour(page, "label", "textTransform") == "none"
    assert _colour(page, "label", "textAlign") == "start"
    assert float(_colour(page, ".muted", "fontSize").removesuffix("px")) >= 13


@pytest.mark.parametrize(("width", "columns"), [(1024, 2), (320, 1)])
def test_H5_name_and_address_stand_side_by_side_where_there_is_room(
    visit: Callable[..., Page], width: int, columns: int
) -> None:
    page = visit(width=width)
    expect(page.get_by_label("Nom *")).to_be_visible()

    assert len(_colour(page, ".pair", "gridTemplateColumns").split()) == columns


def test_A8_each_text_has_its_own_direction(garden: Garden, visit: Callable[..., Page]) -> None:
    garden.comment("شكرًا على هذا المقال", name="ليلى حداد")
    page = visit()
    expect(page.locator("article-comments bdi")).to_have_text("ليلى حداد")

    assert _colour(page, ".body", "direction") == "rtl"
    assert _colour(page, ".root", "direction") == "ltr"


def test_A9_with_forced_colours_every_border_stays(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comment("Merci.")
    page = visit(forced_colors="active")
    expect(article(page, "Merci.")).to_be_visible()

    for selector in ("textarea", ".primary", "article"):
        assert _colour(page, selector, "borderInlineStartStyle") != "none"
        assert _colour(page, selector, "borderInlineStartWidth") != "0px"
