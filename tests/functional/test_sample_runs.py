"""The bundled sample is a working application, and what the tests hold true of it is what CPython finds."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
SAMPLE = REPOSITORY / "graphkit" / "samples" / "websocket_app"
TRUTH = REPOSITORY / "tests" / "assets" / "websocket_app_truth.json"
FACADE = "netra_backend/app/websocket_core/canonical_imports.py"
GOLDEN_PATH = "tests/e2e/test_golden_path.py"
NAME = "get_websocket_manager_factory"

# Files that this Python cannot read, on purpose; `reports.py` lies in the shadow of `reports/`.
UNREADABLE = {"legacy/broken_report.py", "scripts/session_report_312.py", "scripts/retry_connect_314.py"}
SHADOWED = {"netra_backend/app/reports.py"}

# Prints, as JSON, every (module, name) that holds the function after importing the modules given.
HOLDERS = f"""
import importlib, json, sys, warnings
warnings.simplefilter("ignore")
sys.path[:0] = [".", "netra_backend/tests"]
definition = "netra_backend.app.websocket_core.websocket_manager_factory"
target = importlib.import_module(definition).{NAME}
for name in sys.argv[1:]:
    importlib.import_module(name)
found = [
    [name, key]
    for name in sys.argv[1:] if name != definition
    for key, value in vars(sys.modules[name]).items() if value is target
]
print(json.dumps(sorted(found)))
"""


def python_files() -> list[str]:
    """Every source file of the sample, relative to its root."""
    paths = (path.relative_to(SAMPLE) for path in SAMPLE.rglob("*.py"))
    return sorted(path.as_posix() for path in paths if "__pycache__" not in path.parts)


def module_name(file: str) -> str:
    """The module that a file is, seen from the sample's root."""
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the sample, so that running it leaves nothing in the package."""
    ignore = shutil.ignore_patterns("__pycache__", ".pytest_cache")
    return Path(shutil.copytree(SAMPLE, tmp_path / "websocket_app", ignore=ignore))


@pytest.fixture(scope="module")
def truth() -> dict[str, Any]:
    """What tracing the sample must find."""
    value: dict[str, Any] = json.loads(TRUTH.read_text(encoding="utf-8"))
    return value


def run(arguments: list[str], cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run this Python in a directory, without plug-ins and options of the surrounding test run."""
    ours = ("COV", "PYTEST", "PYTHON")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
    environment = kept | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, *arguments],
        check=False,
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_facade_holds_the_name_on_line_34() -> None:
    lines = (SAMPLE / FACADE).read_text(encoding="utf-8").splitlines()
    assert lines[33] == f"    {NAME},"


def test_size_and_importable_without_installation() -> None:
    notebooks = list(SAMPLE.rglob("*.ipynb"))
    assert 60 <= len(python_files()) + len(notebooks) <= 120
    assert notebooks
    assert not (SAMPLE / "__init__.py").exists()
    for directory in ("tests/unit", "netra_backend/tests", "netra_backend/app/plugins"):
        assert (SAMPLE / directory).is_dir()
        assert not (SAMPLE / directory / "__init__.py").exists()


def test_its_own_tests_pass(copy: Path) -> None:
    done = run(["-m", "pytest", "-v", "-p", "no:cacheprovider"], copy)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{GOLDEN_PATH}::GoldenPathTests::test_login_socket_agent_answer PASSED" in done.stdout
    assert re.search(r"^netra_backend/tests/test_dependencies\.py::.* PASSED", done.stdout, re.M)
    assert re.search(r"\b\d{2,} passed, 1 skipped\b", done.stdout)


def test_demo_plays_a_conversation(copy: Path) -> None:
    done = run(["run_demo.py"], copy)
    assert done.returncode == 0, done.stderr
    assert "Ask me anything" in done.stdout


def test_broken_file_parses_under_no_python() -> None:
    text = (SAMPLE / "legacy" / "broken_report.py").read_text(encoding="utf-8")
    with pytest.raises(SyntaxError):
        compile(text, "broken_report.py", "exec")


def test_truth_names_lines_that_exist(truth: dict[str, Any]) -> None:
    places = [use for consumer in truth["consumers"] for use in consumer["uses"]]
    for key in ("definitions", "reexports", "exports", "dangling", "not_uses", "either_way"):
        places += truth[key]
    for place in places:
        lines = (SAMPLE / place["file"]).read_text(encoding="utf-8").splitlines()
        assert lines[place["line"] - 1].strip(), place


def test_truth_accounts_for_every_line_with_the_name(truth: dict[str, Any]) -> None:
    known = {(use["file"], use["line"]) for consumer in truth["consumers"] for use in consumer["uses"]}
    for key in ("definitions", "reexports", "exports", "dangling", "not_uses", "either_way"):
        known |= {(place["file"], place["line"]) for place in truth[key]}
    notebooks = [path.relative_to(SAMPLE).as_posix() for path in SAMPLE.rglob("*.ipynb")]
    written = {
        (file, number)
        for file in [*python_files(), *notebooks]
        for number, line in enumerate((SAMPLE / file).read_text(encoding="utf-8").splitlines(), 1)
        if NAME in line
    }
    assert written - known == set()


def test_truth_agrees_with_cpython_about_who_holds_the_function(copy: Path, truth: dict[str, Any]) -> None:
    files = [file for file in python_files() if file not in UNREADABLE | SHADOWED]
    done = run(["-c", HOLDERS, *map(module_name, files)], copy)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == truth["bindings"]
