"""What an owner learns of a log that somebody has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from factories import a_comment
from sqlalchemy import func, select, text

from moderation.comments.models import Decision
from moderation.database import db
from moderation.operations import cli

if TYPE_CHECKING:
    from click.testing import Result
    from flask import Flask
    from sqlalchemy.orm import Session

    from moderation.sites.models import Site


def doctor(app: Flask) -> Result:
    db.session.rollback()
    return CliRunner().invoke(cli.doctor, obj=lambda: app)


def test_M19_the_doctor_seals_the_log_and_says_that_it_is_whole(
    app: Flask, session: Session, site: Site
) -> None:
    a_comment(session, site)
    assert "The log is whole: its 2 entries are as they were sealed" in doctor(app).stdout


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_M19_the_doctor_names_the_decision_that_was_changed(
    app: Flask, session: Session, site: Site
) -> None:
    a_comment(session, site)
    doctor(app)
    first = session.scalar(select(func.min(Decision.id)))
    session.execute(text("DROP TRIGGER decision_no_update"))
    session.execute(text(f"UPDATE decision SET means = 'key' WHERE id = {first}"))
    session.commit()
    told = doctor(app)
    assert f"decision {first} was changed after it had been sealed." in told.stdout
    assert told.exit_code == 1
