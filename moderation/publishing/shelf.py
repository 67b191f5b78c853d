"""The most recently used things, in a bounded number of bytes."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable

Thing = TypeVar("Thing")


class Shelf(Generic[Thing]):
    """Keeps what fits; what has not been used for longest goes first. Safe under threads."""

    def __init__(self, capacity: int) -> None:
        """Keep at most ``capacity`` bytes."""
        self._capacity = capacity
        self._lock = Lock()
        self._things: OrderedDict[Hashable, tuple[Thing, int]] = OrderedDict()
        self._bytes = 0

    @property
    def size(self) -> int:
        """How many bytes are kept."""
        return self._bytes

    def __len__(self) -> int:
        """How many things are kept."""
        return len(self._things)

    def get(self, key: Hashable) -> Thing | None:
        """What was put there, if it is still kept."""
        with self._lock:
            found = self._things.get(key)
            if found is None:
                return None
            self._things.move_to_end(key)
            return found[0]

    def put(self, key: Hashable, thing: Thing, size: int) -> None:
        """Keep a thing of so many bytes in place of what was there; too large a one not at all."""
        if size > self._capacity:
            return
        with self._lock:
            _, former = self._things.pop(key, (None, 0))
            self._things[key] = (thing, size)
            self._bytes += size - former
            while self._bytes > self._capacity:
                _, (_, freed) = self._things.popitem(last=False)
                self._bytes -= freed
