"""The unit and the container start the service as it is, with no more rights than it needs."""

from __future__ import annotations

import re
from configparser import RawConfigParser
from typing import Any

import click
import pytest
import yaml

from moderation.__main__ import main
from moderation.config import NAMES
from tests.deploy.conftest import DEPLOY

FILES = ("comment-moderation.service", "Containerfile", "compose.yaml")


def _text(name: str) -> str:
    return (DEPLOY / name).read_text("utf-8")


def _compose() -> dict[str, dict[str, Any]]:
    services: dict[str, dict[str, Any]] = yaml.safe_load(_text("compose.yaml"))["services"]
    return services


@pytest.mark.parametrize("name", FILES)
def test_every_setting_that_a_file_names_exists(name: str) -> None:
    named = set(re.findall(r"MODERATION_([A-Z_]+)", _text(name)))
    assert named
    assert named <= NAMES


@pytest.mark.parametrize(
    "started",
    [
        re.findall(
            r"^ExecStart=\S+/moderation (.*)", _text("comment-moderation.service"), re.MULTILINE
        )[0],
        " ".join(re.findall(r'"([^"]*)"', _text("Containerfile").rpartition("CMD")[2])),
    ],
    ids=["unit", "container"],
)
def test_the_command_that_starts_the_service_is_one(started: str) -> None:
    name, *arguments = started.split()
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.make_context(name, arguments).params["host"] in {"127.0.0.1", "0.0.0.0"}  # noqa: S104 - the container's own network


def test_the_unit_lets_the_service_do_little() -> None:
    unit = RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(DEPLOY / "comment-moderation.service", "utf-8")
    service = dict(unit["Service"])
    assert service["NoNewPrivileges"] == service["PrivateTmp"] == "yes"
    assert service["ProtectSystem"] == "strict"
    assert service["RestrictAddressFamilies"] == "AF_INET AF_INET6 AF_UNIX"
    assert service["CapabilityBoundingSet"] == ""
    assert service["StateDirectoryMode"] == "0700"
    assert service["User"] != "root"


def test_the_image_runs_as_nobody_in_particular_and_says_how_it_is() -> None:
    last_stage = _text("Containerfile").rpartition("FROM ")[2]
    assert re.search(r"^USER (?!0)\d+:(?!0)\d+$", last_stage, re.MULTILINE)
    assert "HEALTHCHECK" in last_stage
    assert "/healthz" in last_stage


@pytest.mark.parametrize("name", _compose())
def test_no_container_has_more_rights_than_it_needs(name: str) -> None:
    service = _compose()[name]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


def test_the_services_container_writes_to_its_volume_alone() -> None:
    service = _compose()["comments"]
    assert service["read_only"] is True
    assert service["volumes"] == ["data:/var/lib/comments"]
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
