"""A real WordPress with the plugin of the recipe, and the database under it."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import threading
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from moderation.operations.serve import free_port
from tests.embedding.examples import EXAMPLES

if TYPE_CHECKING:
    from typing import Self

SOURCE = Path("/usr/share/wordpress")
OURS = Path(__file__).parent / "php"
PLUGIN = EXAMPLES / "wordpress" / "article-comments"
PROGRAMS = ("php", "mariadbd", "mariadb-install-db")
PATH = f"{os.environ['PATH']}:/usr/sbin"
READY_WITHIN_S = 30
SMALL = ("--innodb-log-file-size=4M", "--innodb-flush-log-at-trx-commit=0")


class WordPress:
    """WordPress on a free port of this machine, for as long as the context lasts."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._pages = folder / "pages"
        self._socket = folder / "database.sock"
        self._log = folder / "log"
        self._running = ExitStack()
        port = free_port("127.0.0.1")
        self.address = f"http://127.0.0.1:{port}"
        self._environment = {
            **os.environ,
            "WORDPRESS_ADDRESS": self.address,
            "WORDPRESS_SOCKET": str(self._socket),
        }

    def __enter__(self) -> Self:
        with self._running:
            self._start_database()
            self._lay_out()
            self._php(str(OURS / "install.php"))
            self._start("php", "-S", self.address.removeprefix("http://"), folder=self._pages)
            _wait_for(socket.AF_INET, ("127.0.0.1", int(self.address.rpartition(":")[2])))
            self._running = self._running.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._running.close()
        assert "plugins/article-comments" not in self._log.read_text("utf-8"), "PHP complains"
        shutil.rmtree(self._folder)

    def run(self, code: str) -> str:
        """What PHP code prints that WordPress runs."""
        return self._php("-r", f"require 'wp-load.php'; {code}")

    def set(self, **options: str) -> None:
        """Set options, as an administrator would on the pages of the dashboard."""
        self.run("".join(f"update_option('{name}', '{to}');" for name, to in options.items()))

    def _start_database(self) -> None:
        where = (f"--user={getpass.getuser()}", f"--datadir={self._folder / 'database'}", *SMALL)
        subprocess.run(
            [
                _program("mariadb-install-db"),
                "--no-defaults",
                *where,
                "--auth-root-authentication-method=normal",
            ],
            check=True,
            capture_output=True,
        )
        place = (f"--socket={self._socket}", "--skip-networking")
        self._start("mariadbd", "--no-defaults", *where, *place, folder=self._folder)
        _wait_for(socket.AF_UNIX, str(self._socket))

    def _lay_out(self) -> None:
        # Its own pages find their configuration beside them; the library under them does not look.
        shutil.copytree(SOURCE, self._pages, ignore=shutil.ignore_patterns("wp-includes", "themes"))
        (self._pages / "wp-includes").symlink_to(SOURCE / "wp-includes")
        shutil.copytree(OURS / "themes", self._pages / "wp-content" / "themes")
        shutil.copytree(PLUGIN, self._pages / "wp-content" / "plugins" / PLUGIN.name)
        shutil.copy(OURS / "wp-config.php", self._pages)

    def _start(self, program: str, *arguments: str, folder: Path) -> None:
        with self._log.open("ab") as log:
            process = subprocess.Popen(
                [_program(program), *arguments],
                cwd=folder,
                env=self._environment,
                stdout=log,
                stderr=log,
            )
        self._running.callback(process.wait, READY_WITHIN_S)
        self._running.callback(process.kill)  # nothing is to be kept

    def _php(self, *arguments: str) -> str:
        return subprocess.run(
            [_program("php"), *arguments],
            cwd=self._pages,
            env=self._environment,
            check=True,
            capture_output=True,
            text=True,
            timeout=READY_WITHIN_S,
        ).stdout


def missing() -> str:
    """What has to be installed before a WordPress can run; nothing, as a rule."""
    php = shutil.which("php", path=PATH)
    modules = subprocess.run([php, "-m"], capture_output=True, check=True).stdout if php else b""
    found = SOURCE.exists() and b"mysqli" in modules and all(map(_found, PROGRAMS))
    return "" if found else "wordpress, php-cli, php-mysql or mariadb-server"


def _found(program: str) -> str | None:
    return shutil.which(program, path=PATH)


def _program(name: str) -> str:
    found = _found(name)
    assert found is not None, name
    return found


def _wait_for(family: socket.AddressFamily, address: str | tuple[str, int]) -> None:
    give_up = time.monotonic() + READY_WITHIN_S
    while True:
        with socket.socket(family) as connection:
            if connection.connect_ex(address) == 0:
                return
        assert time.monotonic() < give_up, address
        threading.Event().wait(0.02)
