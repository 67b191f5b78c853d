"""What another policy would have done."""

from __future__ import annotations

import pytest

from moderation.screening.consequences import Arrival, waiting
from moderation.sites.models import Policy


@pytest.mark.parametrize(
    ("codes", "returning", "waits"),
    [
        ({"policy"}, False, {"review_all", "review_first"}),
        ({"policy"}, True, {"review_all"}),
        ({"first"}, True, {"review_all"}),
        ({"policy", "links"}, True, {"review_all", "review_first", "publish_first"}),
        ({"banned", "links"}, False, {"review_all"}),
        ({"refused"}, False, {"review_all"}),
        ({"blocked"}, True, set()),
        (set(), True, {"review_all"}),
    ],
)
def test_O6_a_comment_waits_under_the_policies_that_hold_it(
    codes: set[str], waits: set[str], *, returning: bool
) -> None:
    arrival = Arrival(frozenset(codes), returning)
    assert {policy.value for policy in Policy if waiting(policy, [arrival])} == waits
