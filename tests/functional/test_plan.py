"""`graphkit plan` on the sample and on small trees: the document, what people write into it, given orders."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graphkit.analysis.order_check import refused_steps
from graphkit.cli.main import graphkit
from graphkit.model.plan import OrderStep
from graphkit.workflows.plan import plan
from graphkit.workflows.plan_checks import check_order
from tests.functional.trees import tree

SAMPLE = Path(__file__).parents[2] / "graphkit" / "samples" / "websocket_app"
NAME = "websocket-factory"
TRACKER = Path(__file__).parents[2] / "examples" / "tracker-order.toml"

SMALL = {
    "graphkit.toml": """
        roots = ["."]
        [deprecations.old]
        target = "app.old:make"
        facades = ["app.facade"]
        replacement = "app.new:Manager"
        rewrites = [{ find = "make($X)", replace = "Manager($X)" }]
        [deprecations.old.golden_paths.pay]
        entry_points = ["app.entry"]
        tests = ["tests/test_entry.py"]
    """.replace("        ", ""),
    "app/__init__.py": "",
    "app/old.py": "def make(x): ...\n",
    "app/new.py": "class Manager:\n    def __init__(self, x): ...\n",
    "app/facade.py": 'from app.old import make\n\n__all__ = ["make"]\n',
    "app/entry.py": "from app.facade import make\n\nmake(1)\n",
    "tests/test_entry.py": "import app.entry\n\ndef test_it(): ...\n",
}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(graphkit, ["plan", *arguments], catch_exceptions=False)


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tree(tmp_path / "tree", SMALL)
    monkeypatch.chdir(root)
    return root


def ticked(path: Path) -> set[str]:
    return set(re.findall(r"^- \[x\] `([^`]+)`", path.read_text(), re.MULTILINE))


def listed(path: Path) -> set[str]:
    return set(re.findall(r"^- \[ \] `([^`]+)`", path.read_text(), re.MULTILINE))


@pytest.fixture(scope="module")
def sample_plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plan") / "plan.md"
    result = run(NAME, "--root", str(SAMPLE), "--no-cache", "-q", "-o", str(path))
    assert result.exit_code == 0, result.output
    return path


def test_the_sample_plan_lists_everything_to_move(sample_plan: Path) -> None:
    planned = plan(NAME, roots=[str(SAMPLE)], cache=False)
    files = {file.module.file for phase in planned.phases for file in phase.files}
    consumers = {consumer.file for consumer in planned.trace.consumers}
    assert listed(sample_plan) == files
    assert consumers | {definition.file for definition in planned.trace.definitions} <= files
    assert [phase.number for phase in planned.phases] == [1, 2, 3, 4]
    rising = [phase.compliance or 0 for phase in planned.phases]
    assert rising == sorted(rising)
    assert rising[-1] == 100
    (path,) = planned.golden_paths
    assert path.tests == ("tests/e2e/test_golden_path.py",)
    # what an issue tracker takes at most
    assert len(sample_plan.read_text()) < 65_536


def test_the_order_of_the_plan_itself_is_safe() -> None:
    planned = plan(NAME, roots=[str(SAMPLE)], cache=False)
    tests = {consumer.module for consumer in planned.trace.consumers if consumer.is_test}
    steps = []
    for phase in planned.phases:
        for wave in sorted({file.module.wave for file in phase.files}):
            rows = [file.module for file in phase.files if file.module.wave == wave]
            # a test moves, in parts, with each module that it patches
            along = {other for row in rows for other in row.together if other in tests}
            steps.append(OrderStep("", (), tuple(sorted({row.module for row in rows} | along))))
    assert refused_steps(planned.trace, steps).refusals == ()


def test_the_trackers_own_order_is_refused() -> None:
    result = run(NAME, "--root", str(SAMPLE), "--no-cache", "-q", "--check", str(TRACKER), "--limit", "0")
    assert result.exit_code == 1
    text = result.stdout
    assert "Step 1: Phase 1: remove the deprecated export" in text
    assert "statements fail at import" in text
    assert "fail silently, in guards" in text
    assert "patch strings dangle" in text
    assert "netra_backend.app.dependencies  (step 2 does it, later)" in text
    assert "on today's code: unsafe:" in text
    document = json.loads(
        run(
            NAME, "--root", str(SAMPLE), "--no-cache", "-q", "--check", str(TRACKER), "--format", "json"
        ).stdout
    )
    assert document["schema"] == "graphkit/plan_check/1"
    assert document["refusals"][0]["step"] == 1
    assert document["refusals"][0]["breaks"]


def test_json_carries_the_plan() -> None:
    document = json.loads(run(NAME, "--root", str(SAMPLE), "--no-cache", "-q", "--format", "json").stdout)
    assert document["schema"] == "graphkit/plan/1"
    assert [phase["number"] for phase in document["phases"]] == [1, 2, 3, 4]
    first = document["phases"][0]
    assert first["risks"][0][0] == "import-time breakage"
    assert first["entry"][-1]["run"] == "git tag migration/websocket-factory-phase-1"
    assert {"target", "replacement", "verdicts", "golden_paths", "unseen", "limits", "files"} <= set(document)


def test_cache_or_not_the_bytes_are_the_same(small: Path, tmp_path: Path) -> None:
    cache = str(tmp_path / "cache")
    runs = [run("old", "-q", "--cache-dir", cache).stdout for _ in range(2)]
    assert runs[0] == runs[1] == run("old", "-q", "--no-cache").stdout


def test_ticks_and_texts_survive_and_what_is_migrated_is_done(small: Path) -> None:
    path = small / "plan.md"
    assert run("old", "-q", "-o", str(path)).exit_code == 0
    first = path.read_text()
    assert listed(path) == {"app/entry.py", "app/facade.py", "app/old.py"}
    assert run("old", "-q", "-o", str(path)).exit_code == 0
    assert path.read_text() == first
    edited = first.replace("- [ ] `app/facade.py`", "- [x] `app/facade.py`").replace(
        "<!-- graphkit:begin phase-3 -->", "Ann owns this one.\n\n<!-- graphkit:begin phase-3 -->"
    )
    path.write_text(edited)
    (small / "app/entry.py").write_text("from app.new import Manager\n\nManager(1)\n")
    assert run("old", "-q", "-o", str(path)).exit_code == 0
    text = path.read_text()
    assert ticked(path) == {"app/facade.py", "app/entry.py"}
    assert text.index("Ann owns this one.") < text.index("## Phase 3")
    assert text.index("- [x] `app/entry.py`") > text.index("## Done")
    assert "Nothing is left to do in this phase." in text
    assert run("old", "-q", "-o", str(path), "--fresh").exit_code == 0
    assert "Ann" not in path.read_text()
    assert ticked(path) == set()


def test_a_broken_mark_is_refused_and_nothing_is_written(small: Path) -> None:
    path = small / "plan.md"
    run("old", "-q", "-o", str(path))
    broken = path.read_text().replace("<!-- graphkit:end phase-2 -->", "")
    path.write_text(broken)
    result = run("old", "-q", "-o", str(path))
    assert result.exit_code == 2
    assert "begins inside 'phase-2'" in result.stderr
    assert "--fresh" in result.stderr
    assert path.read_text() == broken
    path.write_text("my own notes\n")
    assert run("old", "-q", "-o", str(path)).exit_code == 2
    assert path.read_text() == "my own notes\n"


def test_gates_say_what_is_left(small: Path) -> None:
    result = run("old", "-q", "--gate", "1")
    assert result.exit_code == 1
    assert "app/entry.py" in result.stdout
    (small / "app/entry.py").write_text("from app.new import Manager\n\nManager(1)\n")
    assert run("old", "-q", "--gate", "2").exit_code == 0
    assert run("old", "-q", "--gate", "3").exit_code == 1
    (small / "app/facade.py").write_text("")
    (small / "app/old.py").write_text("")
    assert run("old", "-q", "--gate", "4").exit_code == 0
    gone = run("old", "-q")
    assert gone.exit_code == 0
    assert "Nothing is left to do." in gone.stdout


def test_a_symbol_gone_too_early_leaves_what_names_it(small: Path) -> None:
    (small / "app/old.py").write_text("")
    assert run("old", "-q", "--gate", "4").exit_code == 1
    text = run("old", "-q").stdout
    assert "Broken already: clean up" in text
    assert "- [ ] `app/facade.py`" in text


def test_a_target_that_nobody_uses(small: Path) -> None:
    (small / "app/unused.py").write_text("def lonely(): ...\n")
    text = run("app.unused:lonely", "-q").stdout
    assert "Nothing uses it: delete it. There is one phase." in text
    assert "- Replacement: none is configured" in text
    assert "- [ ] `app/unused.py`" in text
    assert run("app.unused:lonely", "-q", "--gate", "3").exit_code == 0


def test_without_facades_there_is_no_phase_for_them(small: Path) -> None:
    config = small / "graphkit.toml"
    config.write_text(config.read_text().replace('facades = ["app.facade"]', ""))
    planned = plan("old", cache=False)
    assert [phase.number for phase in planned.phases] == [1, 2, 4]


def test_a_replacement_that_does_not_exist(small: Path) -> None:
    config = small / "graphkit.toml"
    config.write_text(config.read_text().replace("app.new:Manager", "app.new:Manger"))
    result = run("old", "-q")
    assert result.exit_code == 2
    assert "did you mean app.new:Manager?" in result.stderr


def test_a_golden_path_that_enters_nowhere(small: Path) -> None:
    config = small / "graphkit.toml"
    config.write_text(config.read_text().replace("app.entry", "app.entri"))
    text = run("old", "-q").stdout
    assert "Entry points: none that is in the tree" in text
    assert "no module app.entri to enter by; did you mean app.entry?" in text


def test_a_safe_order_and_bad_ones(small: Path) -> None:
    order = small / "order.toml"
    order.write_text(
        '[[steps]]\nmigrate = ["app/entry.py"]\n[[steps]]\nremove = ["app.facade:make", "app.old:make"]\n'
    )
    assert run("old", "-q", "--check", str(order)).exit_code == 0
    assert check_order("old", str(order), cache=False).refusals == ()
    order.write_text('[[steps]]\nmigrate = ["app.entri"]\n')
    unknown = run("old", "-q", "--check", str(order))
    assert unknown.exit_code == 2
    assert "not in the tree: 'app.entri' (step 1); did you mean app.entry?" in unknown.stderr
    order.write_text('[[steps]]\nmigrate = ["app.entry", "app/entry.py"]\n')
    twice = run("old", "-q", "--check", str(order))
    assert twice.exit_code == 1
    assert "the step names it twice" in twice.stdout
    both = run("old", "--check", str(order), "--gate", "1")
    assert both.exit_code == 2
    assert "different questions" in both.stderr


def test_files_with_hostile_names_do_no_harm(small: Path) -> None:
    body = "from app.facade import make\n\nmake(2)\n"
    names = ["a|b.py", "x`y.py", "]( evil.py", "<!-- graphkit:end phase-1 -->.py", "-->.py"]
    for name in names:
        (small / name).write_text(body)
    path = small / "plan.md"
    assert run("old", "-q", "-o", str(path)).exit_code == 0
    first = path.read_text()
    assert run("old", "-q", "-o", str(path)).exit_code == 0
    assert path.read_text() == first
    for name in names:
        (small / name).unlink()
    assert run("old", "-q", "-o", str(path)).exit_code == 0
    assert "5 files that were in this plan" in path.read_text()


def test_the_whole_sample_survives_being_copied(tmp_path: Path, sample_plan: Path) -> None:
    """Nothing in the document depends on where the tree lies."""
    copy = tmp_path / "elsewhere"
    shutil.copytree(SAMPLE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    result = run(NAME, "--root", str(copy), "--no-cache", "-q")
    ours = sample_plan.read_text()
    assert str(SAMPLE) not in ours
    assert [line for line in result.stdout.split("\n") if line.startswith("- [ ] ")] == [
        line for line in ours.split("\n") if line.startswith("- [ ] ")
    ]
