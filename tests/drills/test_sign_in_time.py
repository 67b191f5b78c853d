"""T28: how long the answer takes says nothing about whether an address is somebody's."""

from __future__ import annotations

from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

import pytest
from people import Browser, a_member

if TYPE_CHECKING:
    from flask import Flask

ROUNDS = 200
LATITUDE = 0.1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_T28_an_unknown_address_is_answered_as_late_as_a_wrong_password(
    app: Flask, *, long: bool
) -> None:
    a_member(app)
    times: dict[str, list[float]] = {"camille@example.org": [], "nobody@example.org": []}
    for number in range(ROUNDS if long else 1):
        for email, taken in times.items():
            guesser = Browser(app)
            guesser.client.environ_base["REMOTE_ADDR"] = f"10.{number}.{len(taken) % 2}.1"
            guesser.get("/account/sign-in")
            begun = perf_counter()
            assert guesser.sign_in(email, "un mot de passe faux").status_code == 422
            taken.append(perf_counter() - begun)
    known, unknown = (median(taken) for taken in times.values())
    print(f"wrong password {known * 1000:.1f} ms, unknown address {unknown * 1000:.1f} ms")
    # In the suite what is computed is counted instead (tests/members): no time is kept there.
    assert not long or unknown == pytest.approx(known, rel=LATITUDE)
