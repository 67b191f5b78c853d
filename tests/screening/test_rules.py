"""Why a comment waits."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import pytest

from moderation.comments.models import Status
from moderation.comments.queries import History
from moderation.comments.submission import Finding, Submission
from moderation.screening import ScreeningPolicy, screen, screen_again
from moderation.sites.models import Policy

if TYPE_CHECKING:
    from collections.abc import Iterator

AWA: Final = Submission(
    name="Awa Diallo",
    email="awa@exemple.fr",
    website=None,
    body="Est-ce que cela marche aussi en bac ?",
    language="fr",
    ticket_age=timedelta(minutes=2),
)
STRANGER: Final = History(known=False, similar=0)
KNOWN: Final = History(known=True, similar=0)


def policy_of(
    policy: Policy = Policy.PUBLISH_FIRST, *, held_words: str = "", spam_words: str = ""
) -> ScreeningPolicy:
    return ScreeningPolicy(policy, max_links=2, held_words=held_words, spam_words=spam_words)


def codes(
    submission: Submission = AWA,
    policy: ScreeningPolicy | None = None,
    history: History = KNOWN,
    member_names: Collection[str] = (),
) -> list[str]:
    verdict = screen(submission, policy or policy_of(), history, member_names=member_names)
    return [finding.code for finding in verdict.findings]


@pytest.mark.parametrize(
    ("policy", "history", "status", "findings"),
    [
        (Policy.REVIEW_ALL, STRANGER, Status.PENDING, ["policy"]),
        (Policy.REVIEW_ALL, KNOWN, Status.PENDING, ["policy"]),
        (Policy.REVIEW_FIRST, STRANGER, Status.PENDING, ["first"]),
        (Policy.REVIEW_FIRST, KNOWN, Status.APPROVED, []),
        (Policy.PUBLISH_FIRST, STRANGER, Status.APPROVED, []),
        (Policy.PUBLISH_FIRST, KNOWN, Status.APPROVED, []),
    ],
)
def test_an_unremarkable_comment_starts_as_the_policy_says(
    policy: Policy, history: History, status: Status, findings: list[str]
) -> None:
    verdict = screen(AWA, policy_of(policy), history, member_names=())

    assert verdict.status is status
    assert [finding.code for finding in verdict.findings] == findings


@pytest.mark.parametrize(
    ("changes", "settings", "status", "finding"),
    [
        ({"trapped": True}, {}, Status.SPAM, Finding("trap")),
        (
            {"body": "Gagnez au casino"},
            {"spam_words": "casino"},
            Status.SPAM,
            Finding("banned", {"word": "casino"}),
        ),
        (
            {"body": "Quelle arnaque"},
            {"held_words": "arnaque"},
            Status.PENDING,
            Finding("word", {"word": "arnaque"}),
        ),
        ({"ticket_age": None}, {}, Status.PENDING, Finding("ticket")),
        ({"ticket_age": timedelta(seconds=2.9)}, {}, Status.PENDING, Finding("fast")),
        (
            {"body": "http://a.fr http://b.fr http://c.fr"},
            {},
            Status.PENDING,
            Finding("links", {"n": 3}),
        ),
    ],
)
def test_something_found_in_a_known_persons_comment_holds_it(
    changes: dict[str, Any], settings: dict[str, str], status: Status, finding: Finding
) -> None:
    for policy in (Policy.REVIEW_FIRST, Policy.PUBLISH_FIRST):
        verdict = screen(
            replace(AWA, **changes), policy_of(policy, **settings), KNOWN, member_names=()
        )

        assert verdict.status is status
        assert verdict.findings == (finding,)


def test_when_everything_is_reviewed_nothing_is_decided_by_a_rule() -> None:
    bot = replace(AWA, trapped=True, ticket_age=None, body="casino")

    verdict = screen(
        bot, policy_of(Policy.REVIEW_ALL, spam_words="casino"), STRANGER, member_names=()
    )

    assert verdict.status is Status.PENDING
    assert [finding.code for finding in verdict.findings] == ["policy", "banned", "trap", "ticket"]


def test_a_text_sent_before_is_held_and_says_how_often() -> None:
    verdict = screen(AWA, policy_of(), History(known=True, similar=4), member_names=())

    assert verdict.status is Status.PENDING
    assert verdict.findings == (Finding("dup", {"n": 4}),)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("http://a.fr et http://b.fr", []),
        ("[un](http://a.fr) [deux](http://b.fr) http://c.fr", ["links"]),
        ("`http://a.fr http://b.fr http://c.fr`", []),
    ],
)
def test_links_are_counted_as_they_will_be_published(body: str, found: list[str]) -> None:
    assert codes(replace(AWA, body=body)) == found


def test_exactly_three_seconds_are_enough_for_a_person() -> None:
    assert codes(replace(AWA, ticket_age=timedelta(seconds=3))) == []


@pytest.mark.parametrize(
    "name",
    [
        "Jeanne Martin",
        "jeanne martin",
        "JEANNE MARTIN",
        "Jeanné Martîn",
        "Jeanne\u00a0Martin",
        "Jeanne   Martin",
        "Jeanne-Martin",
        "JeanneMartin",
        "J.e.a.n.n.e Martin",
        "Jeanne\u200bMartin",
        "\uff2aeanne Martin",
        "J\u0435\u0430nne M\u0430rtin",
    ],
)
def test_a_stranger_who_writes_under_the_name_of_a_member_waits(name: str) -> None:
    assert codes(replace(AWA, name=name), member_names=["Camille", "Jeanne Martin"]) == ["member"]


@pytest.mark.parametrize("name", ["Jeanne", "Jeanne Martinez", "Martin Jeanne", "🙂"])
def test_another_name_is_free_for_everybody(name: str) -> None:
    assert codes(replace(AWA, name=name), member_names=["Jeanne Martin", "", "🙃"]) == []


def test_members_may_use_their_own_name() -> None:
    jeanne = replace(AWA, name="Jeanne Martin", member_id=7)

    assert codes(jeanne, member_names=["Jeanne Martin"]) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "Casino King"},
        {"email": "casino@exemple.fr"},
        {"website": "https://casino.example/"},
        {"body": "Le casino du coin"},
    ],
)
def test_words_are_looked_for_in_everything_the_person_typed(changes: dict[str, Any]) -> None:
    assert codes(replace(AWA, **changes), policy_of(held_words="casino")) == ["word"]


class NobodyKnows(Collection[str]):
    """A list of members that cannot be read."""

    def __contains__(self, name: object) -> bool:
        raise OSError

    def __iter__(self) -> Iterator[str]:
        raise OSError

    def __len__(self) -> int:
        return 1


def test_a_check_that_cannot_run_holds_the_comment() -> None:
    verdict = screen(AWA, policy_of(), KNOWN, member_names=NobodyKnows())

    assert verdict.status is Status.PENDING
    assert verdict.findings == (Finding("unchecked"),)


def again(
    policy: ScreeningPolicy, history: History = STRANGER, *earlier: Finding, body: str = AWA.body
) -> tuple[Status, list[str]]:
    submission = replace(AWA, ticket_age=None, body=body)
    verdict = screen_again(submission, policy, history, earlier=earlier)
    return verdict.status, [finding.code for finding in verdict.findings]


def test_C11_an_edited_text_is_looked_at_like_a_new_one() -> None:
    policy = policy_of(held_words="dosage", spam_words="casino")
    links = "https://a.fr https://b.fr https://c.fr"
    assert again(policy) == (Status.APPROVED, [])
    assert again(policy, body="Quel dosage ?") == (Status.PENDING, ["word"])
    assert again(policy, body=links) == (Status.PENDING, ["links"])
    assert again(policy, body="Mon CASINO") == (Status.SPAM, ["banned"])
    assert again(policy, History(known=True, similar=1)) == (Status.PENDING, ["dup"])


def test_C11_where_everything_is_reviewed_an_edited_text_is() -> None:
    assert again(policy_of(Policy.REVIEW_ALL)) == (Status.PENDING, ["policy"])


def test_C11_how_a_comment_was_sent_is_not_held_against_an_edit() -> None:
    sent = (Finding("first"), Finding("fast"), Finding("word", {"word": "dosage"}))
    policy = policy_of(Policy.REVIEW_FIRST, held_words="dosage")
    assert again(policy, STRANGER, *sent) == (Status.APPROVED, ["first", "fast"])
    assert again(policy, STRANGER, *sent, body="Le dosage") == (
        Status.PENDING,
        ["word", "first", "fast"],
    )
