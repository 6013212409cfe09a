"""The sample is taken off its deprecated function step by step, and works after every one of them.

What `graphkit next` calls mechanical is applied as the diff it gives; the rest is what a person does,
written down in `websocket_app_by_hand.toml`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from graphkit.errors import BadTarget
from graphkit.model.edits import MECHANICAL, FileEdit
from graphkit.model.ranking import RankedModule
from graphkit.workflows.edits import suggest_edits
from graphkit.workflows.next_step import next_step
from graphkit.workflows.rank import rank
from graphkit.workflows.reading import open_reading
from graphkit.workflows.trace import trace, trace_in
from tests.differential.importer import Importer
from tests.differential.namespaces import find_modules

REPOSITORY = Path(__file__).resolve().parents[2]
SAMPLE = REPOSITORY / "graphkit" / "samples" / "websocket_app"
BY_HAND = REPOSITORY / "tests" / "assets" / "websocket_app_by_hand.toml"
DEPRECATION = "websocket-factory"
GOLDEN_PATH = "tests/e2e/test_golden_path.py"
NAME = "get_websocket_manager_factory"
DEFINITION = "netra_backend/app/websocket_core/websocket_manager_factory.py"


class Migration:
    """A copy of the sample on its way."""

    def __init__(self, root: Path, importer: Importer) -> None:
        self.root = root
        self._importer = importer
        self._by_hand: dict[str, dict[str, Any]] = {
            step["file"]: step for step in tomllib.loads(BY_HAND.read_text())["steps"]
        }
        self._changed: set[str] = set()
        self._loaded: dict[str, frozenset[str]] = {}
        self._failing: set[str] = set()
        self._import(find_modules(root))
        self._broken = set(self._failing)

    def change(self, step: RankedModule, edits: Iterable[FileEdit]) -> None:
        """Apply the mechanical edits of a step, then what a person does in it."""
        self._changed = {step.module}
        for edit in edits:
            if edit.diff:
                self._changed.add(edit.module)
                apply = ["git", "apply", "-"]
                subprocess.run(apply, input=edit.diff, text=True, cwd=self.root, check=True)
        for change in self._hand_edits(step.file):
            path = self.root / change.get("file", step.file)
            self._changed.add(path.relative_to(self.root).with_suffix("").as_posix().replace("/", "."))
            text = path.read_text()
            assert text.count(change["find"]) == 1, f"{path}: {change['find']!r}"
            path.write_text(text.replace(change["find"], change["replace"]))

    def _hand_edits(self, file: str) -> list[dict[str, str]]:
        step = self._by_hand.pop(file, {})
        if step.get("delete"):
            (self.root / file).unlink()
        edits: list[dict[str, str]] = step.get("edits", [])
        return edits

    def untouched(self) -> list[str]:
        """What a person was to do and no step asked for."""
        return sorted(self._by_hand)

    def check(self) -> None:
        """Assert that every module that could be imported at the start still can, each by itself."""
        modules = find_modules(self.root)
        self._failing &= modules.keys()
        # what loads nothing that was changed is as it was
        self._import(m for m in modules if m in self._changed or self._changed & self._loaded[m])
        assert self._failing <= self._broken

    def _import(self, modules: Iterable[str]) -> None:
        modules = set(modules)
        watched = find_modules(self.root)
        for module, outcome in self._importer.outcomes(self.root, modules, watched).items():
            self._loaded[module] = outcome.seen
            self._failing.discard(module)
            if outcome.failure:
                self._failing.add(module)

    def tests(self, *files: str) -> int:
        """The exit status of pytest."""
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *files]
        return subprocess.run(command, cwd=self.root, capture_output=True, check=False).returncode


@pytest.fixture
def migration(tmp_path: Path) -> Iterator[Migration]:
    ignore = shutil.ignore_patterns("__pycache__", ".pytest_cache")
    root = Path(shutil.copytree(SAMPLE, tmp_path / "websocket_app", ignore=ignore))
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    with Importer(timeout=20) as importer:
        yield Migration(root, importer)


def assert_finished(migration: Migration) -> None:
    root = migration.root
    assert migration.untouched() == []
    assert NAME not in (root / DEFINITION).read_text().partition('"""\n\nfrom')[2]
    with pytest.raises(BadTarget, match=NAME):
        trace(DEPRECATION, roots=[str(root)], cache=False)
    assert migration.tests() == 0


@pytest.mark.parametrize("policy", ["canary-first", "risk-first"])
def test_asking_for_the_next_step_again_and_again_ends_the_migration(
    migration: Migration, policy: str
) -> None:
    remaining = []
    while True:
        step = next_step(DEPRECATION, policy=policy, roots=[str(migration.root)], cache=False)
        remaining.append(step.remaining)
        if step.module is None:
            break
        assert any(edit.how != MECHANICAL or edit.diff for edit in step.edits)
        migration.change(step.module, step.edits)
        migration.check()
    assert remaining == sorted(set(remaining), reverse=True)
    assert step.verdict.startswith("done")
    assert_finished(migration)


def test_every_prefix_of_the_order_leaves_a_working_application(migration: Migration) -> None:
    roots = [str(migration.root)]
    order = rank(DEPRECATION, roots=roots, cache=False).modules
    assert len(order) > 40
    moved: set[str] = set()
    for row in order:
        if row.module in moved:
            continue
        moved |= {row.module, *row.together}
        reading = open_reading(roots=roots, cache=False)
        group = [row, *(other for other in order if other.module in row.together)]
        deprecation = reading.config.deprecations[DEPRECATION]
        migration.change(row, suggest_edits(trace_in(reading, DEPRECATION), group, deprecation, reading))
        migration.check()
        assert migration.tests(GOLDEN_PATH) == 0
    last = next_step(DEPRECATION, roots=roots, cache=False)
    # what was broken from the start is no part of the order
    assert last.module is not None
    assert last.module.role == "leftover"
    migration.change(last.module, last.edits)
    assert_finished(migration)
