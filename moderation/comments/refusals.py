"""Why comments are refused, in a site's own words or in ours, and what their authors are told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select

from moderation.comments.models import AuthorMessage, Decision, RefusalReason, Status, Verb

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from moderation.comments.models import Comment
    from moderation.sites.models import Site

MAX_MESSAGE: Final = 1_000
# One key of the keyboard's row of figures each.
MOST: Final = 9


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason that is offered.

    Attributes:
        code: What the log keeps.
        label: What moderators choose.
        message: What the author is told, if the moderator wants it told.
    """

    code: str
    label: str
    message: str


FRENCH: Final = (
    Reason("off_topic", "Hors sujet", "Il s’éloigne du sujet de l’article."),
    Reason("attack", "Attaque personnelle", "Il s’en prend à une personne plutôt qu’à ses idées."),
    Reason(
        "hate",
        "Propos haineux ou illégal",
        "Il contient des propos haineux ou contraires à la loi.",
    ),
    Reason("advertising", "Publicité", "Il fait de la publicité."),
    Reason("duplicate", "Doublon", "Il répète un commentaire déjà envoyé."),
)
ENGLISH: Final = (
    Reason("off_topic", "Off topic", "It strays from the subject of the article."),
    Reason("attack", "Personal attack", "It attacks a person rather than their ideas."),
    Reason("hate", "Hateful or illegal", "It is hateful or against the law."),
    Reason("advertising", "Advertising", "It advertises something."),
    Reason("duplicate", "Duplicate", "It repeats a comment that was sent before."),
)
OURS: Final[Mapping[str, Sequence[Reason]]] = {"fr": FRENCH, "en": ENGLISH}


def reasons_of(session: Session, site: Site) -> Sequence[Reason]:
    """The reasons that a site offers: its own, or else ours in its language or in English."""
    rows = session.scalars(
        select(RefusalReason)
        .where(RefusalReason.site_id == site.id)
        .order_by(RefusalReason.position, RefusalReason.id)
        .limit(MOST)
    )
    own = tuple(Reason(row.code, row.label, row.message) for row in rows)
    return own or OURS.get(site.language.partition("-")[0].lower(), ENGLISH)


def told_to_author(session: Session, comment: Comment) -> str | None:
    """What the author of a refused comment was told; None where nothing was.

    It counts as long as the refusal that it came with does: an undone one tells nothing.
    """
    if comment.status != Status.REFUSED:
        return None
    refusal = (
        select(func.max(Decision.id))
        .where(
            Decision.comment_id == comment.id,
            Decision.verb == Verb.REFUSE,
            Decision.before != Decision.after,
        )
        .scalar_subquery()
    )
    return session.scalar(
        select(AuthorMessage.message).where(
            AuthorMessage.comment_id == comment.id, AuthorMessage.decision_id == refusal
        )
    )
