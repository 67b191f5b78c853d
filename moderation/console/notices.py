"""What the next page says about what was just done, with a way to undo it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal, cast

from flask import flash, get_flashed_messages

Tone = Literal["ok", "warn", "bad", "note"]


@dataclass(frozen=True, slots=True)
class Action:
    """A button inside a notice: a form of its own, so that it works without a script.

    Attributes:
        address: Where the form is posted to.
        label: The words on the button.
        values: The hidden fields of the form.
    """

    address: str
    label: str
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice."""

    text: str
    tone: str
    action: Action | None = None


def say(text: str, *, tone: Tone = "ok", action: Action | None = None) -> None:
    """Say something on the next page that this browser is shown."""
    flash({"text": text, "action": asdict(action) if action else None}, tone)  # type: ignore[arg-type] # a session keeps any JSON


def notices() -> list[Notice]:
    """What is to be said on this page; each notice is said once."""
    said = cast("list[tuple[str, Any]]", get_flashed_messages(with_categories=True))
    return [_notice(tone, message) for tone, message in said]


def _notice(tone: str, message: str | dict[str, Any]) -> Notice:
    if isinstance(message, str):  # a room below this one said it through Flask
        return Notice(message, tone)
    action = message["action"]
    return Notice(message["text"], tone, Action(**action) if action else None)
