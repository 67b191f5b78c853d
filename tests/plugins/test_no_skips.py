from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FAILED, NOTHING_RAN = 1, 5


@pytest.mark.parametrize(
    ("source", "code", "said"),
    [
        pytest.param("def test_one(): pass", 0, False, id="everything passes"),
        pytest.param("def test_one(): assert False", FAILED, False, id="a test fails"),
        pytest.param("def test_one(): pytest.skip()", FAILED, True, id="a test is skipped"),
        pytest.param("pytest.skip(allow_module_level=True)", NOTHING_RAN, True, id="a file is"),
    ],
)
def test_a_run_in_which_something_was_skipped_has_not_passed(
    tmp_path: Path, source: str, code: int, *, said: bool
) -> None:
    (tmp_path / "test_it.py").write_text(f"import pytest\n{source}\n")
    command = [sys.executable, "-m", "pytest", "-p", "tests.plugins.no_skips", "-c", os.devnull]
    finished = subprocess.run(
        [*command, "--rootdir", str(tmp_path), str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == code, finished.stdout
    assert ("nothing may be skipped here" in finished.stdout) == said
