"""What owners do from a terminal is in the log, and nothing that anybody is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from moderation.database import db
from moderation.members import cli as members
from moderation.sites import articles_cli, cli
from moderation.sites.models import Event

if TYPE_CHECKING:
    import click
    from flask import Flask
    from sqlalchemy.orm import Session

    from moderation.sites.models import Site


def run(app: Flask, command: click.Command, *words: str, typed: str = "") -> None:
    db.session.rollback()
    done = CliRunner().invoke(command, words, input=typed, obj=lambda: app)
    assert done.exit_code == 0, done.output


def noted(session: Session) -> list[tuple[str, dict[str, Any]]]:
    session.rollback()
    return [(event.verb, event.facts) for event in session.scalars(select(Event).order_by("id"))]


def test_M19_settings_that_changed_are_noted_without_what_was_written(
    app: Flask, session: Session, site: Site
) -> None:
    run(app, cli.sites, "set", "blog", "--policy", "publish_first", "--max-links", "2",
        "--held-words", "secret", "--title", "Le blog d’Awa")  # fmt: skip
    facts = {"policy": ["review_all", "publish_first"], "held_words": None, "title": None}
    assert noted(session) == [("site.set", facts)]
    event = session.scalars(select(Event)).one()
    assert (event.site_id, event.means, event.member_id) == (site.id, "command", None)


def test_M19_setting_what_is_set_already_is_no_event(app: Flask, session: Session) -> None:
    run(app, cli.sites, "set", "blog", "--max-links", "2")
    assert noted(session) == []


@pytest.mark.usefixtures("site")
def test_M19_origins_and_articles_leave_a_trace(app: Flask, session: Session) -> None:
    page = "https://blog.example/article"
    run(app, cli.sites, "origins", "blog", "https://blog.example", "https://b.example")
    run(app, articles_cli.articles, "close", page, "--site", "blog")
    run(app, articles_cli.articles, "open", page, "--site", "blog")
    run(app, articles_cli.articles, "alias", page, "https://blog.example/ici", "--site", "blog")
    found = noted(session)
    article = {"article": found[1][1]["article"]}
    assert found == [
        ("site.origins", {"origins": 2}),
        ("article.closed", article),
        ("article.opened", article),
        ("article.aliased", article),
    ]


def test_M19_people_are_noted_by_their_public_ids(app: Flask, session: Session) -> None:
    someone = "awa@example.org"
    run(app, members.commands, "invite", someone, "--role", "moderator", "--site", "blog")
    run(app, members.commands, "add", someone, "--role", "owner", "--password-stdin",
        typed="quatre mots sans rapport\n")  # fmt: skip
    run(app, members.commands, "add", "b@example.org", "--role", "owner", "--password-stdin",
        typed="quatre mots sans rapport\n")  # fmt: skip
    run(app, members.commands, "reset", someone)
    run(app, members.commands, "revoke", someone)
    found = noted(session)
    assert [verb for verb, _ in found] == [
        "member.invited",
        "member.role",
        "member.role",
        "member.reset",
        "member.revoked",
    ]
    assert found[0][1] == {"member": found[-1][1]["member"], "role": "moderator"}
    assert "@" not in str(found)
