from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.desk import OURS, Desk
from factories import a_comment
from people import Browser, a_member

from moderation.members import Role

if TYPE_CHECKING:
    from flask import Flask
    from sqlalchemy.orm import Session

    from moderation.sites.models import Site

# Every page of the dashboard, and the least role that it is for.
LEAST = {
    ("GET", "dashboard.home"): Role.READER,
    ("GET", "dashboard.queue"): Role.READER,
    ("GET", "dashboard.log"): Role.READER,
    ("GET", "dashboard.log_as_csv"): Role.MODERATOR,
    ("GET", "dashboard.log_as_json_lines"): Role.MODERATOR,
    ("GET", "dashboard.settings"): Role.ADMINISTRATOR,
    ("POST", "dashboard.reset_setting"): Role.ADMINISTRATOR,
    ("GET", "dashboard.moderating_settings"): Role.ADMINISTRATOR,
    ("POST", "dashboard.save_moderating_settings"): Role.ADMINISTRATOR,
    ("GET", "dashboard.words_settings"): Role.ADMINISTRATOR,
    ("POST", "dashboard.save_words_settings"): Role.ADMINISTRATOR,
    ("GET", "dashboard.origins_settings"): Role.ADMINISTRATOR,
    ("POST", "dashboard.add_origin"): Role.ADMINISTRATOR,
    ("POST", "dashboard.remove_origin"): Role.ADMINISTRATOR,
    ("GET", "dashboard.retention_settings"): Role.ADMINISTRATOR,
    ("POST", "dashboard.save_retention_settings"): Role.ADMINISTRATOR,
    ("GET", "dashboard.reasons_settings"): Role.ADMINISTRATOR,
    ("POST", "dashboard.add_refusal_reason"): Role.ADMINISTRATOR,
    ("POST", "dashboard.remove_refusal_reason"): Role.ADMINISTRATOR,
    ("GET", "dashboard.thread_settings"): Role.ADMINISTRATOR,
    ("POST", "dashboard.save_thread_settings"): Role.ADMINISTRATOR,
    ("GET", "dashboard.comment"): Role.READER,
    ("POST", "dashboard.decide"): Role.MODERATOR,
    ("POST", "dashboard.decide_many"): Role.MODERATOR,
    ("POST", "dashboard.undo"): Role.MODERATOR,
    ("POST", "dashboard.write_note"): Role.MODERATOR,
    ("GET", "dashboard.presence"): Role.READER,
    ("POST", "dashboard.look_at"): Role.READER,
    ("GET", "dashboard.reply"): Role.MODERATOR,
    ("POST", "dashboard.send_reply"): Role.MODERATOR,
    ("GET", "dashboard.amendment"): Role.ADMINISTRATOR,
    ("POST", "dashboard.amend"): Role.ADMINISTRATOR,
    ("GET", "dashboard.author"): Role.READER,
    ("POST", "dashboard.treat"): Role.MODERATOR,
    ("POST", "dashboard.author_email"): Role.ADMINISTRATOR,
    ("POST", "dashboard.block"): Role.ADMINISTRATOR,
    ("GET", "dashboard.refusal"): Role.MODERATOR,
    ("POST", "dashboard.refuse"): Role.MODERATOR,
    ("GET", "dashboard.deletion"): Role.MODERATOR,
    ("POST", "dashboard.delete"): Role.MODERATOR,
    ("POST", "dashboard.email"): Role.ADMINISTRATOR,
}


def addresses(app: Flask, public_id: str) -> dict[tuple[str, str], str]:
    """The address of every page that the dashboard has, as the application knows them."""
    values = {"site": "blog", "public_id": public_id}
    urls = app.url_map.bind("localhost")
    return {
        (method, rule.endpoint): urls.build(
            rule.endpoint, {name: values[name] for name in rule.arguments}
        )
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("dashboard.") and rule.endpoint != "dashboard.static"
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def test_T16_every_page_opens_to_its_least_role_and_to_no_lower_one(
    app: Flask, session: Session, site: Site
) -> None:
    pages = addresses(app, a_comment(session, site, status="pending").public_id)
    assert pages.keys() == LEAST.keys()
    for role in Role:
        member = Desk(app, role=role, name=f"{role.word} Roux")
        for page, address in pages.items():
            method = page[0]
            answer = member.get(address) if method == "GET" else member.send(address, {}, OURS)
            assert (answer.status_code == 403) == (role < LEAST[page]), (role, page)


def test_a_stranger_is_sent_to_the_door(app: Flask, session: Session, site: Site) -> None:
    comment = a_comment(session, site, status="pending")
    a_member(app)
    stranger = Browser(app)
    for (method, _), address in addresses(app, comment.public_id).items():
        if method == "GET":
            answer = stranger.get(address)
            assert answer.status_code == 303
            assert answer.location.startswith("/account/sign-in?")
        else:
            assert stranger.client.post(address, headers=OURS).status_code in {400, 401}
