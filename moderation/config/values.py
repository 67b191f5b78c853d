"""How each setting is read from its text; every refusal is one sentence that names the setting."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from limits import parse_many

if TYPE_CHECKING:
    from pathlib import Path

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

DEFAULT_LIMITS: Final = "5 per 10 minutes; 30 per day"
SECOND_FACTOR_CHOICES: Final = ("administrators", "everyone", "nobody")
MINIMUM_SECRET_LENGTH: Final = 32


class ConfigError(Exception):
    """A setting is unknown, missing or malformed; the text is one sentence that names it."""


def port(value: str) -> int:
    """Parse a TCP port number."""
    if value.isascii() and value.isdigit() and int(value) < 65_536:  # noqa: PLR2004 - TCP's range
        return int(value)
    raise ConfigError(f"PORT must be a number from 0 to 65535, not “{value}”.")


def web_address(name: str, value: str) -> str:
    """Refuse plain http except on this machine, where no network can listen in."""
    try:
        parts = urlsplit(value)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError as error:
        raise ConfigError(f"MODERATION_{name} is not an address: {error}") from error
    if parts.scheme not in {"http", "https"} or not host:
        raise ConfigError(f"MODERATION_{name} must begin with https:// and name a host.")
    if parts.query or parts.fragment or parts.username is not None:
        raise ConfigError(f"MODERATION_{name} must be a host and a path, and nothing else.")
    if parts.scheme == "http" and not is_loopback(host):
        raise ConfigError(f"MODERATION_{name} must begin with https:// outside this machine.")
    return value.rstrip("/")


def is_loopback(host: str) -> bool:
    """Whether a host name can only mean this machine (RFC 6761 §6.3, RFC 1122 §3.2.1.3)."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def database_url(value: str, instance: Path) -> str:
    """Name the driver of a database address; without one, a SQLite file in ``instance``."""
    if not value:
        return f"sqlite:///{instance / 'comments.sqlite'}"
    scheme, mark, rest = value.partition("://")
    if mark and scheme in {"postgresql", "postgres", "postgresql+psycopg"}:
        try:
            _ = urlsplit(value).port  # parsed, and refused, only when it is read
        except ValueError as error:
            raise ConfigError(f"MODERATION_DATABASE_URL is not an address: {error}") from error
        return f"postgresql+psycopg://{rest}"
    if mark and scheme == "sqlite" and rest.startswith("/") and rest not in {"/", "/:memory:"}:
        return value
    raise ConfigError("MODERATION_DATABASE_URL must begin with sqlite:/// or postgresql://.")


def redis_url(value: str) -> str | None:
    """Check the address of a Redis server."""
    if value and not value.startswith(("redis://", "rediss://", "unix://")):
        raise ConfigError("MODERATION_REDIS_URL must begin with redis://, rediss:// or unix://.")
    return value or None


def smtp_url(value: str) -> str | None:
    """Check the address of a mail server."""
    if value and not value.startswith(("smtp://", "smtps://")):
        raise ConfigError("MODERATION_SMTP_URL must begin with smtp:// or smtps://.")
    return value or None


def contact(value: str) -> str | None:
    """Check the address to which holes are reported."""
    if value and not value.startswith(("mailto:", "https://")):
        raise ConfigError("MODERATION_SECURITY_CONTACT must begin with mailto: or https://.")
    return value or None


def secret(value: str) -> str:
    """Check that a signing key is long enough to be one."""
    if value and len(value) < MINIMUM_SECRET_LENGTH:
        raise ConfigError("MODERATION_SECRET_KEY must have at least 32 characters.")
    return value


def networks(value: str) -> tuple[Network, ...]:
    """Parse CIDR blocks; a block that holds every address would trust everybody."""
    networks: list[Network] = []
    for item in filter(None, (part.strip() for part in value.split(","))):
        try:
            network = ipaddress.ip_network(item)
        except ValueError as error:
            raise ConfigError(f"MODERATION_TRUSTED_PROXIES: {error}.") from error
        if network.prefixlen == 0:
            raise ConfigError(f"MODERATION_TRUSTED_PROXIES: {item} would trust everybody.")
        networks.append(network)
    return tuple(networks)


def limits(value: str) -> str:
    """Check a list of limits in Flask-Limiter's notation."""
    try:
        parse_many(value)
    except ValueError as error:
        raise ConfigError(
            f"MODERATION_POSTING_LIMITS must read like “{DEFAULT_LIMITS}”, not “{value}”."
        ) from error
    return value


def choice(value: str) -> str:
    """Check who must use a second factor."""
    if value not in SECOND_FACTOR_CHOICES:
        raise ConfigError(
            f"MODERATION_REQUIRE_SECOND_FACTOR must be one of {', '.join(SECOND_FACTOR_CHOICES)}."
        )
    return value
