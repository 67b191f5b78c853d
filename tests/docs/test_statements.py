"""Whatever is promised has something to show."""

from __future__ import annotations

import pytest
from promises import BY_HAND, LATER, MEASURED, PROMISES
from statements import PAGE, page, shown

SHOWN = shown()
WORDS = 12


def test_the_page_of_statements_is_what_the_tests_give() -> None:
    assert PAGE.read_text("utf-8") == page(), "make statements"


@pytest.mark.parametrize("number", PROMISES)
def test_a_promise_has_a_test_or_says_what_shows_it(number: str) -> None:
    assert number in SHOWN or number in {**MEASURED, **BY_HAND, **LATER}


def test_no_test_shows_what_nobody_has_promised() -> None:
    assert set(SHOWN) <= set(PROMISES)


def test_what_comes_in_a_later_release_is_promised() -> None:
    assert {*MEASURED, *BY_HAND, *LATER} <= set(PROMISES)


@pytest.mark.parametrize("number", PROMISES)
def test_a_promise_is_short(number: str) -> None:
    assert len(PROMISES[number].split()) <= WORDS
