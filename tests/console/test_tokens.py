"""A5: every pair of colours that carries words or states is far enough apart."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import moderation.console

SHEET = (Path(moderation.console.__file__).parent / "static" / "console.css").read_text("utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", block))
    for block in re.findall(r":root \{(.*?)\n *\}", SHEET, re.DOTALL)[:2]
)
WORDS = [
    ("text", "bg"),
    ("text", "surface"),
    ("text", "sunken"),
    ("text", "ink-bg"),
    ("text", "mark"),
    ("text", "line"),
    ("muted", "bg"),
    ("muted", "surface"),
    ("muted", "sunken"),
    ("ink", "bg"),
    ("ink", "surface"),
    ("ink", "sunken"),
    ("on-ink", "ink"),
    ("text", "ok-bg"),
    ("text", "warn-bg"),
    ("text", "bad-bg"),
    ("ok", "ok-bg"),
    ("warn", "warn-bg"),
    ("bad", "bad-bg"),
    ("bad", "bg"),
    ("bad", "surface"),
]
STATES = [("ctl", "surface"), ("ctl", "bg"), ("margin", "bg"), ("margin", "surface")]


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#fff") == pytest.approx(4.54, abs=0.01)


def test_both_schemes_choose_every_colour() -> None:
    assert LIGHT.keys() == DARK.keys()
    assert len(LIGHT) == 18


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("words", "ground"), WORDS)
def test_A5_words_stand_out_from_their_ground(
    scheme: dict[str, str], words: str, ground: str
) -> None:
    assert contrast(scheme[words], scheme[ground]) >= 5.4


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("state", "ground"), STATES)
def test_A5_controls_and_states_stand_out(scheme: dict[str, str], state: str, ground: str) -> None:
    assert contrast(scheme[state], scheme[ground]) >= 3.5


def test_colours_are_chosen_in_one_place() -> None:
    rules = SHEET.partition("/* --- Ground")[2]
    assert re.findall(r"#[0-9a-f]{3,6}\b|rgb\(|hsl\(", rules) == []
