"""The queues: what waits, and what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from flask import abort, redirect, render_template, request, url_for

from moderation.comments.cursors import Cursor
from moderation.comments.queues import counts_by_reason
from moderation.comments.queues import queue as page_of
from moderation.comments.workflow import ERASABLE
from moderation.dashboard import moments, scope
from moderation.dashboard.addresses import QueueAddress
from moderation.dashboard.blueprint import blueprint
from moderation.dashboard.decisions import offered_in
from moderation.dashboard.presence.words import watched
from moderation.dashboard.queries import article_with_id, work_since
from moderation.dashboard.queues import QUEUE_NAMES, Queue
from moderation.dashboard.rows import rows
from moderation.dashboard.shortcuts import SHORTCUTS
from moderation.dashboard.wording import CHANGE, REASON_NAMES
from moderation.database import db
from moderation.members import Role, needs
from moderation.web.clock import now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from moderation.comments.models import Comment
    from moderation.sites.models import Site

PAGE: Final = 50


@blueprint.get("/")
@needs(Role.READER)
def home() -> ResponseReturnValue:
    """The first page after sign-in: what waits."""
    return redirect(url_for("dashboard.queue", status=Queue.PENDING), 303)


@blueprint.get("/queue")
@needs(Role.READER)
def queue() -> ResponseReturnValue:
    """A page of a queue."""
    address = QueueAddress.read(request.args)
    site = scope.site_asked_for()
    if site is None:
        return render_template("dashboard/no_site.html")
    session = db.session()
    found = page_of(session, [site.id], address.wanted, after=address.after, limit=PAGE)
    shown = found[:PAGE]
    article = None
    if address.article_id is not None:
        article = article_with_id(session, site.id, address.article_id) or abort(404)
    return render_template(
        "dashboard/queue.html",
        site=site,
        sites=scope.my_sites(),
        address=address,
        article=article,
        queue_name=QUEUE_NAMES[address.queue],
        waiting=scope.number_in(address.queue),
        rows=rows(shown, now()),
        next=Cursor(shown[-1].created_at, shown[-1].id) if len(found) > PAGE else None,
        longest_wait=_longest_wait(address, shown),
        reasons=_reasons(site, address.queue),
        reason_names=REASON_NAMES,
        **({} if shown else _todays_work(site)),
        choices=offered_in(address.queue),
        erasable=address.queue.status in ERASABLE,
        all_chosen="all" in request.args,
        may_decide=scope.may(Role.MODERATOR),
        watched=watched(site),
        may_edit=scope.may(Role.ADMINISTRATOR),
        shortcuts=SHORTCUTS,
    )


def _reasons(site: Site, queue: Queue) -> dict[str, int]:
    """How many comments each reason puts into a queue."""
    if queue.status is None:
        return {}
    found = counts_by_reason(db.session(), [site.id], queue.status)
    if queue == Queue.PENDING and (asked := scope.told().change_asked):
        found[CHANGE] = asked
    return found


def _longest_wait(address: QueueAddress, shown: Sequence[Comment]) -> str | None:
    """How long the oldest comment has waited, where the page can tell."""
    if address != QueueAddress(Queue.PENDING) or not shown:
        return None
    return moments.length(now() - shown[0].created_at)


def _todays_work(site: Site) -> dict[str, Any]:
    """What has been decided today, by the site's clock."""
    today = now().astimezone(ZoneInfo(site.time_zone))
    midnight = today.replace(hour=0, minute=0, second=0, microsecond=0)
    work = work_since(db.session(), site.id, midnight)
    return {"decisions": work.decisions, "delay": work.delay and moments.length(work.delay)}
