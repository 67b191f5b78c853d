"""Settings: typed, frozen, read once from the environment and ``instance/config.toml``."""

from moderation.config.settings import NAMES, PREFIX, Settings, load
from moderation.config.values import ConfigError, is_loopback

__all__ = ["NAMES", "PREFIX", "ConfigError", "Settings", "is_loopback", "load"]
