"""Keys, sealed values, the blind index and network pseudonyms; this room knows no feature."""

from moderation.sealing.blind_index import blind_index
from moderation.sealing.keys import KeyFileError, Keyring
from moderation.sealing.networks import KeysUnavailable, NetworkPseudonyms
from moderation.sealing.seal import SealBroken, open_sealed, seal

__all__ = [
    "KeyFileError",
    "Keyring",
    "KeysUnavailable",
    "NetworkPseudonyms",
    "SealBroken",
    "blind_index",
    "open_sealed",
    "seal",
]
