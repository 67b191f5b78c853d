"""Two moderators decide the same comment at the same moment."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from factories import a_comment, a_site
from people import OURS, Browser, a_member, token_on
from sqlalchemy import func, select

from moderation.comments.models import Comment, Decision, Status
from moderation.database import db
from moderation.members import Role

if TYPE_CHECKING:
    from flask import Flask

ROUNDS = {False: 30, True: 1000}
JSON = {**OURS, "Accept": "application/json"}


class Moderator(Browser):
    """A signed-in browser that answers with the status it was given."""

    def __init__(self, app: Flask, email: str, verb: str) -> None:
        super().__init__(app)
        a_member(app, email, role=Role.MODERATOR, site="desk", name=email)
        assert self.sign_in(email).status_code == 303
        self.verb = verb
        self.token = token_on(self.get("/dashboard/queue"))

    def decide(self, public_id: str, version: int) -> tuple[int, dict[str, object]]:
        answer = self.client.post(
            f"/dashboard/sites/desk/comments/{public_id}/decision",
            data={"csrf_token": self.token, "verb": self.verb, "version": version},
            headers=JSON,
        )
        return answer.status_code, answer.get_json()


def at_once(
    moderators: list[Moderator], public_id: str, version: int
) -> list[tuple[int, dict[str, object]]]:
    """What each is told when both press at the same moment."""
    barrier = threading.Barrier(len(moderators))
    told: list[tuple[int, dict[str, object]]] = [(0, {})] * len(moderators)

    def press(index: int) -> None:
        barrier.wait(10)
        told[index] = moderators[index].decide(public_id, version)

    threads = [threading.Thread(target=press, args=(i,)) for i in range(len(moderators))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return told


def test_one_wins_and_the_other_is_told_the_state_as_it_is(app: Flask, *, long: bool) -> None:
    with app.app_context():
        site = a_site(db.session(), "desk", origins=["https://desk.example"])
        url = "https://desk.example/a"
        db.session.commit()
        waiting = [
            (comment.public_id, comment.version)
            for comment in (
                a_comment(db.session(), site, status="pending", url=url)
                for _ in range(ROUNDS[long])
            )
        ]
    moderators = [
        Moderator(app, "a@desk.example", "approve"),
        Moderator(app, "b@desk.example", "refuse"),
    ]
    outcome = {"approve": Status.APPROVED, "refuse": Status.REFUSED}
    for public_id, version in waiting:
        told = at_once(moderators, public_id, version)
        assert sorted(status for status, _ in told) == [200, 409], told
        winner = next(m for m, (status, _) in zip(moderators, told, strict=True) if status == 200)
        loser = next(answer for status, answer in told if status == 409)
        with app.app_context():
            comment = db.session.scalars(
                select(Comment).where(Comment.public_id == public_id)
            ).one()
            decisions = select(func.count()).where(
                Decision.comment_id == comment.id, Decision.member_id.is_not(None)
            )
            assert comment.status == outcome[winner.verb]
            assert loser["status"] == comment.status
            assert db.session.scalar(decisions) == 1
