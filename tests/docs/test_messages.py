"""Every sentence of the service exists in French, and what visitors meet in ten languages."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from functools import cache
from gettext import GNUTranslations
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from moderation.web.locale import LANGUAGES, PUBLIC_LANGUAGES

ROOT = Path(__file__).parents[2]
METHODS = [("**.py", "python"), ("**.html", "jinja2"), ("**.txt", "jinja2")]
KEYWORDS = DEFAULT_KEYWORDS | {
    "lazy_gettext": None,
    "lazy_ngettext": (1, 2),
    "lazy_pgettext": ((1, "c"), 2),
}
ROOMS = sorted(path.parent.name for path in ROOT.glob("moderation/*/__init__.py"))
# What readers and commenters meet; members meet the other rooms, in two languages.
PUBLIC_ROOMS = ("intake", "publishing", "sites", "web")
OTHERS = sorted(set(PUBLIC_LANGUAGES) - set(LANGUAGES))
SPOKEN = [
    *((room, "fr") for room in ROOMS),
    *((room, language) for room in PUBLIC_ROOMS for language in OTHERS),
]
CATALOGUES = sorted(ROOT.glob("moderation/*/translations/*/LC_MESSAGES/messages.po"))
FRENCH = [path for path in CATALOGUES if path.parts[-3] == "fr"]
CATEGORIES = ("zero", "one", "two", "few", "many", "other")
PLACES = re.compile(r"%\(\w+\)[sd]|\{\w*\}")

MISSET = {
    "a straight apostrophe": re.compile(r"\w'\w"),
    "three points for an ellipsis": re.compile(r"\.\.\."),
    "a point or a star inside a word": re.compile(r"\w[·*]\w"),
}
# Narrow no-break space before high punctuation, no-break space before the colon and in guillemets.
UNFRENCH = {
    "a high sign without its narrow space": re.compile(
        r"[^\u202f\s;!?…(]\s*(?<!\u202f)[;!?](?!\w)"
    ),
    "a colon without its space": re.compile(r"(?<!\u00a0):(?=\s|$)"),
    "a guillemet without its narrow space": re.compile(r"«(?!\u202f)|(?<!\u202f)»"),
    "a middle point": re.compile("·"),
}


def name(path: Path) -> str:
    """A catalogue by its room and its language."""
    return f"{path.parts[-5]}-{path.parts[-3]}"


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
        return read_po(file, locale=path.parts[-3])


def words_of(room: str, language: str) -> Catalog:
    path = ROOT / "moderation" / room / "translations" / language / "LC_MESSAGES/messages.po"
    return catalogue(path) if path.is_file() else Catalog()


def compiled(path: Path) -> bytes:
    """What a catalogue's source gives."""
    written = io.BytesIO()
    write_mo(written, catalogue(path))
    return written.getvalue()


def translations(message: Message) -> tuple[str, ...]:
    string = message.string
    return (string,) if isinstance(string, str) else tuple(string or ())


def unmarked(text: str) -> str:
    """A text without addresses, placeholders and tags."""
    return re.sub(r"https?://\S+|%\(\w+\)[sd]|<[^>]*>", "x", text)


@pytest.mark.parametrize(("room", "language"), SPOKEN)
def test_a_reader_meets_no_english_sentence(room: str, language: str) -> None:
    words = words_of(room, language)
    missing = []
    for message in said_by(room):
        if message.id:
            found = words.get(message.id, message.context)
            if found is None or found.fuzzy or not all(translations(found)):
                missing.append((message.id, message.locations))
    assert not missing


@pytest.mark.parametrize("path", CATALOGUES, ids=name)
def test_a_catalogue_says_nothing_that_nobody_says_any_more(path: Path) -> None:
    said = said_by(path.parts[-5])
    left = [m.id for m in catalogue(path) if m.id and said.get(m.id, m.context) is None]
    assert not left


@pytest.mark.parametrize("path", CATALOGUES, ids=name)
def test_a_compiled_catalogue_is_what_its_source_gives(path: Path) -> None:
    assert path.with_suffix(".mo").read_bytes() == compiled(path), "make messages"


@pytest.mark.parametrize("path", CATALOGUES, ids=name)
def test_a_translation_keeps_the_places_of_its_sentence(path: Path) -> None:
    """The last form, which most numbers take, keeps all; that of one or two may be a word."""
    differing = []
    for message in catalogue(path):
        if message.id:
            ids = (message.id,) if isinstance(message.id, str) else message.id
            wanted = {place for text in ids for place in PLACES.findall(text)}
            found = [set(PLACES.findall(text)) for text in translations(message)]
            if found[-1] != wanted or any(places - wanted for places in found):
                differing.append(message.id)
    assert not differing


@pytest.mark.parametrize("path", CATALOGUES, ids=name)
def test_L2_the_plurals_are_those_of_CLDR_and_in_its_order(path: Path) -> None:
    locale, spoken = Locale(path.parts[-3]), GNUTranslations(io.BytesIO(compiled(path)))
    forms = {(spoken.plural(number), locale.plural_form(number)) for number in range(1000)}

    order = [category for _, category in sorted(forms)]

    assert order == [category for category in CATEGORIES if category in order]
    assert len(order) == catalogue(path).num_plurals


@pytest.mark.parametrize("path", CATALOGUES, ids=name)
@pytest.mark.parametrize("fault", MISSET)
def test_words_are_set_as_printers_set_them(path: Path, fault: str) -> None:
    wrong = [
        text
        for message in catalogue(path)
        if message.id
        for text in translations(message)
        if MISSET[fault].search(unmarked(text))
    ]
    assert not wrong


@pytest.mark.parametrize("path", FRENCH, ids=name)
@pytest.mark.parametrize("fault", UNFRENCH)
def test_french_is_set_as_french(path: Path, fault: str) -> None:
    wrong = [
        text
        for message in catalogue(path)
        if message.id
        for text in translations(message)
        if UNFRENCH[fault].search(unmarked(text))
    ]
    assert not wrong


@pytest.mark.parametrize("language", ["fr", *OTHERS])
def test_one_sentence_has_one_translation(language: str) -> None:
    """The rooms' catalogues are joined: where two differ, chance would choose."""
    known: dict[tuple[str, str | None], set[tuple[str, ...]]] = defaultdict(set)
    for path in CATALOGUES:
        if path.parts[-3] == language:
            for message in catalogue(path):
                if message.id:
                    known[str(message.id), message.context].add(translations(message))
    assert not {words: found for words, found in known.items() if len(found) > 1}
