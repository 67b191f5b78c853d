"""What a running service holds beside its database: settings, keys and pseudonyms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from flask import current_app

if TYPE_CHECKING:
    from moderation.config import Settings
    from moderation.sealing import Keyring, NetworkPseudonyms

EXTENSION: Final = "moderation"


@dataclass(frozen=True, slots=True)
class Instance:
    """One running service."""

    settings: Settings
    keyring: Keyring
    networks: NetworkPseudonyms


def instance() -> Instance:
    """The instance that the current application serves."""
    return cast("Instance", current_app.extensions[EXTENSION])
