"""Whom members trust, hold or block."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest

from moderation.comments.models import Status, Treatment
from moderation.comments.queries import History
from moderation.comments.submission import Finding, Submission
from moderation.screening import ScreeningPolicy, screen, screen_again
from moderation.sites.models import Policy

AWA: Final = Submission(
    name="Awa Diallo",
    email="awa@exemple.fr",
    website=None,
    body="Est-ce que cela marche aussi en bac ?",
    language="fr",
    ticket_age=timedelta(minutes=2),
)
TRUST, HOLD, BLOCK = Treatment.TRUST, Treatment.HOLD, Treatment.BLOCK
STRANGER: Final = History(known=False, similar=0)


def policy_of(policy: Policy, spam_words: str = "") -> ScreeningPolicy:
    return ScreeningPolicy(policy, max_links=2, spam_words=spam_words)


@pytest.mark.parametrize(
    ("typed", "proved", "policy", "status", "codes"),
    [
        (TRUST, None, Policy.REVIEW_ALL, Status.PENDING, ["policy"]),
        (TRUST, None, Policy.REVIEW_FIRST, Status.PENDING, ["first"]),
        (TRUST, TRUST, Policy.REVIEW_ALL, Status.APPROVED, []),
        (None, TRUST, Policy.REVIEW_FIRST, Status.APPROVED, []),
        (HOLD, None, Policy.PUBLISH_FIRST, Status.PENDING, ["author"]),
        (None, HOLD, Policy.PUBLISH_FIRST, Status.PENDING, ["author"]),
        (HOLD, TRUST, Policy.REVIEW_ALL, Status.PENDING, ["policy", "author"]),
        (BLOCK, None, Policy.PUBLISH_FIRST, Status.SPAM, ["blocked"]),
        (None, BLOCK, Policy.REVIEW_ALL, Status.SPAM, ["policy", "blocked"]),
        (BLOCK, TRUST, Policy.REVIEW_FIRST, Status.SPAM, ["first", "blocked"]),
        (TRUST, BLOCK, Policy.PUBLISH_FIRST, Status.SPAM, ["blocked"]),
    ],
)
def test_M14_an_author_is_treated_as_members_settled(
    typed: Treatment | None,
    proved: Treatment | None,
    policy: Policy,
    status: Status,
    codes: list[str],
) -> None:
    history = replace(STRANGER, typed=typed, proved=proved)
    verdict = screen(AWA, policy_of(policy), history, member_names=())
    assert [finding.code for finding in verdict.findings] == codes
    assert verdict.status == status


def test_M14_a_trusted_author_is_still_looked_at_by_the_other_rules() -> None:
    history = replace(STRANGER, proved=TRUST)
    policy = policy_of(Policy.REVIEW_ALL, spam_words="bac")
    verdict = screen(AWA, policy, history, member_names=())
    assert verdict.status == Status.PENDING


def test_M14_what_was_settled_meanwhile_holds_for_an_edit() -> None:
    history = replace(STRANGER, proved=BLOCK)
    earlier = [Finding("author"), Finding("first")]
    verdict = screen_again(AWA, policy_of(Policy.PUBLISH_FIRST), history, earlier=earlier)
    assert [finding.code for finding in verdict.findings] == ["blocked", "first"]
    assert verdict.status == Status.SPAM
