"""The suggested edits of the bundled sample: every diff applies, and what it moves is moved."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from graphkit.model.edits import BY_HAND, MECHANICAL, REVIEW, FileEdit
from graphkit.model.ranking import RankedModule
from graphkit.model.uses import Trace
from graphkit.workflows.edits import suggest_edits
from graphkit.workflows.rank import rank
from graphkit.workflows.reading import open_reading
from graphkit.workflows.trace import trace
from tests.conftest import REPOSITORY

SAMPLE = REPOSITORY / "graphkit" / "samples" / "websocket_app"
NAME = "websocket-factory"


@cache
def suggested() -> tuple[Trace, Sequence[RankedModule], tuple[FileEdit, ...]]:
    roots = [str(SAMPLE)]
    reading = open_reading(roots=roots, cache=False)
    traced = trace(NAME, roots=roots, cache=False)
    modules = rank(NAME, roots=roots, cache=False).modules
    edits = suggest_edits(traced, modules, reading.config.deprecations[NAME], reading)
    return traced, modules, edits


def copied_with(where: Path, edits: Sequence[FileEdit]) -> Path:
    tree = where / "tree"
    shutil.copytree(SAMPLE, tree, ignore=shutil.ignore_patterns("__pycache__"))
    subprocess.run(["git", "init", "-q", str(tree)], check=True)
    diff = "".join(edit.diff for edit in edits)
    subprocess.run(["git", "apply", "--check", "-"], cwd=tree, input=diff.encode(), check=True)
    subprocess.run(["git", "apply", "-"], cwd=tree, input=diff.encode(), check=True)
    return tree


def is_code(text: str) -> bool:
    try:
        compile(text, "m.py", "exec")
    except SyntaxError:
        return False
    return True


def test_every_use_is_spoken_of() -> None:
    traced, _, edits = suggested()
    spoken = {(edit.file, one.line) for edit in edits for one in edit.edits}
    # a star goes without saying where everything that came by it is rewritten
    wanted = {
        (use.file, use.line)
        for consumer in traced.consumers
        for use in consumer.uses
        if use.kind != "star_import"
    }
    assert wanted - spoken == set()


def test_the_diffs_apply_and_give_code(tmp_path: Path) -> None:
    _, _, edits = suggested()
    tree = copied_with(tmp_path, edits)
    changed = [edit for edit in edits if edit.diff]
    assert len(changed) >= 30
    for edit in changed:
        before = (SAMPLE / edit.file).read_text(encoding="utf-8")
        after = (tree / edit.file).read_text(encoding="utf-8")
        assert after != before
        assert is_code(after) or not is_code(before), edit.file


def test_consumers_that_are_moved_use_the_symbol_no_more(tmp_path: Path) -> None:
    traced, modules, edits = suggested()
    roles = {module.module: module.role for module in modules}
    consumers = [edit for edit in edits if roles[edit.module] == "consumer"]
    tree = copied_with(tmp_path, consumers)
    left = {consumer.module for consumer in trace(NAME, roots=[str(tree)], cache=False).consumers}
    moved = {edit.module for edit in consumers if edit.how == MECHANICAL}
    assert len(moved) >= 15
    assert moved & left == set()
    # what is for a person is still there
    waiting = {edit.module for edit in consumers if edit.how in (REVIEW, BY_HAND)}
    assert waiting <= left
    assert len(traced.consumers) == len(left | moved)


def test_a_notebook_is_edited_by_line_and_gets_no_diff() -> None:
    _, _, edits = suggested()
    notebook = next(edit for edit in edits if edit.file.endswith(".ipynb"))
    assert notebook.diff == ""
    assert notebook.how == REVIEW
    lines = (SAMPLE / notebook.file).read_text(encoding="utf-8").split("\n")
    rewritten = next(edit for edit in notebook.edits if "WebSocketManager(user_context=" in edit.after)
    assert "get_websocket_manager_factory().create_manager(" in lines[rewritten.line - 1]
    assert "notebook" in rewritten.why
