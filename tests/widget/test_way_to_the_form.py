"""Below a long thread stands the form, and a link beside the count leads to it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.widget.reader import article

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.widget.reader import Garden

WORDS = "Laisser un commentaire"
BELOW = 'load="eager" data-position="below"'


def test_the_link_leads_to_the_first_field(garden: Garden, visit: Callable[..., Page]) -> None:
    garden.comments(5)
    page = visit(garden.host.page(attributes=BELOW))
    heading = page.get_by_role("heading", name="5 commentaires").bounding_box()
    link = page.get_by_role("link", name=WORDS)
    beside = link.bounding_box()
    assert beside["x"] > heading["x"] + heading["width"]
    assert heading["y"] <= beside["y"] + beside["height"] / 2 <= heading["y"] + heading["height"]

    link.press("Enter")

    expect(page.get_by_label("Commentaire *")).to_be_focused()
    expect(page.get_by_label("Commentaire *")).to_be_in_viewport()
    expect(page.get_by_role("heading", name=WORDS)).to_be_in_viewport()


def test_the_link_leads_to_the_form_in_its_own_place(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comments(5)
    page = visit(garden.host.page(attributes=BELOW))
    page.get_by_role("button", name="Répondre à Awa Diallo").first.click()
    page.get_by_label("Commentaire *").fill("Une réponse")

    page.get_by_role("link", name=WORDS).click()

    expect(page.get_by_role("heading", name=WORDS)).to_be_in_viewport()
    expect(page.get_by_label("Commentaire *")).to_be_focused()
    expect(page.get_by_label("Commentaire *")).to_have_value("")
    page.get_by_role("button", name="Répondre à Awa Diallo").first.click()
    expect(page.get_by_label("Commentaire *")).to_have_value("Une réponse")


@pytest.mark.parametrize(("number", "attributes"), [(4, BELOW), (5, 'load="eager"')])
def test_there_is_no_link_where_the_form_is_near(
    garden: Garden, visit: Callable[..., Page], number: int, attributes: str
) -> None:
    garden.comments(number)

    page = visit(garden.host.page(attributes=attributes))

    expect(page.get_by_role("heading", name=f"{number} commentaires")).to_be_visible()
    expect(page.get_by_role("link", name=WORDS)).to_have_count(0)


def test_there_is_no_link_to_a_form_that_is_not_there(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    garden.comments(5)
    garden.close(datetime(2025, 4, 3, 12, tzinfo=UTC))

    page = visit(garden.host.page(attributes=BELOW))

    expect(article(page, "Commentaire 4")).to_be_visible()
    expect(page.get_by_role("link", name=WORDS)).to_have_count(0)
