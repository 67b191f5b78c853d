"""What is kept in a bounded number of bytes."""

from __future__ import annotations

from moderation.publishing.shelf import Shelf


def test_what_was_not_used_for_longest_goes_first() -> None:
    shelf: Shelf[str] = Shelf(30)
    for key in "abc":
        shelf.put(key, key.upper(), 10)
    assert shelf.get("a") == "A"
    shelf.put("d", "D", 10)
    assert [shelf.get(key) for key in "abcd"] == ["A", None, "C", "D"]


def test_no_more_is_kept_than_fits() -> None:
    shelf: Shelf[int] = Shelf(100)
    for number in range(1000):
        shelf.put(number, number, 7)
    assert shelf.size <= 100
    assert len(shelf) == 14


def test_a_thing_takes_the_place_of_what_was_there() -> None:
    shelf: Shelf[str] = Shelf(30)
    shelf.put("a", "first", 20)
    shelf.put("b", "other", 10)
    shelf.put("a", "second", 5)
    assert (shelf.get("a"), shelf.get("b"), shelf.size) == ("second", "other", 15)


def test_what_is_larger_than_the_shelf_displaces_nothing() -> None:
    shelf: Shelf[str] = Shelf(30)
    shelf.put("a", "small", 10)
    shelf.put("b", "large", 31)
    assert (shelf.get("a"), shelf.get("b")) == ("small", None)
