"""The rules, one function each, and what their findings mean for a comment's first status.

Only a word that the owner put on the list for it refuses; whoever is caught by another rule is
told that the comment waits. A rule that cannot run holds the comment as well.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final, TypeAlias

from moderation.comments.models import Status, Treatment
from moderation.comments.rendering import links_in, render
from moderation.comments.submission import Finding, Verdict
from moderation.screening.folding import lookalike
from moderation.screening.people import treatment_of
from moderation.screening.words import find
from moderation.sites.models import Policy

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from moderation.comments.queries import History
    from moderation.comments.submission import Submission
    from moderation.screening.policy import ScreeningPolicy

# Nobody opens a form, writes and sends in less.
FASTEST_PERSON: Final = timedelta(seconds=3)
SPAM_CODES: Final = frozenset({"banned", "trap"})
REFUSED_CODES: Final = frozenset({"refused"})
# Set aside whatever the site's policy is; its author is told what everybody is told.
BLOCKED: Final = "blocked"

Rule: TypeAlias = "Callable[[Case], Iterator[Finding]]"

_logger: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Case:
    """A submission with everything that the rules may look at."""

    submission: Submission
    policy: ScreeningPolicy
    history: History
    member_names: Collection[str]


def screen(
    submission: Submission,
    policy: ScreeningPolicy,
    history: History,
    *,
    member_names: Collection[str],
) -> Verdict:
    """The status a comment starts with, and everything that was found in it.

    Args:
        submission: The comment.
        policy: What the site's owner decided.
        history: What is known of its author and of texts like it.
        member_names: The display names of the people who moderate.

    Returns:
        ``spam`` for a blocked author. Under "review everything" otherwise ``pending``. Else
        ``spam`` for a filled trap or a banned word, ``refused`` for a word that the owner refuses,
        ``pending`` for any other finding, and ``approved`` without one, as a trusted author's is
        under any policy.
    """
    findings = _found(RULES, Case(submission, policy, history, member_names))
    return Verdict(_status(policy.policy, findings), findings)


def screen_again(
    submission: Submission,
    policy: ScreeningPolicy,
    history: History,
    *,
    earlier: Iterable[Finding],
) -> Verdict:
    """What an edited text deserves.

    How and by whom it was sent is not asked again: what was found about that stays with the
    comment, and weighs no more on its status.

    Args:
        submission: The comment with its new text.
        policy: What the site's owner decided.
        history: What is known of other texts like it.
        earlier: Everything that was found before.
    """
    case = Case(submission, policy, history, member_names=())
    findings = _found(TEXT_RULES, case)
    kept = tuple(finding for finding in earlier if finding.code not in TEXT_CODES)
    return Verdict(_status(policy.policy, findings), findings + kept)


def _found(rules: Iterable[Rule], case: Case) -> tuple[Finding, ...]:
    return tuple(finding for rule in rules for finding in _run(rule, case))


def _status(policy: Policy, findings: tuple[Finding, ...]) -> Status:
    codes = {finding.code for finding in findings}
    if BLOCKED in codes or (policy is not Policy.REVIEW_ALL and codes & SPAM_CODES):
        return Status.SPAM
    if policy is not Policy.REVIEW_ALL and codes & REFUSED_CODES:
        return Status.REFUSED
    return Status.PENDING if codes else Status.APPROVED


def _run(rule: Rule, case: Case) -> list[Finding]:
    try:
        return list(rule(case))
    except Exception:  # whatever it was, nothing goes out unchecked
        _logger.exception("a screening rule could not run")
        return [Finding("unchecked")]


def _review_everything(case: Case) -> Iterator[Finding]:
    if case.policy.policy is Policy.REVIEW_ALL and not _is_trusted(case):
        yield Finding("policy")


def _first_comment(case: Case) -> Iterator[Finding]:
    known = case.history.known or _is_trusted(case)
    if case.policy.policy is Policy.REVIEW_FIRST and not known:
        yield Finding("first")


def _author(case: Case) -> Iterator[Finding]:
    match treatment_of(case.history):
        case Treatment.BLOCK:
            yield Finding(BLOCKED)
        case Treatment.HOLD:
            yield Finding("author")


def _is_trusted(case: Case) -> bool:
    return treatment_of(case.history) is Treatment.TRUST


def _links(case: Case) -> Iterator[Finding]:
    count = len(links_in(render(case.submission.body)))
    if count > case.policy.max_links:
        yield Finding("links", {"n": count})


def _held_words(case: Case) -> Iterator[Finding]:
    for word in find(case.policy.held_words, _texts(case.submission)):
        yield Finding("word", {"word": word})


def _banned_words(case: Case) -> Iterator[Finding]:
    for word in find(case.policy.spam_words, _texts(case.submission)):
        yield Finding("banned", {"word": word})


def _refused_words(case: Case) -> Iterator[Finding]:
    for word in find(case.policy.refused_words, _texts(case.submission)):
        yield Finding("refused", {"word": word})


def _duplicate(case: Case) -> Iterator[Finding]:
    if case.history.similar:
        yield Finding("dup", {"n": case.history.similar})


def _trap(case: Case) -> Iterator[Finding]:
    if case.submission.trapped:
        yield Finding("trap")


def _ticket(case: Case) -> Iterator[Finding]:
    age = case.submission.ticket_age
    if age is None:
        yield Finding("ticket")
    elif age < FASTEST_PERSON:
        yield Finding("fast")


def _member_name(case: Case) -> Iterator[Finding]:
    name = lookalike(case.submission.name)
    stranger = case.submission.member_id is None
    if stranger and name and name in map(lookalike, case.member_names):
        yield Finding("member")


def _texts(submission: Submission) -> Iterator[str]:
    yield submission.name
    yield submission.email or ""
    yield submission.website or ""
    yield submission.body


RULES: Final = (
    _review_everything,
    _first_comment,
    _author,
    _links,
    _held_words,
    _banned_words,
    _refused_words,
    _duplicate,
    _trap,
    _ticket,
    _member_name,
)
# Those that an edit can have other answers from, and the codes of what they find.
TEXT_RULES: Final = (
    _review_everything,
    _author,
    _links,
    _held_words,
    _banned_words,
    _refused_words,
    _duplicate,
)
TEXT_CODES: Final = frozenset(
    {"policy", "author", BLOCKED, "links", "word", "banned", "refused", "dup"}
)
