"""How a submission is treated for whom it is from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.comments.models import Treatment

if TYPE_CHECKING:
    from moderation.comments.queries import History


def treatment_of(history: History) -> Treatment | None:
    """What members settled about the author, the strictest of it.

    To be held or blocked it is enough to type the address, or to hold the token of one of its
    comments. To be trusted takes that token: anybody can type an address.
    """
    settled = {history.typed, history.proved}
    for strict in (Treatment.BLOCK, Treatment.HOLD):
        if strict in settled:
            return strict
    return Treatment.TRUST if history.proved is Treatment.TRUST else None
