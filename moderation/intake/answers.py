"""What the JSON doors answer, and how what prevents something is told."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from flask import Response, json

from moderation.comments.errors import AlreadyDecided, TooLate, UnknownComment
from moderation.comments.models import Status
from moderation.intake.pace import count_act, refuse_hurry, words_for_hurry
from moderation.web.client import client_network
from moderation.web.limits import TooMany
from moderation.web.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from moderation.intake.pace import Act


def private(document: Mapping[str, Any], status: int = 200) -> Response:
    """An answer for whoever asked and for no cache."""
    response = Response(
        json.dumps(document), status, content_type="application/json; charset=utf-8"
    )
    response.headers["Cache-Control"] = "no-store"
    return response


@contextmanager
def paced(act: Act) -> Iterator[None]:
    """Do one thing that has a limit, which is looked at first and counted last.

    Raises:
        Problem: 404, 409 or 429; nothing was done.
    """
    network = client_network()
    try:
        refuse_hurry(act, network)
        yield
        count_act(act, network)
    except UnknownComment as error:
        raise Problem(404, "unknown-comment") from error
    except AlreadyDecided as error:
        withdrawn = error.comment.status == Status.WITHDRAWN
        raise Problem(409, "withdrawn" if withdrawn else "decided") from error
    except TooLate as error:
        raise Problem(409, "too-late") from error
    except TooMany as error:
        words = words_for_hurry(error)
        raise Problem(429, "rate-limit", words, retry_after=error.retry_after) from error
