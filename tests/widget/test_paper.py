"""Somebody prints an article with its comments."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.widget.reader import MARCH, article

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.widget.reader import Garden

NIGHT = "html { background: #111; color: #eee; } a { color: #8cf; }"
# Six lines each: about nine of them fill a sheet.
LINES = "\n".join(f"Ligne {n}" for n in range(6))
COLOURS = """
    (root) => [...root.querySelectorAll("article, article *")].flatMap((node) => {
      const { color, webkitTextFillColor, backgroundColor } = getComputedStyle(node);
      return [color, webkitTextFillColor, backgroundColor];
    })
"""
BLACK, WHITE, CLEAR = "rgb(0, 0, 0)", "rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"


def _sheets(page: Page) -> list[str]:
    """The words of each sheet of paper."""
    paper = page.pdf(format="A4", print_background=True)
    return [sheet.extract_text() for sheet in PdfReader(io.BytesIO(paper)).pages]


def test_R15_paper_has_the_comments_and_their_address_and_nothing_to_press(
    garden: Garden, visit: Callable[..., Page]
) -> None:
    root = garden.comment("Merci pour cet article.", name="Camille Roux", created_at=MARCH)
    garden.comments(5, parent=root)
    page = visit(garden.host.page(attributes='load="eager" data-position="below"'))
    page.get_by_role("button", name="Afficher 2 autres réponses").click()
    expect(article(page, "Réponse 4")).to_be_visible()

    paper = "\n".join(_sheets(page))

    for words in ("6 commentaires", "Camille Roux", "Merci pour cet article.", "Réponse 4"):
        assert words in paper
    assert f"{garden.host.origin}/article" in paper
    for words in ("Laisser", "Nom", "Ordre", "Répondre", "Signaler", "Masquer", "Confidentialité"):
        assert words not in paper


@pytest.mark.parametrize("attributes", ['load="eager"', 'load="eager" data-theme="dark"'])
def test_R15_paper_is_black_on_white_whatever_the_page_looks_like(
    garden: Garden, visit: Callable[..., Page], attributes: str
) -> None:
    garden.comment("Merci, **vraiment**.", name="Camille Roux", website="exemple.fr")
    page = visit(garden.host.page(attributes=attributes, style=NIGHT))
    expect(page.get_by_text("vraiment")).to_be_visible()

    page.emulate_media(media="print")

    root = page.locator("article-comments .root")
    assert set(root.evaluate(COLOURS)) == {BLACK, CLEAR}
    expect(root).to_have_css("background-color", WHITE)
    assert page.locator("article-comments").evaluate(
        "(node) => getComputedStyle(node).backgroundColor"
    ) in (CLEAR, WHITE)


def test_R15_no_comment_is_cut_in_two(garden: Garden, visit: Callable[..., Page]) -> None:
    for n in range(15):
        garden.comment(f"Début {n}\n{LINES}\nFin {n}.", name=f"Personne {n}.")
    page = visit()
    expect(page.get_by_text("Fin 14.")).to_be_attached()

    sheets = _sheets(page)

    assert len(sheets) > 1
    for n in range(15):
        assert any(f"Personne {n}." in sheet and f"Fin {n}." in sheet for sheet in sheets)
