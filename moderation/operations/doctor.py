"""What is wrong with an instance, in words, and what to do about it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from moderation.comments.models import Comment
from moderation.comments.queries import sealed_email
from moderation.comments.workflow import email_context
from moderation.database import db, schema
from moderation.database.backup import check_sqlite
from moderation.sealing import SealBroken, open_sealed
from moderation.sites.queries import all_sites
from moderation.web.instance import instance

if TYPE_CHECKING:
    from collections.abc import Iterator

LITTLE_SPACE: Final = 200 * 1024 * 1024


def examine() -> Iterator[str]:
    """Yield one sentence for each thing that is wrong; nothing when all is well."""
    if not schema.is_current(db.engine):
        yield "The schema is not up to date: run moderation db upgrade."
        return
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
    if settings.require_second_factor == "everyone":
        yield "Second factors are not built yet: MODERATION_REQUIRE_SECOND_FACTOR does nothing."
    if settings.smtp_url is not None:
        yield "Mail is not built yet: MODERATION_SMTP_URL does nothing."
    if settings.public_url.startswith("http://"):
        yield "The public address is http:// on this machine only: set MODERATION_PUBLIC_URL."


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
