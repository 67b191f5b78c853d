"""What must be done in time: each room says how, the worker does it every few minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

import structlog
from flask import current_app

from moderation.database import db

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Flask
    from sqlalchemy.orm import Session

EXTENSION: Final = "moderation.maintenance"

log: Final = structlog.get_logger("moderation.maintenance")


class Chore(Protocol):
    """Forgets or seals what is due; may be done twice, and by several processes at once."""

    def __call__(self, session: Session, now: datetime) -> int:
        """Do it, and say to how much."""


def register(app: Flask, **chores: Chore) -> None:
    """Have chores done by the worker of this application."""
    app.extensions.setdefault(EXTENSION, {}).update(chores)


def tidy(now: datetime) -> dict[str, int]:
    """Do every chore, each in a transaction of its own; one that fails stops no other.

    Returns:
        Chore to how much was done.
    """
    done: dict[str, int] = {}
    for name, chore in current_app.extensions.get(EXTENSION, {}).items():
        try:
            done[name] = chore(db.session(), now)
            db.session.commit()
        except Exception:
            db.session.rollback()
            log.exception("chore_failed", chore=name)
    log.info("tidied", **done)
    return done
