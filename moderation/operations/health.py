"""What machines ask: is it alive, can it work, how is it doing, whom to tell about a hole."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, current_app, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from sqlalchemy import func, select

from moderation.comments.models import Comment
from moderation.database import db, schema
from moderation.web.client import client_address
from moderation.web.clock import now
from moderation.web.instance import instance
from moderation.web.problems import Problem

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint: Final = Blueprint("operations", __name__)
SECURITY_TXT_LIFE: Final = timedelta(days=180)


@blueprint.get("/healthz")
def alive() -> ResponseReturnValue:
    """The process answers."""
    return _text("ok\n")


@blueprint.get("/readyz")
def ready() -> ResponseReturnValue:
    """The database answers and has the schema of this release."""
    if not schema.is_current(db.engine):
        raise Problem(503, "unavailable", retry_after=5)
    return _text("ready\n")


@blueprint.get("/metrics")
def metrics() -> ResponseReturnValue:
    """Counts for Prometheus, for this machine and declared proxies' neighbours only."""
    if not client_address().is_private:
        raise Problem(404, "not-found")
    registry = CollectorRegistry()
    comments = Gauge("moderation_comments", "Comments by status", ["status"], registry=registry)
    for status, count in db.session.execute(
        select(Comment.status, func.count()).group_by(Comment.status)
    ):
        comments.labels(status=status).set(count)
    response = Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/.well-known/security.txt")
def security_txt() -> ResponseReturnValue:
    """Where to report a hole (RFC 9116), once the owner has said it."""
    settings = instance().settings
    if settings.security_contact is None:
        raise Problem(404, "not-found")
    expires = (now() + SECURITY_TXT_LIFE).strftime("%Y-%m-%dT00:00:00Z")
    return _text(
        f"Contact: {settings.security_contact}\nExpires: {expires}\nPreferred-Languages: fr, en\n"
        f"Canonical: {settings.public_url}{request.path}\n"
    )


def _text(words: str) -> Response:
    response = current_app.make_response(words)
    response.content_type = "text/plain; charset=utf-8"
    response.headers["Cache-Control"] = "no-store"
    return response
