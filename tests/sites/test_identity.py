"""When two addresses mean the same article."""

from __future__ import annotations

import pytest

from moderation.sites.identity import AddressRefused, address_of, canonical, origin_of

ORIGINS = ("https://exemple.fr", "https://www.exemple.fr", "https://bücher.example")
ARTICLE = "//exemple.fr/2025/pailler"

SAME_ARTICLE = [
    "https://exemple.fr/2025/pailler",
    "http://exemple.fr/2025/pailler",
    "HTTPS://EXEMPLE.FR/2025/pailler",
    "https://Exemple.fr/2025/pailler",
    "https://exemple.fr./2025/pailler",
    "https://exemple.fr:443/2025/pailler",
    "http://exemple.fr:80/2025/pailler",
    "https://exemple.fr/2025/pailler/",
    "https://exemple.fr/2025/pailler//",
    "https://exemple.fr//2025/pailler",
    "https://exemple.fr/./2025/pailler",
    "https://exemple.fr/2024/../2025/pailler",
    "https://exemple.fr/2025/%70ailler",
    "https://exemple.fr/2025/pailler#comments",
    "https://exemple.fr/2025/pailler#comment-12",
    "https://exemple.fr/2025/pailler/#respond",
    "https://exemple.fr/2025/pailler?",
    "https://exemple.fr/2025/pailler?&",
    "https://exemple.fr/2025/pailler?utm_source=lettre",
    "https://exemple.fr/2025/pailler?utm_source=a&utm_medium=b&utm_campaign=c",
    "https://exemple.fr/2025/pailler?UTM_Source=lettre",
    "https://exemple.fr/2025/pailler?fbclid=IwAR0",
    "https://exemple.fr/2025/pailler?gclid=1&gbraid=2&wbraid=3",
    "https://exemple.fr/2025/pailler?mc_cid=1&mc_eid=2",
    "https://exemple.fr/2025/pailler?at_medium=custom7",
    "https://exemple.fr/2025/pailler?xtor=RSS-1",
    "https://exemple.fr/2025/pailler/?fbclid=1#comment-4",
    "/2025/pailler",
    "/2025/pailler/?utm_source=x",
    "//exemple.fr/2025/pailler",
]
OTHER_ARTICLES = [
    ("https://www.exemple.fr/2025/pailler", "//www.exemple.fr/2025/pailler"),
    ("https://exemple.fr/2025/Pailler", "//exemple.fr/2025/Pailler"),
    ("https://exemple.fr/2025/pailler?page=2", "//exemple.fr/2025/pailler?page=2"),
    ("https://exemple.fr/?p=12&utm_source=x", "//exemple.fr/?p=12"),
    ("https://exemple.fr/?p=12&lang=fr", "//exemple.fr/?p=12&lang=fr"),
    ("https://exemple.fr", "//exemple.fr/"),
    ("https://exemple.fr/été", "//exemple.fr/%C3%A9t%C3%A9"),
    ("https://exemple.fr/%C3%A9t%C3%A9", "//exemple.fr/%C3%A9t%C3%A9"),
    ("https://exemple.fr/a%2Fb", "//exemple.fr/a%2Fb"),
    ("https://bücher.example/x", "//xn--bcher-kva.example/x"),
    ("https://xn--bcher-kva.example/x", "//xn--bcher-kva.example/x"),
    ("post-42", "post-42"),
]
REFUSED = [
    "",
    "https://",
    "https://exemple.fr:99999/",
    "https://autre.fr/2025/pailler",
    "https://exemple.fr.autre.fr/",
    "https://exemple.fr@autre.fr/",
    "https://user:secret@exemple.fr/",
    "https://exemple.fr:8443/2025/pailler",
    "ftp://exemple.fr/2025/pailler",
    "javascript://exemple.fr/%0aalert(1)",
    "https://exemple.fr/a b",
    "https://exemple.fr/a\nb",
    "https://exemple.fr\\@autre.fr/",
    "https://[::1",
    "//autre.fr/x",
    "\x00",
    "https://exemple.fr/" + "a" * 2048,
    "k" * 201,
    "\ud800",
]


@pytest.mark.parametrize("variant", SAME_ARTICLE)
def test_variants_of_an_address_lead_to_one_thread(variant: str) -> None:
    assert address_of(variant, ORIGINS).key == ARTICLE


@pytest.mark.parametrize(("address", "key"), OTHER_ARTICLES)
def test_what_chooses_another_page_is_another_thread(address: str, key: str) -> None:
    assert address_of(address, ORIGINS).key == key


@pytest.mark.parametrize("address", REFUSED)
def test_what_is_no_page_of_the_site_is_refused(address: str) -> None:
    with pytest.raises(AddressRefused):
        address_of(address, ORIGINS)


@pytest.mark.parametrize("variant", SAME_ARTICLE[:27])
def test_cleaning_an_address_twice_changes_nothing_more(variant: str) -> None:
    once = canonical(variant)
    assert canonical(once.url).key == once.key
    assert canonical(once.url).url == once.url


def test_the_link_of_an_article_keeps_the_slash_its_site_uses() -> None:
    assert canonical("https://exemple.fr/a/?fbclid=1").url == "https://exemple.fr/a/"


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("https://Exemple.FR:443/a", "https://exemple.fr"),
        ("http://localhost:4000/", "http://localhost:4000"),
        ("https://bücher.example", "https://xn--bcher-kva.example"),
        ("https://[2001:DB8::1]:8443", "https://[2001:db8::1]:8443"),
    ],
)
def test_an_origin_is_written_as_browsers_write_it(text: str, origin: str) -> None:
    assert origin_of(text) == origin


@pytest.mark.parametrize("tail", ["é" * 400, "?q=" + "字" * 700, "a" * 2024 + "/ééé"])
def test_an_address_that_is_too_long_once_encoded_is_refused(tail: str) -> None:
    with pytest.raises(AddressRefused):
        address_of(f"https://exemple.fr/{tail}", ORIGINS)
