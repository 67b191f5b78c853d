"""What is wrong with an instance, in words, and what to do about it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from moderation.comments.chain import Break, Fault, seal, verify
from moderation.comments.models import Comment
from moderation.comments.queries import sealed_email
from moderation.comments.workflow import email_context
from moderation.database import db, schema
from moderation.database.backup import check_sqlite
from moderation.database.engine import READING
from moderation.sealing import SealBroken, open_sealed
from moderation.sites.queries import all_sites
from moderation.web.instance import instance

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LITTLE_SPACE: Final = 200 * 1024 * 1024
_BROKEN: Final[Mapping[Fault, str]] = {
    Fault.CHANGED: "{kind} {number} was changed after it had been sealed",
    Fault.TAKEN_OUT: "{kind} {number} was taken out after it had been sealed",
    Fault.LINK_CHANGED: "the seal of {kind} {number} was changed",
    Fault.LINK_TAKEN_OUT: "{kind} {number} of its chain was taken out",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that was looked at, in one sentence.

    Attributes:
        sentence: What was found, and what to do about it.
        well: Whether that is as it should be.
    """

    sentence: str
    well: bool = False


def examine() -> Iterator[Finding]:
    """Yield what is wrong, one by one, and last what is known of the log."""
    if not schema.is_current(db.engine):
        yield Finding("The schema is not up to date: run moderation db upgrade.")
        return
    yield from map(Finding, _problems())
    yield _log()


def _problems() -> Iterator[str]:
    settings = instance().settings
    if db.engine.dialect.name == "sqlite":
        for problem in check_sqlite(Path(db.engine.url.database or "")):
            yield f"The database is damaged ({problem}): restore a backup."
    if shutil.disk_usage(settings.instance).free < LITTLE_SPACE:
        yield "Less than 200 MB are free where the instance folder stands."
    if not all_sites(db.session()):
        yield "There is no site yet: run moderation sites add NAME --origin ORIGIN."
    if not _seals_open():
        yield "The sealing key is not the one that sealed the e-mails: put the former file back."
    if settings.smtp_url is not None:
        yield "Mail is not built yet: MODERATION_SMTP_URL does nothing."
    if settings.public_url.startswith("http://"):
        yield "The public address is http:// on this machine only: set MODERATION_PUBLIC_URL."


def _log() -> Finding:
    """Seal what is not sealed yet, then look whether the log is whole."""
    seal(db.session(), look_back=None)
    db.session.commit()
    with db.engine.connect().execution_options(**READING) as connection:
        found = verify(connection)
    if found.broken is not None:
        return Finding(f"The log is not what was recorded: {_words_for(found.broken)}.")
    entries = f"its {found.sealed} entries are as they were sealed, up to {found.last.hex()[:16]}"
    waiting = f", and {found.unsealed} are not sealed yet" if found.unsealed else ""
    return Finding(f"The log is whole: {entries}{waiting}.", well=True)


def _words_for(broken: Break) -> str:
    return _BROKEN[broken.fault].format(kind=broken.kind, number=broken.number)


def _seals_open() -> bool:
    """Whether the newest sealed e-mail opens under the present keys."""
    newest = db.session.scalars(
        select(Comment).where(Comment.email_index.is_not(None)).order_by(Comment.id.desc()).limit(1)
    ).one_or_none()
    sealed = sealed_email(db.session(), newest) if newest is not None else None
    if newest is None or sealed is None:
        return True
    try:
        open_sealed(sealed, email_context(newest.public_id), instance().keyring.sealing)
    except SealBroken:
        return False
    return True
