"""What deploy/nginx.conf promises, asked of a running nginx."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.deploy.conftest import DEPLOY, Proxy, Service

if TYPE_CHECKING:
    from collections.abc import Callable

PUBLIC = (
    "/api/v1/sites/blog/comments?article=https%3A%2F%2Fblog.example.org%2Fa",
    "/api/v1/sites/blog/counts?article=a&article=b",
    "/embed.js",
    "/embed/1.0.0/embed.js",
    "/write.js",
    "/embed/1.0.0/write.js",
    "/stay.js",
    "/counts.js",
    "/languages/de.js",
    "/embed/1.0.0/languages/pt-br.js",
)
PRIVATE = (
    "/t/blog/?article=a&c=token",
    "/dashboard/",
    "/account/login",
    "/api/v1/sites/blog/ticket?article=a",
    "/api/v1/sites/blog/comments/c1",
    "/api/v1/moderation/comments",
)


@pytest.mark.usefixtures("nginx")
def test_nginx_reads_the_site_without_a_complaint() -> None:
    command = [sys.executable, str(DEPLOY / "try_nginx.py"), "--check"]
    finished = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "test is successful" in finished.stderr
    assert "[warn]" not in finished.stderr


@pytest.mark.parametrize("path", PUBLIC)
def test_what_everybody_reads_is_asked_of_the_service_once(
    nginx: Proxy, service: Service, path: str
) -> None:
    first, second = nginx.ask(path), nginx.ask(path)
    assert first.body == second.body == b"visit 1"
    assert [first.headers["X-Cache-Status"], second.headers["X-Cache-Status"]] == ["MISS", "HIT"]
    assert service.visits[path] == 1


@pytest.mark.parametrize("path", PRIVATE)
def test_what_is_one_persons_is_never_kept(nginx: Proxy, path: str) -> None:
    assert nginx.ask(path).body != nginx.ask(path).body


@pytest.mark.parametrize("cache_control", ["no-store", "private, max-age=10", "no-cache"])
def test_an_answer_the_service_forbids_to_keep_is_not_kept(
    nginx: Proxy, service: Service, cache_control: str, thread: str
) -> None:
    service.cache_control = cache_control
    assert nginx.ask(thread).body != nginx.ask(thread).body


def test_readers_whose_browsers_ask_differently_share_one_answer(nginx: Proxy, thread: str) -> None:
    nginx.ask(thread, Accept="application/json", Cookie="a=b", Accept_Language="fr")
    again = nginx.ask(thread, Accept="*/*", X_Forwarded_Host="evil.example", Accept_Encoding="br")
    assert again.headers["X-Cache-Status"] == "HIT"


def test_compressed_and_plain_readers_each_get_their_own_bytes(nginx: Proxy, thread: str) -> None:
    plain = nginx.ask(thread, Accept_Encoding="gzip;q=0, br")
    packed = nginx.ask(thread, Accept_Encoding="br, gzip, deflate")
    again = nginx.ask(thread, Accept_Encoding="gzip")
    assert plain.body == b"visit 1"
    assert gzip.decompress(packed.body) == gzip.decompress(again.body) == b"visit 2"
    assert again.headers["X-Cache-Status"] == "HIT"


def test_an_author_asking_with_a_token_is_not_answered_from_the_cache(
    nginx: Proxy, thread: str
) -> None:
    nginx.ask(thread)
    assert nginx.ask(thread, Authorization="Bearer token").body == b"visit 2"
    assert nginx.ask(thread).body == b"visit 1"


def test_a_comment_is_always_handed_to_the_service(nginx: Proxy, thread: str) -> None:
    nginx.ask(thread)
    assert nginx.ask(thread, method="POST", body=b"{}").body == b"visit 2"


def test_a_kept_answer_asks_to_be_checked_so_that_ten_seconds_stay_ten(
    nginx: Proxy, thread: str
) -> None:
    fresh, kept = nginx.ask(thread), nginx.ask(thread)
    assert fresh.headers.get_all("Cache-Control") == ["public, max-age=10"]
    assert kept.headers.get_all("Cache-Control") == ["public, no-cache"]


def _until(seconds: float, answers: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if answers():
            return True
    return False


def test_a_refused_comment_is_gone_when_the_time_is_over(
    nginx: Proxy, service: Service, thread: str
) -> None:
    service.cache_control = "public, max-age=1"
    nginx.ask(thread)
    assert _until(5, lambda: nginx.ask(thread).body == b"visit 2")


def test_readers_go_on_reading_while_the_service_is_away(
    nginx: Proxy, service: Service, thread: str
) -> None:
    service.cache_control = "public, max-age=1"
    nginx.ask(thread)
    service.away = True
    assert _until(5, lambda: nginx.ask(thread).headers["X-Cache-Status"] == "STALE")
    assert nginx.ask(thread).body == b"visit 1"
    assert nginx.ask("/dashboard/").status == 502


def test_a_forged_address_does_not_reach_the_service(nginx: Proxy, service: Service) -> None:
    nginx.ask(
        "/",
        X_Forwarded_For="203.0.113.7",
        X_Forwarded_Host="evil.example",
        X_Forwarded_Prefix="/evil",
        Forwarded="for=203.0.113.7",
    )
    seen = service.headers
    assert seen.get_all("X-Forwarded-For") == ["127.0.0.1"]
    assert seen.get_all("X-Forwarded-Proto") == ["https"]
    assert seen.get_all("Host") == ["comments.example.org"]
    assert not {"Forwarded", "X-Forwarded-Host", "X-Forwarded-Prefix"} & set(seen)


def test_a_body_of_more_than_64_kilobytes_ends_at_the_door(nginx: Proxy, service: Service) -> None:
    assert nginx.ask("/api/v1/x", method="POST", body=b"x" * 65_536).status == 200
    assert nginx.ask("/api/v1/x", method="POST", body=b"x" * 65_537).status == 413
    assert service.visits["/api/v1/x"] == 1


def test_strangers_do_not_see_the_figures(nginx: Proxy, service: Service) -> None:
    assert nginx.ask("/metrics").status == 404
    assert not service.visits


def test_in_clear_the_pages_move_to_tls_and_the_api_refuses(
    nginx: Proxy, service: Service, thread: str
) -> None:
    page = nginx.ask("/t/blog/?article=a", clear=True)
    assert page.status == 301
    assert page.headers["Location"] == "https://comments.example.org/t/blog/?article=a"
    assert nginx.ask(thread, clear=True).status == 403
    assert not service.visits


def test_the_log_holds_no_address_and_no_query(nginx: Proxy) -> None:
    nginx.ask("/t/blog/?c=a-token", User_Agent="Agent", Referer="https://blog.example.org/secret")
    nginx.ask("/afterwards")  # one worker: the line of the first stands when the second is answered
    text = (nginx.folder / "comments.log").read_text("utf-8")
    lines = [json.loads(line) for line in text.splitlines()]
    assert ("/t/blog/", 200) in [(line["path"], line["status"]) for line in lines]
    assert not [word for word in ("127.0.0.1", "a-token", "Agent", "secret") if word in text]
