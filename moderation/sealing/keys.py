"""The keys of an instance: one file each, outside the database and its backups.

A sealing key's file holds ``<id>:<base64 of 32 bytes>`` lines; the last line seals, every line
opens, so that a key can be replaced while old values are still read.
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

KEY_BYTES: Final = 32
OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


class KeyFileError(Exception):
    """A key file is readable by others, or is not one of ours; the text names it."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """The secrets of one instance.

    Attributes:
        signing: Signs tickets, tokens and cookies.
        sealing: Key id to AES key of 32 bytes, oldest first; the last one seals.
        index: Keys the blind index.
    """

    signing: str = field(repr=False)
    sealing: Mapping[str, bytes] = field(repr=False)
    index: bytes = field(repr=False)

    @classmethod
    def of(cls, folder: Path, *, signing: str = "") -> Keyring:
        """Read the keys in ``folder``, making those that do not exist yet (mode 0600).

        Args:
            folder: Usually ``instance/keys``.
            signing: A signing key from the settings, used instead of the file.

        Raises:
            KeyFileError: A file is readable by others or does not hold keys.
        """
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return cls(
            signing=signing or _lines(folder / "signing.key")[-1][1].hex(),
            sealing=dict(_lines(folder / "sealing.key")),
            index=_lines(folder / "index.key")[-1][1],
        )


def _lines(path: Path) -> list[tuple[str, bytes]]:
    if not path.exists():
        create_private(path, _new_line())
    refuse_readable_by_others(path)
    try:
        pairs = [line.split(":", 1) for line in path.read_text("ascii").split()]
        keys = [(name, base64.b64decode(key, validate=True)) for name, key in pairs]
    except (OSError, ValueError, binascii.Error) as error:
        raise KeyFileError(f"The key file {path.name} cannot be read.") from error
    if not keys or any(len(key) != KEY_BYTES for _, key in keys):
        raise KeyFileError(f"The key file {path.name} does not hold keys of 32 bytes.")
    return keys


def _new_line() -> str:
    key = base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode("ascii")
    return f"{secrets.token_hex(4)}:{key}\n"


def create_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read; an existing one stays as it is.

    The text is complete before the name exists, so that a reader never meets half a key.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)  # fails when another process was first, which is fine
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def refuse_readable_by_others(path: Path) -> None:
    """Raise :class:`KeyFileError` when the group or the world can touch the file."""
    if path.stat().st_mode & OTHERS:
        raise KeyFileError(f"The key file {path.name} can be read by others: run chmod 600 on it.")
