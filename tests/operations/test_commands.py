"""What people do in a terminal, on an instance that may be serving at the same moment."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from live import Service

from moderation.__main__ import main

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from click.testing import Result

ORIGIN = "https://blog.example"
ARTICLE = f"{ORIGIN}/article"


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Service]:
    with Service(tmp_path / "instance") as running:
        running.command("sites", "add", "blog", "--origin", ORIGIN)
        yield running


@pytest.fixture
def terminal(tmp_path: Path) -> Callable[..., Result]:
    """A shell in which nothing serves."""

    def run(*words: str, **settings: str) -> Result:
        named = {f"MODERATION_{name}": value for name, value in settings.items()}
        environment = {"MODERATION_INSTANCE": str(tmp_path / "instance"), **named}
        return CliRunner().invoke(main, words, env=environment)

    return run


def write(service: Service, body: str, parent: str | None = None) -> str:
    letter = {
        "article": {"url": ARTICLE, "title": "Un article"},
        "parent": parent,
        "name": "Awa",
        "email": "awa@example.org",
        "body": body,
    }
    request = urllib.request.Request(
        f"{service.address}/api/v1/sites/blog/comments",
        json.dumps(letter).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        return str(json.load(answer)["id"])


def public(service: Service) -> list[str]:
    address = f"{service.address}/api/v1/sites/blog/comments?article={ARTICLE}"
    with urllib.request.urlopen(address, timeout=10) as answer:
        return [comment["id"] for comment in json.load(answer)["comments"]]


def test_a_comment_is_moderated_from_the_terminal_while_the_service_runs(serving: Service) -> None:
    first, second = write(serving, "Premier"), write(serving, "Second\navec une suite")
    waiting = json.loads(serving.command("comments", "list", "--json"))
    assert [row["id"] for row in waiting] == [first, second]
    assert "awa@example.org" not in json.dumps(waiting)
    assert "Second" in serving.command("comments", "list", "--site", "blog")
    serving.command("comments", "approve", first, second)
    assert public(serving) == [first, second]
    serving.command("comments", "undo", second)
    assert public(serving) == [first]
    serving.command("comments", "spam", second)
    serving.command("comments", "refuse", first)
    assert public(serving) == []
    shown = json.loads(serving.command("comments", "show", first))
    assert [row["verb"] for row in shown["decisions"]] == ["submit", "approve", "refuse"]


def test_an_article_is_closed_and_opened_from_the_terminal(serving: Service) -> None:
    write(serving, "Bonjour")
    serving.command("articles", "close", ARTICLE, "--site", "blog")
    assert serving.command("articles", "list", "--site", "blog").startswith("closed")
    with pytest.raises(urllib.error.HTTPError, match="409"):
        write(serving, "Trop tard")
    serving.command("articles", "open", "/article/", "--site", "blog")
    write(serving, "De nouveau")
    serving.command("articles", "alias", ARTICLE, f"{ORIGIN}/ancien", "--site", "blog")
    rows = json.loads(serving.command("articles", "list", "--site", "blog", "--json"))
    assert [(row["title"], row["open"]) for row in rows] == [("Un article", True)]


def test_sites_are_added_listed_and_changed(serving: Service) -> None:
    serving.command(
        "sites",
        "set",
        "blog",
        "--title",
        "Le blog",
        "--policy",
        "publish_first",
        "--max-links",
        "5",
        "--order",
        "newest",
        "--time-zone",
        "Europe/Brussels",
        "--policy-url",
        "https://blog.example/confidentialite",
    )
    (row,) = json.loads(serving.command("sites", "list", "--json"))
    assert (row["title"], row["policy"], row["time_zone"]) == (
        "Le blog",
        "publish_first",
        "Europe/Brussels",
    )
    moved = serving.command("sites", "origins", "blog", "--moved", ORIGIN, "https://neuf.example")
    assert moved.splitlines()[-2:] == ["https://neuf.example", ORIGIN]
    assert serving.command("sites", "origins", "blog", "https://seul.example").split() == [
        "https://seul.example"
    ]


def test_a_backup_is_taken_while_the_service_runs(serving: Service, tmp_path: Path) -> None:
    write(serving, "À garder")
    copy = tmp_path / "copie.sqlite"
    serving.command("db", "backup", str(copy))
    assert b"garder" in copy.read_bytes()
    assert "sound" in serving.command("db", "check")
    serving.stop()
    assert "Restored" in serving.command("db", "restore", str(copy))
    assert serving.command("db", "current").startswith("0")


def test_the_doctor_finds_nothing_wrong_with_a_site_over_https(
    terminal: Callable[..., Result],
) -> None:
    assert terminal("db", "upgrade").exit_code == 0
    assert terminal("sites", "add", "blog", "--origin", ORIGIN).exit_code == 0
    well = terminal("doctor", PUBLIC_URL="https://comments.example")
    log, verdict = well.stdout.splitlines()
    assert log.startswith("The log is whole: ")
    assert (verdict, well.exit_code) == ("All is well.", 0)
    assert terminal("doctor").exit_code == 1


def test_the_doctor_notices_another_sealing_key(
    serving: Service, terminal: Callable[..., Result]
) -> None:
    write(serving, "Bonjour")
    (serving.instance / "keys" / "sealing.key").unlink()
    ill = terminal("doctor")
    assert "sealing key" in ill.stdout
    assert ill.exit_code == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["sites", "add", "Blog!", "--origin", ORIGIN], "not a site name"),
        (["sites", "add", "blog", "--origin", "blog.example"], "not an origin"),
        (["sites", "set", "nowhere", "--title", "x"], "no site named"),
        (["sites", "add", "blog", "--origin", ORIGIN, "--language", "klingon!!"], "language"),
        (["articles", "close", "https://x.example/", "--site", "nowhere"], "no site named"),
        (["comments", "list", "--site", "nowhere"], "no site named"),
        (["comments", "approve", "cnothing"], "no comment cnothing"),
        (["comments", "show", "cnothing"], "no comment cnothing"),
        (["members", "revoke", "nobody@example.org"], ""),
        (["db", "restore", "/no/such/file"], "not a sound database"),
        (["db", "backup", "/no/such/folder/file"], "cannot be written"),
    ],
)
def test_an_error_is_one_sentence(
    terminal: Callable[..., Result], words: list[str], said: str
) -> None:
    terminal("db", "upgrade")
    done = terminal(*words)
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: ")
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_database_without_its_schema_is_an_error_in_words(
    terminal: Callable[..., Result],
) -> None:
    done = terminal("sites", "list")
    assert (done.exit_code, done.stderr.splitlines()[0][:5]) == (1, "Error")


def test_a_wrong_setting_stops_the_service_with_its_name(terminal: Callable[..., Result]) -> None:
    done = terminal("serve", "--port", "0", PUBLIC_URL="http://blog.example")
    assert done.exit_code == 1
    assert "MODERATION_PUBLIC_URL" in done.stderr


def test_a_taken_port_is_said_in_a_sentence(
    serving: Service, terminal: Callable[..., Result]
) -> None:
    done = terminal("serve", "--port", str(serving.port))
    assert (done.exit_code, len(done.stderr.splitlines())) == (1, 1)
    assert "in use" in done.stderr


def test_keys_that_others_can_read_stop_the_service(tmp_path: Path) -> None:
    service = Service(tmp_path / "instance")
    service.command("db", "upgrade")
    (tmp_path / "instance" / "keys" / "signing.key").chmod(0o644)
    with pytest.raises(AssertionError) as stopped:
        service.start()
    assert "chmod 600" in str(stopped.value)
    assert "Traceback" not in str(stopped.value)
    assert service.process.returncode == 1


def test_every_command_explains_itself(terminal: Callable[..., Result]) -> None:
    done = terminal("--help")
    for name in ("serve", "demo", "worker", "db", "sites", "articles", "members", "comments"):
        assert name in done.stdout
    assert terminal("nonsense").exit_code == 2
