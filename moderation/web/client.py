"""Whose request it is: the peer of the connection, or what declared proxies say of it."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

from flask import request

from moderation.web.clock import now
from moderation.web.instance import instance

if TYPE_CHECKING:
    from collections.abc import Collection

    from moderation.config.values import Network

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# A peer without an address (a UNIX socket) is this machine's.
LOCAL = ipaddress.IPv4Address("127.0.0.1")


def client_address() -> Address:
    """The client's address: ``X-Forwarded-For`` counts only as far as proxies are declared."""
    return address_behind(
        _parsed(request.remote_addr or "") or LOCAL,
        request.headers.getlist("X-Forwarded-For"),
        instance().settings.trusted_proxies,
    )


def client_network() -> bytes:
    """Today's pseudonym of the client's network."""
    return instance().networks.of(client_address(), now())


def address_behind(
    peer: Address, forwarded: Collection[str], trusted: Collection[Network]
) -> Address:
    """Walk from the peer towards the client for as long as declared proxies vouch.

    Args:
        peer: The other end of the connection.
        forwarded: The values of ``X-Forwarded-For``, in order.
        trusted: Networks of the declared proxies.
    """
    hops = [hop for value in forwarded for hop in value.split(",")]
    address = peer
    while hops and any(address in network for network in trusted):
        hop = _parsed(hops.pop())
        if hop is None:  # a proxy passed on something that is no address: stop at the proxy
            break
        address = hop
    return address


def _parsed(text: str) -> Address | None:
    try:
        address = ipaddress.ip_address(text.strip())
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address
