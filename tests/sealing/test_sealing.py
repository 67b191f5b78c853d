"""E-mails and addresses, kept so that the database alone gives none of them away."""

from __future__ import annotations

import ipaddress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from moderation.sealing import (
    KeyFileError,
    Keyring,
    NetworkPseudonyms,
    SealBroken,
    blind_index,
    open_sealed,
    seal,
)
from moderation.sealing.networks import DailyKeyFiles

if TYPE_CHECKING:
    from pathlib import Path

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
PLACE = "comment|email_sealed|c1"


@pytest.fixture
def keyring(tmp_path: Path) -> Keyring:
    return Keyring.of(tmp_path / "keys")


def test_what_is_sealed_opens_in_its_place_and_nowhere_else(keyring: Keyring) -> None:
    sealed = seal("awa@example.org", PLACE, keyring.sealing)
    assert open_sealed(sealed, PLACE, keyring.sealing) == "awa@example.org"
    with pytest.raises(SealBroken):
        open_sealed(sealed, "comment|email_sealed|c2", keyring.sealing)


def test_the_same_address_is_never_sealed_alike(keyring: Keyring) -> None:
    assert seal("a@b.fr", PLACE, keyring.sealing) != seal("a@b.fr", PLACE, keyring.sealing)


def test_a_changed_byte_breaks_the_seal(keyring: Keyring) -> None:
    sealed = bytearray(seal("awa@example.org", PLACE, keyring.sealing))
    sealed[-1] ^= 1
    with pytest.raises(SealBroken):
        open_sealed(bytes(sealed), PLACE, keyring.sealing)


@pytest.mark.parametrize("garbage", [b"", b":", b"\xff:x", b"00000000:" + b"x" * 40])
def test_garbage_is_not_opened(keyring: Keyring, garbage: bytes) -> None:
    with pytest.raises(SealBroken):
        open_sealed(garbage, PLACE, keyring.sealing)


def test_old_values_open_after_the_key_was_replaced(keyring: Keyring) -> None:
    sealed = seal("awa@example.org", PLACE, keyring.sealing)
    both = {**keyring.sealing, "newer": bytes(32)}
    assert open_sealed(sealed, PLACE, both) == "awa@example.org"
    assert seal("x", PLACE, both).startswith(b"newer:")


def test_keys_are_made_once_and_only_their_owner_reads_them(tmp_path: Path) -> None:
    first = Keyring.of(tmp_path / "keys")
    assert Keyring.of(tmp_path / "keys") == first
    modes = {path.stat().st_mode & 0o777 for path in (tmp_path / "keys").iterdir()}
    assert modes == {0o600}


def test_keys_that_others_can_read_stop_the_start(tmp_path: Path) -> None:
    Keyring.of(tmp_path / "keys")
    (tmp_path / "keys" / "sealing.key").chmod(0o640)
    with pytest.raises(KeyFileError, match=r"sealing\.key"):
        Keyring.of(tmp_path / "keys")


@pytest.mark.parametrize("text", ["", "x", "a:b", "a:AAAA\n", "a:é"])
def test_a_broken_key_file_stops_the_start(tmp_path: Path, text: str) -> None:
    Keyring.of(tmp_path / "keys")
    path = tmp_path / "keys" / "index.key"
    path.write_text(text)
    with pytest.raises(KeyFileError, match=r"index\.key"):
        Keyring.of(tmp_path / "keys")


def test_no_key_shows_itself_in_a_log(keyring: Keyring) -> None:
    assert repr(keyring) == "Keyring()"


def test_the_index_ignores_letter_case_and_needs_its_key() -> None:
    assert blind_index("Awa@Example.org", b"k") == blind_index("awa@example.org", b"k")
    assert blind_index("awa@example.org", b"k") != blind_index("awa@example.org", b"l")


def pseudonym(folder: Path, address: str, when: datetime = NOON) -> bytes:
    return NetworkPseudonyms(DailyKeyFiles(folder)).of(ipaddress.ip_address(address), when)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.254", True),
        ("192.0.2.1", "192.0.3.1", False),
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("::ffff:192.0.2.9", "192.0.2.1", True),
    ],
)
def test_neighbours_share_a_pseudonym(tmp_path: Path, one: str, other: str, *, same: bool) -> None:
    assert (pseudonym(tmp_path, one) == pseudonym(tmp_path, other)) is same


def test_a_pseudonym_lasts_a_day(tmp_path: Path) -> None:
    tomorrow = NOON + timedelta(days=1)
    assert pseudonym(tmp_path, "192.0.2.1") != pseudonym(tmp_path, "192.0.2.1", tomorrow)


def test_keys_of_the_days_are_gone_after_48_hours(tmp_path: Path) -> None:
    networks = NetworkPseudonyms(DailyKeyFiles(tmp_path))
    before = networks.of(ipaddress.ip_address("192.0.2.1"), NOON)
    assert networks.forget(NOON + timedelta(days=1)) == 0
    assert networks.forget(NOON + timedelta(days=2)) == 1
    assert list(tmp_path.glob("*.key")) == []
    assert networks.of(ipaddress.ip_address("192.0.2.1"), NOON) != before
