"""What the dashboard's buttons send."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from flask_wtf import FlaskForm
from wtforms import IntegerField, StringField
from wtforms.validators import AnyOf, InputRequired, NumberRange, Optional, Regexp

from moderation.comments.models import ActorKind
from moderation.comments.submission import Actor
from moderation.comments.workflow import OUTCOME
from moderation.dashboard.blueprint import blueprint
from moderation.members import current_member
from moderation.web.clock import now

if TYPE_CHECKING:
    from collections.abc import Sequence

DELETE: Final = "delete"
NOTHING: Final = "nothing"
VERBS: Final = tuple(verb.value for verb in OUTCOME)
LARGEST: Final = 2**63 - 1
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
LATEST: Final = 10**17
BATCH: Final = re.compile(r"[0-9a-f]{16}")
# A comment's public id and the version that was seen, as a checkbox says them.
CHOICE: Final = re.compile(r"([a-z0-9]{1,32})\.([0-9]{1,9})")
MOST_CHOSEN: Final = 200


class ActingForm(FlaskForm):  # type: ignore[misc] # Flask-WTF publishes no types
    """Something a member does by a button, or, as our script says, by a key."""

    means = StringField(validators=[Optional(), AnyOf(["button", "key"])])

    def actor(self) -> Actor:
        """Who does it, and how."""
        return acting(self.means.data or "button")


class PageForm(FlaskForm):  # type: ignore[misc] # likewise
    """A form that says when its page was made: nothing that was told later has been read."""

    drawn_at = IntegerField(validators=[Optional(), NumberRange(0, LATEST)])

    @property
    def seen_at(self) -> datetime | None:
        """When the page was made, if the form says so."""
        microseconds = self.drawn_at.data
        return None if microseconds is None else EPOCH + timedelta(microseconds=microseconds)


class DecisionForm(PageForm, ActingForm):
    """One decision about one comment, with the version that was seen."""

    verb = StringField(validators=[InputRequired(), AnyOf(VERBS)])
    version = IntegerField(validators=[InputRequired(), NumberRange(1, LARGEST)])


class BulkForm(PageForm):
    """One decision about the comments whose boxes are checked."""

    verb = StringField(validators=[InputRequired(), AnyOf([*VERBS, DELETE, NOTHING])])


class UndoForm(ActingForm):
    """Which decision, or which bulk action, is taken back."""

    decision = IntegerField(validators=[Optional(), NumberRange(1, LARGEST)])
    batch = StringField(validators=[Optional(), Regexp(BATCH)])


@blueprint.app_template_global()
def drawn_at() -> int:
    """The present instant as a ``PageForm`` says it, in microseconds since 1970."""
    return (now() - EPOCH) // timedelta(microseconds=1)


def acting(means: str) -> Actor:
    """The member who is asking, as the one who acts."""
    return Actor(ActorKind.MEMBER, means, current_member().id)


def choices(values: Sequence[str]) -> list[tuple[str, int]]:
    """The comments chosen, each with the version that was seen.

    Raises:
        ValueError: A value is malformed, or there are more than a page holds.
    """
    matches = [CHOICE.fullmatch(value) for value in values]
    if len(matches) > MOST_CHOSEN:
        raise ValueError("more comments than a page holds")
    chosen: dict[str, int] = {}
    for match in matches:
        if match is None:
            raise ValueError("not a choice")
        chosen[match[1]] = int(match[2])
    return list(chosen.items())
