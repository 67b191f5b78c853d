"""What commands share: the application they act on, which is built only when one needs it."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

P = ParamSpec("P")
R = TypeVar("R")


def load_application() -> Flask:
    """Build the application that the present command acts on."""
    make: Callable[[], Flask] = click.get_current_context().obj
    return make()


def with_appcontext(command: Callable[P, R]) -> Callable[P, R]:
    """Run a command in the application's context."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with load_application().app_context():
            return command(*args, **kwargs)

    return run
