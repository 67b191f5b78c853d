"""The demonstration: a throw-away service and two articles on another origin."""

from moderation.operations.demo.stage import run

__all__ = ["run"]
