"""Every sentence of the service exists in French, in French typography, and is compiled."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
METHODS = [("**.py", "python"), ("**.html", "jinja2"), ("**.txt", "jinja2")]
KEYWORDS = DEFAULT_KEYWORDS | {
    "lazy_gettext": None,
    "lazy_ngettext": (1, 2),
    "lazy_pgettext": ((1, "c"), 2),
}
ROOMS = sorted(path.parent.name for path in ROOT.glob("moderation/*/__init__.py"))
CATALOGUES = sorted(ROOT.glob("moderation/*/translations/fr/LC_MESSAGES/messages.po"))

# Narrow no-break space before high punctuation, no-break space before the colon and in guillemets.
UNFRENCH = {
    "a straight apostrophe": re.compile(r"\w'\w"),
    "a high sign without its narrow space": re.compile(
        r"[^\u202f\s;!?…(]\s*(?<!\u202f)[;!?](?!\w)"
    ),
    "a colon without its space": re.compile(r"(?<!\u00a0):(?=\s|$)"),
    "a guillemet without its narrow space": re.compile(r"«(?!\u202f)|(?<!\u202f)»"),
    "three points for an ellipsis": re.compile(r"\.\.\."),
    "a middle point": re.compile("·"),
}


@cache
def said_by(room: str) -> Catalog:
    """What the code and the templates of a room say."""
    said = Catalog()
    for folder in (ROOT / "moderation" / room, ROOT / "templates" / room):
        found = extract_from_dir(folder, METHODS, keywords=KEYWORDS)
        for name, line, words, _, context in found if folder.is_dir() else ():
            said.add(words, context=context, locations=[(f"{folder.name}/{name}", line)])
    return said


@cache
def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="fr")


def french_of(room: str) -> Catalog:
    path = ROOT / "moderation" / room / "translations/fr/LC_MESSAGES/messages.po"
    return catalogue(path) if path.is_file() else Catalog()


def translations(message: Message) -> tuple[str, ...]:
    string = message.string
    return (string,) if isinstance(string, str) else tuple(string or ())


@pytest.mark.parametrize("room", ROOMS)
def test_a_french_reader_meets_no_english_sentence(room: str) -> None:
    french = french_of(room)
    missing = []
    for message in said_by(room):
        if message.id:
            found = french.get(message.id, message.context)
            if found is None or found.fuzzy or not all(translations(found)):
                missing.append((message.id, message.locations))
    assert not missing


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-5])
def test_a_catalogue_says_nothing_that_nobody_says_any_more(path: Path) -> None:
    said = said_by(path.parts[-5])
    left = [m.id for m in catalogue(path) if m.id and said.get(m.id, m.context) is None]
    assert not left


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-5])
def test_a_compiled_catalogue_is_what_its_source_gives(path: Path) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(path))
    assert path.with_suffix(".mo").read_bytes() == compiled.getvalue(), "make messages"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-5])
def test_a_translation_keeps_the_places_of_its_sentence(path: Path) -> None:
    places = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
    differing = []
    for message in catalogue(path):
        if message.id:
            ids = (message.id,) if isinstance(message.id, str) else message.id
            allowed = {place for text in ids for place in places.findall(text)}
            if any(set(places.findall(text)) - allowed for text in translations(message)):
                differing.append(message.id)
    assert not differing


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-5])
@pytest.mark.parametrize("fault", UNFRENCH)
def test_french_is_set_as_french(path: Path, fault: str) -> None:
    wrong = [
        text
        for message in catalogue(path)
        if message.id
        for text in translations(message)
        if UNFRENCH[fault].search(re.sub(r"https?://\S+|%\(\w+\)[sd]|<[^>]*>", "x", text))
    ]
    assert not wrong


def test_one_sentence_has_one_translation() -> None:
    """The rooms' catalogues are joined: where two differ, chance would choose."""
    known: dict[tuple[str, str | None], set[tuple[str, ...]]] = defaultdict(set)
    for path in CATALOGUES:
        for message in catalogue(path):
            if message.id:
                known[str(message.id), message.context].add(translations(message))
    assert not {words: found for words, found in known.items() if len(found) > 1}
