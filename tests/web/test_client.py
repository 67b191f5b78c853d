"""Whose request it is."""

from __future__ import annotations

import ipaddress

import pytest

from moderation.web.client import address_behind

PROXIES = (ipaddress.ip_network("10.0.0.0/8"), ipaddress.ip_network("::1/128"))


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("192.0.2.1", [], "192.0.2.1"),
        ("192.0.2.1", ["203.0.113.9"], "192.0.2.1"),
        ("10.0.0.1", [], "10.0.0.1"),
        ("10.0.0.1", ["203.0.113.9"], "203.0.113.9"),
        ("10.0.0.1", ["198.51.100.1, 203.0.113.9"], "203.0.113.9"),
        ("10.0.0.1", ["203.0.113.9, 10.0.0.7"], "203.0.113.9"),
        ("10.0.0.1", ["198.51.100.1", "203.0.113.9, 10.0.0.7"], "203.0.113.9"),
        ("10.0.0.1", ["198.51.100.1", "10.0.0.8"], "198.51.100.1"),
        ("10.0.0.1", ["<script>"], "10.0.0.1"),
        ("10.0.0.1", ["203.0.113.9, "], "10.0.0.1"),
        ("10.0.0.1", ["203.0.113.9:4711"], "10.0.0.1"),
        ("::1", ["2001:db8::7"], "2001:db8::7"),
        ("::1", ["::ffff:203.0.113.9"], "203.0.113.9"),
    ],
)
def test_only_declared_proxies_speak_for_a_client(
    peer: str, forwarded: list[str], client: str
) -> None:
    found = address_behind(ipaddress.ip_address(peer), forwarded, PROXIES)
    assert found == ipaddress.ip_address(client)
