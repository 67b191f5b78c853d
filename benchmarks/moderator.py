"""A member who signs in as a browser does, and looks at the queue."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from html import unescape
from http.cookiejar import CookieJar
from statistics import median
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

if TYPE_CHECKING:
    from collections.abc import Mapping

EMAIL: Final = "moderator@example.org"
PASSWORD: Final = "quatre mots sans rapport"  # noqa: S105 - of a database that is thrown away
LOOKS: Final = 15
TOKEN: Final = re.compile(r'name="csrf-token" content="([^"]+)"')


class Moderator:
    """Somebody with a cookie."""

    def __init__(self) -> None:
        """Nobody is signed in yet."""
        self._url = ""
        self._browser: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()))

    @classmethod
    def added(cls, environ: Mapping[str, str]) -> Moderator:
        """A new owner of an instance."""
        command = [sys.executable, "-m", "moderation", "members", "add", EMAIL]
        subprocess.run(
            [*command, "--role", "owner", "--password-stdin"],
            env={**os.environ, **environ},
            input=PASSWORD.encode(),
            check=True,
            capture_output=True,
        )
        return cls()

    def signed_in(self, url: str) -> Moderator:
        """Sign in.

        Raises:
            RuntimeError: The service did not let the member in.
        """
        self._url = url
        token = TOKEN.search(self._get("/account/sign-in"))
        if token is None:
            raise RuntimeError("the sign-in page has no token")
        form = {"csrf_token": unescape(token[1]), "email": EMAIL, "password": PASSWORD}
        self._browser.open(
            Request(  # noqa: S310 - of our own service
                f"{url}/account/sign-in",
                data=urlencode(form).encode(),
                headers={"Sec-Fetch-Site": "same-origin"},
            )
        ).read()
        if "sign-in" in self._browser.open(f"{url}/dashboard/queue").geturl():
            raise RuntimeError("the member was not let in")
        return self

    def time_of_the_queue(self) -> str:
        """How long the queue takes to be there."""
        return self.time_of("/dashboard/queue")

    def time_of(self, path: str) -> str:
        """How long a page takes to be there, the median of a few looks."""
        times = []
        for _ in range(LOOKS):
            began = time.perf_counter()
            self._get(path)
            times.append(time.perf_counter() - began)
        return f"{median(times) * 1_000:.1f} ms"

    def _get(self, path: str) -> str:
        return str(self._browser.open(f"{self._url}{path}").read().decode())
