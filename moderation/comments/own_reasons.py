"""The only writer of a site's own refusal reasons; it does not commit."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from sqlalchemy import select

from moderation.comments.models import RefusalReason
from moderation.comments.refusals import MOST, reasons_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from moderation.sites.models import Site


class TooManyReasons(ValueError):
    """There is a key for each reason, and no key is left."""


def own_reasons(session: Session, site: Site) -> Sequence[RefusalReason]:
    """The site's own reasons, in their order; none where ours are offered."""
    return session.scalars(
        select(RefusalReason)
        .where(RefusalReason.site_id == site.id)
        .order_by(RefusalReason.position, RefusalReason.id)
    ).all()


def add_reason(session: Session, site: Site, label: str, message: str) -> RefusalReason:
    """Offer one more reason; the first one of a site's own comes after ours, which it then owns.

    Raises:
        TooManyReasons: There are as many as keys.
    """
    rows = list(own_reasons(session, site) or _adopted(session, site))
    if len(rows) >= MOST:
        raise TooManyReasons
    code = f"own_{secrets.token_hex(4)}"
    row = RefusalReason(
        site_id=site.id, position=len(rows) + 1, code=code, label=label, message=message
    )
    session.add(row)
    session.flush()
    return row


def remove_reason(session: Session, site: Site, code: str) -> bool:
    """Offer a reason no more; comments that were refused for it keep its code.

    Returns:
        Whether there was one. When the last of a site's own goes, ours are offered again.
    """
    rows = list(own_reasons(session, site) or _adopted(session, site))
    unwanted = next((row for row in rows if row.code == code), None)
    if unwanted is None:
        return False
    session.delete(unwanted)
    session.flush()
    return True


def _adopted(session: Session, site: Site) -> Sequence[RefusalReason]:
    """The reasons that come with the service, as the site's own."""
    rows = [
        RefusalReason(
            site_id=site.id,
            position=position,
            code=reason.code,
            label=reason.label,
            message=reason.message,
        )
        for position, reason in enumerate(reasons_of(session, site), start=1)
    ]
    session.add_all(rows)
    session.flush()
    return rows
