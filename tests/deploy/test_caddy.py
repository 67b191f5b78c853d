"""What deploy/Caddyfile promises, asked of a running Caddy."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from tests.deploy.conftest import DEPLOY, Proxy, Service

if TYPE_CHECKING:
    from collections.abc import Iterator

# What makes the shipped file run beside other servers, with an authority of its own.
HERE = """{{
	admin off
	local_certs
	skip_install_trust
	http_port {plain}
	https_port {tls}
"""


def _free_ports() -> tuple[int, int]:
    with socket.socket() as first, socket.socket() as second:
        first.bind(("127.0.0.1", 0))
        second.bind(("127.0.0.1", 0))
        return first.getsockname()[1], second.getsockname()[1]


@pytest.fixture(scope="module")
def caddy(running_service: Service, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    program = shutil.which("caddy")
    if program is None:
        pytest.skip("Caddy is not installed")
    folder = tmp_path_factory.mktemp("caddy")
    plain, tls = _free_ports()
    shipped = (DEPLOY / "Caddyfile").read_text("utf-8")
    (folder / "Caddyfile").write_text(
        shipped.replace("{\n", HERE.format(plain=plain, tls=tls), 1), "utf-8"
    )
    environment = {
        **os.environ,
        "COMMENTS_HOST": "localhost",
        "COMMENTS_UPSTREAM": running_service.address,
        "XDG_DATA_HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
    }
    command = [program, "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]
    site = Proxy(
        tls=f"https://localhost:{tls}",
        plain=f"http://localhost:{plain}",
        authority=folder / "caddy/pki/authorities/local/root.crt",
        folder=folder,
        host="localhost",
    )
    with (folder / "caddy.log").open("w") as log:
        process = subprocess.Popen(command, env=environment, stderr=log)
    with process:
        assert _serves(site, 20), (folder / "caddy.log").read_text()
        yield site
        process.terminate()


def _serves(site: Proxy, seconds: float) -> bool:
    """Whether Caddy listens in time, with the certificate that it makes for itself."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with suppress(OSError):  # no authority yet, no listener yet, no certificate yet
            return site.ask("/metrics").status == 404
    return False


def test_a_reader_behind_caddy_is_served_over_tls(caddy: Proxy, thread: str) -> None:
    answer = caddy.ask(thread)
    assert (answer.status, answer.body) == (200, b"visit 1")


def test_a_forged_address_does_not_pass_caddy(caddy: Proxy, service: Service) -> None:
    caddy.ask(
        "/",
        X_Forwarded_For="203.0.113.7",
        X_Forwarded_Prefix="/evil",
        Forwarded="for=203.0.113.7",
    )
    seen = service.headers
    assert seen.get_all("X-Forwarded-For") in (["127.0.0.1"], ["::1"])
    assert seen.get_all("X-Forwarded-Proto") == ["https"]
    assert not {"Forwarded", "X-Forwarded-Prefix"} & set(seen)


def test_a_body_of_more_than_64_kilobytes_does_not_pass_caddy(
    caddy: Proxy, service: Service
) -> None:
    assert caddy.ask("/api/v1/x", method="POST", body=b"x" * 65_536).status == 200
    assert caddy.ask("/api/v1/x", method="POST", body=b"x" * 65_537).status >= 400
    assert service.visits["/api/v1/x"] == 1


def test_strangers_do_not_see_the_figures_through_caddy(caddy: Proxy, service: Service) -> None:
    assert caddy.ask("/metrics").status == 404
    assert not service.visits


def test_in_clear_caddy_moves_the_pages_and_refuses_the_api(
    caddy: Proxy, service: Service, thread: str
) -> None:
    page = caddy.ask("/t/blog/?article=a", clear=True)
    assert page.status == 301
    assert page.headers["Location"] == "https://localhost/t/blog/?article=a"
    assert caddy.ask(thread, clear=True).status == 403
    assert not service.visits
