"""Fail a run in which anything was skipped: what was not tried has not passed.

Continuous integration loads it with ``-p tests.plugins.no_skips``; a developer without a browser
or a PostgreSQL does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from _pytest.terminal import TerminalReporter


def _skipped(config: pytest.Config) -> int:
    reporter: TerminalReporter | None = config.pluginmanager.get_plugin("terminalreporter")
    return len(reporter.getreports("skipped")) if reporter else 0


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Turn success into failure; a run that failed already keeps its own code."""
    if session.exitstatus == pytest.ExitCode.OK and _skipped(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: TerminalReporter, config: pytest.Config) -> None:
    """Say why a run without a failed test has failed."""
    if number := _skipped(config):
        terminalreporter.section("nothing may be skipped here", red=True)
        terminalreporter.line(f"{number} skipped; the reasons stand in the summary above.")
