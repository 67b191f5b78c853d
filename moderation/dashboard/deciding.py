"""Decisions: about one comment, about several at once, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, redirect, request, url_for
from flask_babel import gettext as _

from moderation.comments import workflow
from moderation.comments.errors import AlreadyDecided, UnknownComment
from moderation.comments.models import Status, Verb
from moderation.comments.queries import batch_decisions, by_public_id, decision_with_id
from moderation.dashboard import answers, wording
from moderation.dashboard.addresses import way_back
from moderation.dashboard.blueprint import blueprint
from moderation.dashboard.forms import (
    DELETE,
    NOTHING,
    BulkForm,
    DecisionForm,
    UndoForm,
    acting,
    choices,
)
from moderation.dashboard.queries import comments_named
from moderation.dashboard.scope import site_called
from moderation.database import db
from moderation.members import Role, needs
from moderation.web.clock import now

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from flask.typing import ResponseReturnValue

    from moderation.comments.models import Decision
    from moderation.comments.submission import Actor
    from moderation.sites.models import Site


@blueprint.post("/sites/<site>/comments/<public_id>/decision")
@needs(Role.MODERATOR)
def decide(site: str, public_id: str) -> ResponseReturnValue:
    """Decide about one comment."""
    form = DecisionForm()
    if not form.validate():
        abort(400)
    verb = Verb(form.verb.data)
    try:
        decision = workflow.decide(
            db.session(),
            site_called(site).id,
            public_id,
            verb,
            seen_version=form.version.data,
            seen_at=form.seen_at,
            actor=form.actor(),
            now=now(),
        )
    except UnknownComment:
        return answers.refused(_("This comment has been deleted for good."), 404)
    except AlreadyDecided as first:
        return answers.conflict(first, verb, form.version.data)
    db.session.commit()
    comment = by_public_id(db.session(), decision.site_id, public_id) or abort(404)
    return answers.settled(
        wording.done(decision, comment.author_name), [comment], undo={"decision": str(decision.id)}
    )


@blueprint.post("/sites/<site>/decisions")
@needs(Role.MODERATOR)
def decide_many(site: str) -> ResponseReturnValue:
    """Decide about the comments that are checked: one batch, to be undone at once."""
    form = BulkForm()
    try:
        chosen = choices(request.form.getlist("comment"))
    except ValueError:
        abort(400)
    if not form.validate():
        abort(400)
    if form.verb.data == NOTHING:
        return redirect(way_back(), 303)
    if not chosen:
        return answers.refused(_("Check at least one comment first."), 400)
    if form.verb.data == DELETE:
        names = [public_id for public_id, _version in chosen]
        return redirect(url_for("dashboard.deletion", site=site, comment=names), 303)
    return _decide_all(site_called(site), chosen, Verb(form.verb.data), form.seen_at)


@blueprint.post("/sites/<site>/undo")
@needs(Role.MODERATOR)
def undo(site: str) -> ResponseReturnValue:
    """Take back a decision, or all of a bulk action that still can be."""
    form = UndoForm()
    if not form.validate():
        abort(400)
    decisions = _to_undo(form, site_called(site))
    if len(decisions) == 1:
        return _undo_one(decisions[0], form.actor())
    undone = [decision for decision in decisions if _undone(decision, form.actor())]
    db.session.commit()
    names = [decision.comment_public_id for decision in undone]
    comments = comments_named(db.session(), decisions[0].site_id, names)
    missed = len(decisions) - len(comments)
    message = wording.with_missed(wording.undone_many(len(comments)), missed)
    return answers.settled(message, comments, missed=missed)


def _decide_all(
    site: Site, chosen: Sequence[tuple[str, int]], verb: Verb, seen_at: datetime | None
) -> ResponseReturnValue:
    batch, actor, moment = workflow.new_batch(), acting("bulk"), now()
    decided: list[Decision] = []
    conflicts = []
    for public_id, version in chosen:
        try:
            decision = workflow.decide(
                db.session(),
                site.id,
                public_id,
                verb,
                seen_version=version,
                seen_at=seen_at,
                actor=actor,
                now=moment,
                batch=batch,
            )
        except UnknownComment:
            continue
        except AlreadyDecided as first:
            conflicts.append(answers.conflict_facts(first, verb, version))
            continue
        decided.append(decision)
    db.session.commit()
    missed = len(chosen) - len(decided)
    return answers.settled(
        wording.with_missed(wording.done_to_many(verb, decided), missed),
        comments_named(db.session(), site.id, [one.comment_public_id for one in decided]),
        undo={"batch": batch} if decided else None,
        missed=missed,
        conflicts=conflicts,
    )


def _to_undo(form: UndoForm, site: Site) -> Sequence[Decision]:
    """What the form names, if it is the site's (404)."""
    if form.batch.data:
        return batch_decisions(db.session(), [site.id], form.batch.data) or abort(404)
    if form.decision.data is None:
        abort(400)
    return [decision_with_id(db.session(), [site.id], form.decision.data) or abort(404)]


def _undo_one(decision: Decision, actor: Actor) -> ResponseReturnValue:
    try:
        back = workflow.undo(db.session(), decision, actor=actor, now=now())
    except UnknownComment:
        return answers.refused(_("This comment has been deleted for good."), 404)
    except AlreadyDecided as first:
        return answers.conflict(first)
    db.session.commit()
    comments = comments_named(db.session(), back.site_id, [back.comment_public_id])
    return answers.settled(wording.undone(decision, Status(comments[0].status)), comments)


def _undone(decision: Decision, actor: Actor) -> bool:
    """Take back one decision of many, unless it has been overtaken."""
    try:
        workflow.undo(db.session(), decision, actor=actor, now=now())
    except (UnknownComment, AlreadyDecided):
        return False
    return True
