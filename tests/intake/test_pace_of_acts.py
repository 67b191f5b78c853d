"""How often people may do what is no comment."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.intake.afterwards import PREVIEW, Author, report
from tests.intake.people import publish, stored

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from moderation.config import Settings


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("limits", ["2 per hour; 3 per day"])
def test_each_act_has_a_limit_of_its_own(
    make_app: Callable[[Settings], Flask], settings: Settings, app: Flask, limits: str
) -> None:
    public_ids = [publish(app, body=f"n{number}") for number in range(9)]
    strict = make_app(replace(settings, posting_limits=limits))
    awa = Author(strict)

    edits = [awa.edit(f"n{number}").status_code for number in range(7)]
    acts = [awa.withdraw().status_code, awa.restore().status_code]
    reports = [report(strict, public_id).status_code for public_id in public_ids]
    previews = [
        strict.test_client().post(PREVIEW, json={"body": "a"}).status_code for _ in range(41)
    ]

    assert edits == [200] * 7
    assert acts == [200, 429]
    assert reports == [201] * 8 + [429]
    assert previews == [200] * 40 + [429]
    assert awa.post(body="Encore").status_code == 201
    late = awa.ask_change("Ôtez mon nom.")
    assert late.headers["Retry-After"].isdigit()
    assert "Réessayez dans" in late.get_json()["detail"]
    assert awa.own()["status"] == "withdrawn"
    assert stored(strict)[9].body == "n6"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_mistakes_cost_nothing(
    make_app: Callable[[Settings], Flask], settings: Settings, app: Flask
) -> None:
    hidden = publish(app, status="pending")
    strict = make_app(replace(settings, posting_limits="1 per hour"))
    awa = Author(strict)
    for _ in range(9):
        assert awa.edit("").status_code == 422
        assert report(strict, hidden).status_code == 404
        assert report(strict, hidden, reason="x").status_code == 422
        assert strict.test_client().post(PREVIEW, json={}).status_code == 422
    assert awa.withdraw().status_code == 200
    assert [awa.edit("Non").status_code for _ in range(9)] == [409] * 9
    assert awa.restore().status_code == 200
