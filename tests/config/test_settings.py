"""Starting with right and wrong settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moderation.config import ConfigError, load

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MODERATION_INSTANCE", str(tmp_path))
    monkeypatch.delenv("PORT", raising=False)
    return tmp_path


def test_nothing_needs_to_be_said(instance: Path) -> None:
    settings = load()
    assert settings.public_url == "http://127.0.0.1:8000"
    assert settings.dashboard_url == settings.public_url
    assert settings.database_url == f"sqlite:///{instance}/comments.sqlite"
    assert settings.embedded


def test_the_command_line_wins_over_the_port_of_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PORT", "9000")
    assert load().port == 9000
    assert load(port=9001).public_url == "http://127.0.0.1:9001"


def test_the_environment_wins_over_the_file(
    instance: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (instance / "config.toml").write_text('public_url = "https://a.example"\n')
    assert load().public_url == "https://a.example"
    monkeypatch.setenv("MODERATION_PUBLIC_URL", "https://b.example/c/")
    assert load().public_url == "https://b.example/c"
    assert load().path_prefix == "/c"


def test_a_secret_can_stand_in_a_file(instance: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (instance / "secret").write_text("x" * 40 + "\n")
    monkeypatch.setenv("MODERATION_SECRET_KEY_FILE", str(instance / "secret"))
    assert load().secret_key == "x" * 40
    assert "xxxx" not in repr(load())


def test_proxies_may_be_a_list_in_the_file(instance: Path) -> None:
    (instance / "config.toml").write_text('trusted_proxies = ["10.0.0.0/8", "::1"]\n')
    assert [str(network) for network in load().trusted_proxies] == ["10.0.0.0/8", "::1/128"]


def test_settings_of_the_tests_are_none_of_the_service(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODERATION_TEST_POSTGRES_URL", "x")
    monkeypatch.setenv("MODERATION_CORPORA", "x")
    load()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MODERATION_PUBLC_URL", "https://a.example"),
        ("MODERATION_PUBLIC_URL", "http://a.example"),
        ("MODERATION_PUBLIC_URL", "a.example"),
        ("MODERATION_PUBLIC_URL", "https://user@a.example"),
        ("MODERATION_PUBLIC_URL", "https://a.example/?x"),
        ("MODERATION_PUBLIC_URL", "https://a.example:port"),
        ("MODERATION_DASHBOARD_URL", "http://a.example"),
        ("MODERATION_DASHBOARD_URL", "https://a.example/desk"),
        ("MODERATION_DATABASE_URL", "mysql://a"),
        ("MODERATION_DATABASE_URL", "sqlite://"),
        ("MODERATION_DATABASE_URL", "sqlite:///:memory:"),
        ("MODERATION_DATABASE_URL", "sqlite:///"),
        ("MODERATION_DATABASE_URL", "postgresql://db:port/comments"),
        ("MODERATION_INSTANCE_FILE", "/run/secrets/instance"),
        ("MODERATION_REDIS_URL", "http://a"),
        ("MODERATION_SECRET_KEY", "short"),
        ("MODERATION_SECRET_KEY_FILE", "/no/such/file"),
        ("MODERATION_TRUSTED_PROXIES", "0.0.0.0/0"),
        ("MODERATION_TRUSTED_PROXIES", "::/0"),
        ("MODERATION_TRUSTED_PROXIES", "10.0.0.1/8"),
        ("MODERATION_TRUSTED_PROXIES", "localhost"),
        ("MODERATION_POSTING_LIMITS", "many"),
        ("MODERATION_REQUIRE_SECOND_FACTOR", "me"),
        ("MODERATION_SMTP_URL", "mail.example"),
        ("MODERATION_SECURITY_CONTACT", "me@example.org"),
        ("PORT", "http"),
        ("PORT", "65536"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_its_name(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigError, match=name.removesuffix("_FILE")):
        load()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('publik_url = "x"', "publik_url"),
        ("posting_limits = 5", "posting_limits"),
        ("= broken", "config.toml"),
    ],
)
def test_a_wrong_line_of_the_file_stops_the_start(instance: Path, text: str, named: str) -> None:
    (instance / "config.toml").write_text(text)
    with pytest.raises(ConfigError, match=named):
        load()


def test_a_secret_in_a_file_that_others_can_read_stops_the_start(instance: Path) -> None:
    file = instance / "config.toml"
    file.write_text(f'secret_key = "{"s" * 40}"')
    file.chmod(0o644)
    with pytest.raises(ConfigError, match="chmod 600"):
        load()

    file.chmod(0o600)
    assert load().secret_key == "s" * 40
