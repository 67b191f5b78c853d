"""What the log says, to be read elsewhere: CSV for people, JSON Lines for programs.

Ids, codes, and words for what was done; no name, address or text of whoever commented.
"""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any, Final

from flask import Response, request
from sqlalchemy import select
from sqlalchemy.orm import Session

from moderation.comments.models import Decision
from moderation.dashboard import scope
from moderation.dashboard.actors import KINDS, kind_of
from moderation.dashboard.blueprint import blueprint
from moderation.dashboard.log import found
from moderation.dashboard.log.address import LogAddress
from moderation.dashboard.log.names import ACTIONS
from moderation.database import db
from moderation.database.engine import READING
from moderation.members import Role, needs
from moderation.members.models import Member
from moderation.web.clock import now

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sqlalchemy import Engine

    from moderation.comments.models import ActorKind
    from moderation.dashboard.log.address import Before
    from moderation.dashboard.log.found import Item, Wanted
    from moderation.sites.models import Site

PAGE: Final = 1_000
COLUMNS: Final = (
    *("at", "kind", "number", "actor", "member", "who", "verb", "what", "before", "after"),
    *("means", "reason", "batch", "undoes", "comment", "article", "facts"),
)
# What makes a spreadsheet take a cell for a formula (OWASP, CSV injection), in either width.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001
# Without it, spreadsheets read UTF-8 as something else.
BYTE_ORDER_MARK: Final = "\ufeff"

Row = dict[str, Any]


@blueprint.get("/sites/<site>/log.csv")
@needs(Role.MODERATOR)
def log_as_csv(site: str) -> Response:
    """Everything that the address asks for, as RFC 4180 says."""
    return _file(scope.site_called(site), "csv", "text/csv; charset=utf-8", _as_csv)


@blueprint.get("/sites/<site>/log.jsonl")
@needs(Role.MODERATOR)
def log_as_json_lines(site: str) -> Response:
    """The same, one object a line."""
    return _file(scope.site_called(site), "jsonl", "application/jsonl; charset=utf-8", _as_lines)


def _file(
    site: Site, ending: str, media_type: str, write: Callable[[Iterable[Row]], Iterator[str]]
) -> Response:
    address = LogAddress.read(request.args)
    asked = found.wanted(db.session(), site, address)
    rows = _rows(db.engine.execution_options(**READING), asked, address.before, _Words())
    name = f"log-{site.name}-{now():%Y-%m-%d}.{ending}"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(write(rows), content_type=media_type, headers=disposition)


class _Words:
    """What has a name, in the reader's language: rows are written when the request is over."""

    def __init__(self) -> None:
        """Translate once."""
        self._actions = {code: str(name) for code, name in ACTIONS.items()}
        self._kinds = {kind: str(name) for kind, name in KINDS.items()}

    def action(self, verb: str) -> str:
        """What was done; a code that has no name stays as it is."""
        return self._actions.get(verb) or self._actions.get(verb.partition(".")[0], verb)

    def kind(self, kind: ActorKind) -> str:
        """Whoever has no name."""
        return self._kinds[kind]


def _rows(engine: Engine, asked: Wanted, place: Before | None, words: _Words) -> Iterator[Row]:
    """A page at a time; while one is on its way, nothing of the database is held."""
    more = True
    while more:
        with Session(engine) as session:
            page = found.page(session, asked, place, PAGE)
            members = _members(session, page.items)
            rows = [_row(item, members, words) for item in page.items]
        yield from rows
        place, more = page.next, page.next is not None


def _members(session: Session, items: Iterable[Item]) -> Mapping[int, tuple[str, str]]:
    """The public ids and names of those who did these things."""
    ids = {item.member_id for item in items if item.member_id is not None}
    query = select(Member.id, Member.public_id, Member.name).where(Member.id.in_(ids))
    return {row.id: (row.public_id, row.name) for row in session.execute(query)}


def _row(item: Item, members: Mapping[int, tuple[str, str]], words: _Words) -> Row:
    kind = kind_of(item)
    member, name = members.get(item.member_id or 0, (None, ""))
    common = {
        "at": item.created_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "kind": "decision" if isinstance(item, Decision) else "event",
        "number": item.id,
        "actor": kind.value,
        "member": member,
        "who": name or words.kind(kind),
        "verb": str(item.verb),
        "what": words.action(item.verb),
        "means": item.means,
    }
    if not isinstance(item, Decision):
        return {**common, "article": item.facts.get("article"), "facts": item.facts}
    return {
        **common,
        "before": item.before,
        "after": item.after,
        "reason": item.reason,
        "batch": item.batch,
        "undoes": item.undoes_id,
        "comment": item.comment_public_id,
        "article": item.article_id,
    }


def _as_csv(rows: Iterable[Row]) -> Iterator[str]:
    yield BYTE_ORDER_MARK + _line(COLUMNS)
    for row in rows:
        yield _line([_cell(row.get(column)) for column in COLUMNS])


def _as_lines(rows: Iterable[Row]) -> Iterator[str]:
    for row in rows:
        whole = {column: row.get(column) for column in COLUMNS}
        yield json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n"


def _cell(value: object) -> str:
    """A value as text that no spreadsheet calculates."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"'{text}" if text.startswith(FORMULA) else text


def _line(cells: Iterable[str]) -> str:
    written = io.StringIO()
    csv.writer(written).writerow(cells)
    return written.getvalue()
