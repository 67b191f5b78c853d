"""What people have written under the articles of the demonstration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from moderation.comments import workflow
from moderation.comments.models import ActorKind, Comment, Status, Verb
from moderation.comments.submission import Actor, Finding, Submission, Verdict
from moderation.sites.articles import article_for
from moderation.sites.identity import address_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from moderation.sealing import Keyring
    from moderation.sites.models import Article, Site

FIRST: Final = (Finding("first"),)


@dataclass(frozen=True, slots=True)
class Line:
    """One comment of the demonstration; ``under`` is the index of the one it answers."""

    name: str
    body: str
    hours: float
    status: Status = Status.APPROVED
    under: int | None = None
    staff: bool = False
    website: str | None = None
    findings: Sequence[Finding] = FIRST


TITLES: Final = {"fr": "Pailler en automne", "en": "Mulching in autumn"}
LINES: Final[Mapping[str, Sequence[Line]]] = {
    "fr": (
        Line(
            "Awa Diallo",
            "Merci pour ces conseils. J’ai paillé mes rosiers dimanche, avec des "
            "feuilles de chêne : est-ce qu’il faut les broyer avant ?",
            52,
        ),
        Line(
            "Camille Roux",
            "Oui, c’est mieux : entières, elles se collent et l’eau ne passe "
            "plus. Un passage de tondeuse suffit.",
            49,
            under=0,
            staff=True,
        ),
        Line("Awa Diallo", "Parfait, je ferai cela *avant les gelées*.", 47.5, under=1),
        Line(
            "Pierre Lefèvre",
            "> la paille garde la chaleur du sol\n\nChez nous elle garde surtout "
            "les limaces ! Depuis deux ans :\n\n- des copeaux au pied des vivaces,\n- rien du tout "
            "sur les semis.",
            30,
            website="https://exemple.fr",
        ),
        Line("ليلى حداد", "شكرًا على هذا المقال، النصائح واضحة ومفيدة.", 21),
        Line(
            "Jean-Baptiste",
            "Est-ce que cela marche aussi en bac, sur un balcon plein nord ?",
            3,
            Status.PENDING,
        ),
        Line(
            "Nadia B.",
            "J’ai comparé trois paillages ici https://exemple.fr/lin et là "
            "https://exemple.fr/chanvre, sans oublier https://exemple.org/miscanthus.",
            2,
            Status.PENDING,
            findings=(*FIRST, Finding("links", {"n": 3})),
        ),
        Line(
            "Robert",
            "Le jardinage « à la mode », quelle arnaque…",
            1.5,
            Status.PENDING,
            findings=(*FIRST, Finding("word", {"word": "arnaque"})),
        ),
        Line(
            "Best Casino",
            "Win big today https://example.com/win",
            6,
            Status.SPAM,
            findings=(Finding("trap"),),
        ),
        Line("Anonyme", "Vos lecteurs sont des ignorants.", 26, Status.REFUSED),
        Line("Lucie", "Je me suis trompée d’article, pardon.", 12, Status.WITHDRAWN),
    ),
    "en": (
        Line(
            "Grace Okafor",
            "Thank you, this is the first year my strawberries look alive in "
            "November. Should the mulch touch the stems?",
            40,
        ),
        Line(
            "Camille Roux",
            "Better not: leave a finger’s width around each stem, or they rot.",
            38,
            under=0,
            staff=True,
        ),
        Line(
            "Tom Ashby",
            "We use `wool` from the neighbour’s sheep. Smells for a week, then works "
            "for **two** winters.",
            18,
            website="https://example.com",
        ),
        Line("Priya", "Does it also work in a pot, on a north-facing balcony?", 2, Status.PENDING),
        Line(
            "SEO Services",
            "Rank first with https://example.com/seo",
            5,
            Status.SPAM,
            findings=(Finding("trap"),),
        ),
        Line("Nobody", "Your readers know nothing.", 20, Status.REFUSED),
    ),
}


def write_comments(
    session: Session, site: Site, url: str, staff_id: int, *, keyring: Keyring, now: datetime
) -> None:
    """Have everybody write, and a moderator decide, through the same workflow as ever."""
    address = address_of(url, site.addresses)
    title = TITLES[site.language]
    site.title = "Le jardin de Camille" if site.language == "fr" else "Camille’s garden"
    article = article_for(session, site, address, title=title, now=now)
    written: list[Comment] = []
    for line in LINES[site.language]:
        parent = written[line.under] if line.under is not None else None
        member_id = staff_id if line.staff else None
        written.append(_write(session, article, line, parent, member_id, keyring, now))
    for line, comment in zip(LINES[site.language], written, strict=True):
        _decide(session, comment, line.status, staff_id, now)


def _write(
    session: Session,
    article: Article,
    line: Line,
    parent: Comment | None,
    member_id: int | None,
    *context: Any,  # noqa: ANN401 - the keyring and the time
) -> Comment:
    keyring, now = context
    submission = Submission(
        name=line.name,
        email=f"{line.name.casefold().replace(' ', '.')}@exemple.fr",
        website=line.website,
        body=line.body,
        language=article.site.language,
        parent=parent.public_id if parent else None,
        member_id=member_id,
    )
    approved = line.status == Status.APPROVED
    findings = () if approved else tuple(line.findings)
    verdict = Verdict(Status.APPROVED if approved else Status.PENDING, findings)
    when = now - timedelta(hours=line.hours)
    return workflow.submit(session, article, submission, verdict, keyring=keyring, now=when)


def _decide(
    session: Session, comment: Comment, status: Status, member_id: int, now: datetime
) -> None:
    verbs = {Status.SPAM: Verb.SPAM, Status.REFUSED: Verb.REFUSE}
    if status == Status.WITHDRAWN:
        author = Actor(ActorKind.AUTHOR, "token")
        workflow.withdraw(session, comment.site_id, comment.public_id, actor=author, now=now)
    elif status in verbs:
        workflow.decide(
            session,
            comment.site_id,
            comment.public_id,
            verbs[status],
            seen_version=comment.version,
            actor=Actor(ActorKind.MEMBER, "key", member_id),
            now=now,
        )
