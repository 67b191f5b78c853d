"""What the service needs and cannot have makes people wait; it is never an error of theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factories import BLOG_ORIGINS, a_site

from moderation.database import db
from tests.intake.people import Stranger, stored

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from moderation.config import Settings


def test_a_comment_waits_for_a_place_for_the_key_of_the_day(
    make_app: Callable[[Settings], Flask], settings_on_sqlite: Settings
) -> None:
    app = make_app(settings_on_sqlite)
    with app.app_context():
        a_site(db.session(), "blog", origins=BLOG_ORIGINS)
        db.session.commit()
    (settings_on_sqlite.instance / "keys" / "networks").write_text("no folder")

    answer = Stranger(app).post()

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    assert stored(app) == []
