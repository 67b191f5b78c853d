"""What a site cannot be."""

from __future__ import annotations


class SiteRefused(ValueError):
    """A site's name, origin or setting is not usable; the text says which and why."""


class SettingRefused(SiteRefused):
    """A value that one setting cannot have."""

    def __init__(self, name: str, why: str) -> None:
        """Say which setting, and why."""
        super().__init__(why)
        self.name = name
