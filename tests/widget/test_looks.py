"""The widget stands well on other people's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.accessibility.states import Stage, edit, report
from tests.widget.reader import send, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.widget.reader import Garden

PARTS = (
    "heading",
    "form",
    "field",
    "input",
    "button",
    "comment",
    "meta",
    "body",
    "action",
    "notice",
    "error-summary",
)
# Each part that is seen, with the space between its letters.
SPACED = """
    () => [...document.querySelector("article-comments").shadowRoot.querySelectorAll("[part]")]
      .filter((node) => node.checkVisibility())
      .map((node) => [node.getAttribute("part"), getComputedStyle(node).letterSpacing])
"""
PARTLESS = """
    () => [...document.querySelector("article-comments").shadowRoot
        .querySelectorAll(":is(h2, article, button, select, textarea):not([part])")]
      .map((node) => node.outerHTML.slice(0, 200))
"""
PRESSED = """
    () => [...document.querySelector("article-comments").shadowRoot
        .querySelectorAll("form, button, input, select, textarea")]
      .filter((node) => node.checkVisibility())
      .map((node) => node.outerHTML.slice(0, 200))
"""
BOTTOM = "(node) => node.getBoundingClientRect().bottom"
LINK = "<p>Un <a href='/ailleurs'>lien</a>.</p>"


def _colour(page: Page, selector: str, name: str) -> str:
    node = page.locator(f"article-comments {selector}").first
    return str(node.evaluate("(node, name) => getComputedStyle(node)[name]", name))


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


@pytest.fixture
def everything(garden: Garden, visit: Callable[..., Page]) -> Callable[[str], Page]:
    """A page with a style, and on it a comment, a form with errors, and a notice."""
    garden.comment("> Une citation\n\nMerci.")

    def open_(style: str) -> Page:
        page = visit(garden.host.page(style=style) + "#comment-0")
        expect(page.locator("article-comments .notice:focus")).to_be_visible()
        send(page)
        expect(page.locator("article-comments .summary")).to_be_focused()
        return page

    return open_


@pytest.mark.parametrize(
    ("name", "value", "selector", "looks"),
    [
        ("text", "rgb(1, 2, 3)", ".body", "color"),
        ("muted", "rgb(1, 2, 3)", "header", "color"),
        ("line", "rgb(1, 2, 3)", "blockquote", "borderInlineStartColor"),
        ("control", "rgb(1, 2, 3)", "select", "borderTopColor"),
        ("accent", "rgb(1, 2, 3)", ".primary", "backgroundColor"),
        ("accent", "rgb(1, 2, 3)", ".quiet", "color"),
        ("on-accent", "rgb(1, 2, 3)", ".primary", "color"),
        ("margin", "rgb(1, 2, 3)", "article", "borderInlineStartColor"),
        ("error", "rgb(1, 2, 3)", ".field .error", "color"),
        ("error", "rgb(1, 2, 3)", "textarea", "borderTopColor"),
        ("radius", "11px", "textarea", "borderTopLeftRadius"),
        ("radius", "11px", ".primary", "borderTopLeftRadius"),
        ("gap", "23px", "form", "rowGap"),
    ],
)
def test_H1_the_page_may_set_everything_that_has_a_name(
    everything: Callable[[str], Page], name: str, value: str, selector: str, looks: str
) -> None:
    style = f"article-comments {{ --comments-{name}: {value}; }}"

    assert _colour(everything(style), selector, looks) == value


def test_H1_the_page_may_style_every_part(everything: Callable[[str], Page]) -> None:
    spaces = {part: f"{n}px" for n, part in enumerate(PARTS, start=1)}
    style = "".join(
        f"article-comments::part({part}) {{ letter-spacing: {space}; }}"
        for part, space in spaces.items()
    )

    page = everything(style)

    assert {(part, space) for part, space in page.evaluate(SPACED)} == set(spaces.items())
    assert page.evaluate(PARTLESS) == []


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
    root = page.locator("article-comments .root")
    expect(root).to_have_css("color-scheme", "dark")
    expect(root).to_have_css("color", "rgb(228, 234, 240)")
    expect(page.locator("article-comments")).to_have_css("background-color", "rgb(23, 30, 38)")

    for ground, theme, scheme in (
        ("black", "light", "light"),
        ("black", "auto", "dark"),
        ("white", "dark", "dark"),
        ("white", "auto", "light"),
    ):
        page.evaluate("(ground) => { document.body.style.background = ground; }", ground)
        page.evaluate(
            "(theme) => { document.querySelector('article-comments').dataset.theme = theme; }",
            theme,
        )
        expect(root).to_have_css("color-scheme", scheme)


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


def test_H5_a_narrow_place_in_a_wide_window_is_narrow(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    page = visit(garden.host.page(style="article-comments { width: 20rem; }"), width=1440)
    expect(page.get_by_label("Nom *")).to_be_visible()
    assert len(_colour(page, ".pair", "gridTemplateColumns").split()) == 1

    page.locator("article-comments").evaluate("(element) => { element.style.width = '40rem'; }")

    assert len(_colour(page, ".pair", "gridTemplateColumns").split()) == 2


def test_H5_an_error_beside_one_field_leaves_both_boxes_on_one_line(
    visit: Callable[..., Page],
) -> None:
    page = visit()
    write(page, **{"Nom *": ""})

    send(page)

    name, email = page.get_by_label("Nom *"), page.get_by_label("E-mail *")
    expect(name).to_have_attribute("aria-invalid", "true")
    name_ends, email_ends = (field.evaluate(BOTTOM) for field in (name, email))
    assert name_ends == email_ends


@pytest.mark.parametrize("state", [edit, report], ids=lambda state: state.__name__)
def test_R15_what_is_open_is_not_printed_and_its_comment_is(
    garden: Garden, visit: Callable[..., Page], state: Callable[[Stage], Page]
) -> None:
    page = state(Stage(garden, visit))

    page.emulate_media(media="print")

    assert page.evaluate(PRESSED) == []
    expect(page.locator("article-comments .body")).to_be_visible()
