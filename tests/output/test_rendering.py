"""What a comment's text becomes."""

from __future__ import annotations

import pytest
from hostile import body_violations, hostile_texts

from moderation.comments.rendering import clean, links_in, render
from moderation.comments.texts import TextRefused, clean_body


def test_nothing_hostile_survives_rendering() -> None:
    survivors = {
        text: found for text in hostile_texts() if (found := list(body_violations(render(text))))
    }
    assert survivors == {}


def test_what_was_rendered_is_clean_already() -> None:
    changed = [text for text in hostile_texts() if clean(render(text)) != render(text)]
    assert changed == []


def test_html_from_elsewhere_is_cleaned_by_the_same_rule() -> None:
    survivors = {
        text: found for text in hostile_texts() if (found := list(body_violations(clean(text))))
    }
    assert survivors == {}


def test_naughty_texts_are_kept_as_they_are_or_refused() -> None:
    for text in hostile_texts():
        try:
            kept = clean_body(text)
        except TextRefused:
            continue
        assert clean_body(kept) == kept


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("Bonjour", "<p>Bonjour</p>\n"),
        ("une ligne\net une autre", "<p>une ligne<br>\net une autre</p>\n"),
        ("un\n\ndeux", "<p>un</p>\n<p>deux</p>\n"),
        (
            "*em* **strong** `code`",
            "<p><em>em</em> <strong>strong</strong> <code>code</code></p>\n",
        ),
        ("> cité", "<blockquote>\n<p>cité</p>\n</blockquote>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("# pas un titre", "<p># pas un titre</p>\n"),
        ("titre\n=====", "<p>titre<br>\n=====</p>\n"),
        ("1 < 2 & 3 > 2", "<p>1 &lt; 2 &amp; 3 &gt; 2</p>\n"),
        ("a_b_c et 2*3*4", "<p>a_b_c et 2<em>3</em>4</p>\n"),
    ],
)
def test_a_subset_of_markdown_is_understood(source: str, html: str) -> None:
    assert render(source) == html


@pytest.mark.parametrize(
    ("source", "links"),
    [
        ("voir https://exemple.fr.", ["https://exemple.fr"]),
        ("(https://exemple.fr/a_(b))", ["https://exemple.fr/a_(b)"]),
        ("« https://exemple.fr » !", ["https://exemple.fr"]),
        ("https://exemple.fr/?a=1&b=2", ["https://exemple.fr/?a=1&b=2"]),
        ("[ici](https://exemple.fr)", ["https://exemple.fr"]),
        ("[https://a.fr](https://b.fr)", ["https://b.fr"]),
        ("`https://exemple.fr`", []),
        ("exemple.fr et www.exemple.fr", []),
        ("https:// et http://", []),
        ("mailto:a@b.fr ftp://a.fr", []),
    ],
)
def test_addresses_become_links(source: str, links: list[str]) -> None:
    assert links_in(render(source)) == links


@pytest.mark.parametrize(
    "address",
    ["mailto:a@b.fr", "/archives", "#haut", "//b.fr", "https:b.fr", "ftp://b.fr", "https://[", ""],
)
def test_R17_a_link_that_may_lead_nowhere_is_its_text(address: str) -> None:
    assert render(f"[voir *ici*]({address})") == "<p>voir <em>ici</em></p>\n"


def test_R17_a_link_beside_one_that_leads_nowhere_stays() -> None:
    html = render("[a](/x) [b](https://b.fr) [c](/y)")
    assert links_in(html) == ["https://b.fr"]
    assert html.count("<a") == html.count("</a>") == 1


def test_every_link_is_marked_as_a_strangers() -> None:
    assert 'rel="nofollow ugc noopener noreferrer"' in render("https://exemple.fr")
