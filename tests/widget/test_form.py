"""The form in a narrow place, by keyboard alone, and beside an on-screen keyboard."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from moderation.comments.models import Comment
from moderation.database import db
from tests.widget.reader import FORM, SEND, article, send, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from moderation.config import Settings
    from tests.widget.reader import Garden

TEXT = FORM["Commentaire *"]
WAITING = "En attente de modération."
ENGLISH = {
    "Comment *": "What about pots, on a balcony?",
    "Name *": "Awa Diallo",
    "Email *": "awa@example..org",
    "Website": "example.com",
}
# What can be pressed or typed into, with its kind and the smaller of its sides.
TARGETS = """
    () => [...document.querySelector("article-comments").shadowRoot
        .querySelectorAll("button, a, textarea, input:not([name=subject])")]
      .filter((node) => node.checkVisibility() && !node.closest(".body"))
      .map((node) => {
        const { width, height } = node.getBoundingClientRect();
        const large = node.matches(".primary, [part=input]");
        return [node.textContent || node.name || node.type, large ? 44 : 24, width, height];
      })
"""
FILLED = "(field, text) => { field.value = text; }"
# The colour and the width of the ring around what is focused.
RING = """
    () => {
      let node = document.activeElement;
      while (node.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
      const { outlineColor, outlineStyle, outlineWidth } = getComputedStyle(node);
      return [outlineStyle, parseFloat(outlineWidth), outlineColor.match(/[0-9.]+/g).map(Number)];
    }
"""


def _too_small(page: Page) -> list[object]:
    return [
        (name, width, height)
        for name, floor, width, height in page.evaluate(TARGETS)
        if min(width, height) < floor
    ]


def _luminance(colour: list[float]) -> float:
    red, green, blue = (
        value / 255 / 12.92 if value <= 10 else ((value / 255 + 0.055) / 1.055) ** 2.4
        for value in colour[:3]
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("state", ["errors", "reply", "edit", "report"])
def test_C21_in_the_narrowest_window_everything_fits_and_can_be_hit(
    garden: Garden, visit: Callable[..., Page], state: str
) -> None:
    garden.comment("Question", name="Camille Roux")
    page = visit(width=320)
    if state == "errors":
        write(page, **{"E-mail *": "awa@gmial", "Nom *": "", "Site web": "rien de tel"})
        send(page)
        expect(page.get_by_role("group", name="Votre commentaire")).to_be_focused()
    if state == "reply":
        page.get_by_role("button", name="Répondre à Camille Roux").click()
        expect(page.get_by_label("Commentaire *")).to_be_focused()
    if state == "report":
        page.get_by_role("button", name="Signaler").click()
        expect(page.get_by_role("radio").first).to_be_focused()
    if state == "edit":
        write(page)
        send(page)
        page.get_by_role("button", name=re.compile("Modifier")).click()
        expect(page.get_by_role("button", name="Enregistrer")).to_be_visible()

    assert page.evaluate("() => document.documentElement.scrollWidth") == 320
    assert _too_small(page) == []


def test_C21_an_on_screen_keyboard_hides_neither_the_field_nor_the_button(
    visit: Callable[..., Page],
) -> None:
    page = visit(width=360)
    expect(page.get_by_label("Commentaire *")).to_be_visible()
    # What is left of a telephone's screen above its keyboard.
    page.set_viewport_size({"width": 360, "height": 280})
    for label in FORM:
        page.keyboard.press("Tab")
        page.keyboard.type("a")
        expect(page.get_by_label(label, exact=True)).to_be_focused()
        expect(page.get_by_label(label, exact=True)).to_be_in_viewport()

    page.get_by_role("button", name=SEND).focus()

    expect(page.get_by_role("button", name=SEND)).to_be_in_viewport(ratio=1)


def test_C22_a_filled_form_is_sent_with_six_tabs_and_one_enter_and_each_stop_is_seen(
    visit: Callable[..., Page],
) -> None:
    page = visit()
    expect(page.get_by_label("Commentaire *")).to_be_visible()
    stops = []
    for tabs in range(1, 7):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(RING))
        if tabs == 1:
            page.keyboard.type(TEXT)
            # As a browser fills the fields.
            for label in ("Nom *", "E-mail *"):
                page.get_by_label(label).evaluate(FILLED, FORM[label])
    expect(page.get_by_role("button", name=SEND)).to_be_focused()
    page.keyboard.press("Enter")

    expect(article(page, TEXT)).to_contain_text(WAITING)
    for style, width, colour in stops:
        assert style == "solid"
        assert width >= 2
        assert 1.05 / (_luminance(colour) + 0.05) >= 3


class TestASiteThatSendsMail:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return dataclasses.replace(
            settings, smtp_url="smtp://localhost", posting_limits="1 per minute"
        )

    @pytest.mark.parametrize(
        ("language", "words"),
        [
            ("fr", "M’écrire si quelqu’un me répond"),
            ("en", "Email me when someone replies to me"),
        ],
    )
    def test_an_answer_is_written_to_those_who_ask_for_it(
        self, garden: Garden, visit: Callable[..., Page], language: str, words: str
    ) -> None:
        page = visit(garden.host.page(language=language))
        box = page.get_by_label(words)
        expect(box).not_to_be_checked()
        fields = page.locator("article-comments form")
        for name, text in zip(("body", "name", "email"), FORM.values(), strict=True):
            fields.locator(f"[name={name}]").fill(text)
        box.check()
        fields.locator(".primary").click()

        expect(article(page, TEXT)).to_be_focused()
        with garden.app.app_context():
            asked = db.session.execute(select(Comment.notify, Comment.notify_confirmed_at)).one()
        assert tuple(asked) == (True, None)

    def test_C20_in_an_english_page_every_error_is_english(
        self, garden: Garden, visit: Callable[..., Page]
    ) -> None:
        page = visit(garden.host.page(language="en"))
        submit = page.get_by_role("button", name="Post comment")
        summary = page.get_by_role("group", name="Your comment has not been sent yet")
        submit.click()
        expect(summary.get_by_role("link")).to_have_text(
            ["Enter your comment", "Enter your name or a pseudonym", "Enter your email address"]
        )
        for label, text in ENGLISH.items():
            page.get_by_role("textbox", name=label, exact=True).fill(text)
        submit.click()
        expect(summary.get_by_role("link")).to_have_text(
            ["Enter an email address in the correct format, like name@example.com"]
        )
        page.get_by_role("textbox", name="Email *").fill("awa@example.org")
        submit.click()
        comment = page.locator("article-comments article.own")
        expect(comment).to_contain_text("Awaiting moderation. For now, only you can see this")
        page.get_by_role("textbox", name="Comment *").fill("One more thing.")
        submit.click()
        expect(summary).to_contain_text(
            re.compile(
                r"You have sent several comments in a row. The next one can go in \d+\sseconds?."
            )
        )
        page.context.set_offline(True)
        submit.click()
        expect(summary).to_contain_text("You are offline. Your text is kept;")


def test_a_site_that_sends_no_mail_does_not_offer_it(visit: Callable[..., Page]) -> None:
    page = visit()
    expect(page.get_by_label("Commentaire *")).to_be_visible()
    expect(page.get_by_role("checkbox")).to_have_count(1)
