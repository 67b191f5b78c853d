"""Settings: typed, frozen, read once from the environment and ``instance/config.toml``."""

from __future__ import annotations

import os
import stat
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from environs import EnvError, FileAwareEnv

from moderation.config import values
from moderation.config.values import DEFAULT_LIMITS, ConfigError, Network

if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX: Final = "MODERATION_"
DEFAULT_PORT: Final = 8000
OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
NAMES: Final = frozenset(
    {
        "INSTANCE",
        "PUBLIC_URL",
        "DASHBOARD_URL",
        "DATABASE_URL",
        "REDIS_URL",
        "SECRET_KEY",
        "TRUSTED_PROXIES",
        "POSTING_LIMITS",
        "REQUIRE_SECOND_FACTOR",
        "SMTP_URL",
        "MAIL_FROM",
        "SECURITY_CONTACT",
    }
)
# The instance's place is never read from a file.
VARIABLES: Final = NAMES | {f"{name}_FILE" for name in NAMES - {"INSTANCE"}}
# Read by the project's own tests and by nothing else.
FOREIGN_NAMES: Final = ("TEST_", "CORPORA")


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the service can be told from outside.

    Attributes:
        instance: The only folder the service writes to.
        public_url: Where readers' browsers reach the service; no trailing slash.
        dashboard_url: Where members reach the dashboard; no trailing slash.
        database_url: An SQLAlchemy address; SQLite in ``instance`` by default.
        redis_url: Shared counters and keys for several nodes, or None.
        secret_key: Signs tickets and tokens; at least 32 characters. Empty means: use the key
            file in ``instance/keys``.
        trusted_proxies: Networks whose ``X-Forwarded-For`` is believed.
        posting_limits: Per network, in Flask-Limiter's notation.
        require_second_factor: ``administrators``, ``everyone`` or ``nobody``.
        smtp_url: ``smtp://`` or ``smtps://`` address of the mail server, or None.
        mail_from: The sender of every letter, or None.
        security_contact: Where holes are reported (RFC 9116): ``mailto:…`` or ``https:…``.
        port: The TCP port ``serve`` listens on.
    """

    instance: Path
    public_url: str
    dashboard_url: str
    database_url: str
    redis_url: str | None = None
    secret_key: str = field(default="", repr=False)
    trusted_proxies: tuple[Network, ...] = ()
    posting_limits: str = DEFAULT_LIMITS
    require_second_factor: str = "administrators"
    smtp_url: str | None = field(default=None, repr=False)
    mail_from: str | None = None
    security_contact: str | None = None
    port: int = DEFAULT_PORT

    @property
    def embedded(self) -> bool:
        """Whether the database is the SQLite file in the instance folder's keeping."""
        return self.database_url.startswith("sqlite")

    @property
    def path_prefix(self) -> str:
        """The path under which the service is reached, such as ``/comments``, or empty."""
        return urlsplit(self.public_url).path


def load(*, port: int | None = None) -> Settings:
    """Read the settings of this process.

    Args:
        port: What the command line says; wins over ``PORT``.

    Raises:
        ConfigError: A setting is unknown or malformed, or a file cannot be read.
    """
    _refuse_unknown(os.environ)
    instance = Path(os.environ.get(f"{PREFIX}INSTANCE", "instance")).absolute()
    written = _config_file(instance / "config.toml")
    env = FileAwareEnv(prefix=PREFIX, strip_whitespace=True)

    def text(name: str) -> str:
        try:
            return str(env.str(name, default=written.get(name.lower(), "")))
        except (EnvError, ValueError) as error:
            raise ConfigError(f"{PREFIX}{name}: {error}") from error

    number = port if port is not None else values.port(os.environ.get("PORT", str(DEFAULT_PORT)))
    public_url = values.web_address(
        "PUBLIC_URL", text("PUBLIC_URL") or f"http://127.0.0.1:{number}"
    )
    dashboard_url = values.web_address("DASHBOARD_URL", text("DASHBOARD_URL") or public_url)
    if urlsplit(dashboard_url).path != urlsplit(public_url).path:
        raise ConfigError(f"{PREFIX}DASHBOARD_URL must have the same path as {PREFIX}PUBLIC_URL.")
    return Settings(
        instance=instance,
        public_url=public_url,
        dashboard_url=dashboard_url,
        database_url=values.database_url(text("DATABASE_URL"), instance),
        redis_url=values.redis_url(text("REDIS_URL")),
        secret_key=values.secret(text("SECRET_KEY")),
        trusted_proxies=values.networks(text("TRUSTED_PROXIES")),
        posting_limits=values.limits(text("POSTING_LIMITS") or DEFAULT_LIMITS),
        require_second_factor=values.choice(text("REQUIRE_SECOND_FACTOR") or "administrators"),
        smtp_url=values.smtp_url(text("SMTP_URL")),
        mail_from=text("MAIL_FROM") or None,
        security_contact=values.contact(text("SECURITY_CONTACT")),
        port=number,
    )


def _refuse_unknown(environ: Mapping[str, str]) -> None:
    for key in sorted(environ):
        name = key.removeprefix(PREFIX)
        if name == key or name.startswith(FOREIGN_NAMES):
            continue
        if name not in VARIABLES:
            raise ConfigError(f"{key} is not a setting of this service.")


def _config_file(path: Path) -> dict[str, str]:
    """The settings written in ``config.toml``, each as the text its variable would hold."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path.name} cannot be read: {error}") from error
    known = {name.lower() for name in NAMES - {"INSTANCE"}}
    for key in table:
        if key not in known:
            raise ConfigError(f"{path.name}: “{key}” is not a setting of this service.")
    if "secret_key" in table and path.stat().st_mode & OTHERS:
        raise ConfigError(f"{path.name} holds a secret that others can read: run chmod 600 on it.")
    return {key: _flat(path.name, key, value) for key, value in table.items()}


def _flat(file: str, key: str, value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ",".join(value)
    raise ConfigError(f"{file}: “{key}” must be text or a list of texts.")
