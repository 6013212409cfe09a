"""`graphkit tests`: on the sample, on small trees, and against what pytest really imports."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from graphkit.analysis import test_selection
from graphkit.cli.main import graphkit
from graphkit.extract.cache import Cache
from graphkit.extract.import_graph import scan_import_graph
from graphkit.extract.source_tree import read_source_tree
from graphkit.extract.suite import read_suite
from graphkit.model.testing import SelectedTests
from graphkit.workflows import tests as workflow
from tests.conftest import WriteTree

MANAGERS = "tests.integration.test_every_way_to_a_manager"
GOLDEN = "tests/e2e/test_golden_path.py"

# loaded because a module asks a lazy facade for a name
ASKED = {"netra_backend/app/integrations/factory_bridge.py", "netra_backend/app/integrations/webhooks.py"}
# imported below an `if` that is not taken
UNTAKEN = {"netra_backend/app/websocket_core/compat.py"}
# a pytest plugin: what of the tree is loaded once the files given are collected, as JSON on the last line
LOADED = """
import json, os, sys

def pytest_collection_finish(session):
    here = os.getcwd() + os.sep
    files = [getattr(module, "__file__", None) or "" for module in list(sys.modules.values())]
    found = {file[len(here):] for file in files if file.startswith(here) and "site-packages" not in file}
    with open(os.environ["LOADED"], "w") as out:
        json.dump([sorted(found), [item.nodeid for item in session.items]], out)
"""


@pytest.fixture(scope="module")
def selected() -> SelectedTests:
    """What the sample's deprecation asks for."""
    sample = Path(__file__).resolve().parents[2] / "graphkit" / "samples" / "websocket_app"
    return workflow.tests("websocket-factory", config=str(sample / "graphkit.toml"), cache=False)


def collected(root: Path, out: Path, *files: str) -> tuple[set[str], list[str]]:
    """What pytest loads from `root`, and the ids it collects, when it is given `files`."""
    (out / "loaded_modules.py").write_text(LOADED, encoding="utf-8")
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith(("COV", "PYTEST", "PYTHON"))
    }
    settings = {
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": str(out),
        "LOADED": str(out / "loaded.json"),
    }
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, "-p", "loaded_modules", *files],
        check=False,
        cwd=root,
        env=kept | settings,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    files_loaded, ids = json.loads((out / "loaded.json").read_text(encoding="utf-8"))
    return set(files_loaded), ids


def test_import_time_reach_is_what_pytest_loads(sample: Path, tmp_path: Path) -> None:
    copy = tmp_path / "app"
    shutil.copytree(sample, copy, ignore=shutil.ignore_patterns("__pycache__"))
    tree, _ = read_source_tree([str(copy)])
    graph, _, _ = scan_import_graph(tree, Cache())
    suite = read_suite(tree, Cache())
    everything = test_selection.running(graph, suite)
    assert len(suite.modules) == 9
    for row in suite.modules:
        reached = {everything.number[name] for name in (row.module, *row.conftests)}
        waiting = list(reached)
        while waiting:
            for other in everything.at_import[waiting.pop()]:
                if other not in reached:
                    reached.add(other)
                    waiting.append(other)
        files = {tree.modules[everything.names[number]].path for number in reached}
        loaded, _ = collected(copy, tmp_path, row.file)
        assert loaded - files == (ASKED if row.module == MANAGERS else set()), row.module
        assert files - loaded <= UNTAKEN, row.module


def test_suite_and_ids_are_those_that_pytest_collects(
    sample: Path, tmp_path: Path, selected: SelectedTests
) -> None:
    copy = tmp_path / "app"
    shutil.copytree(sample, copy, ignore=shutil.ignore_patterns("__pycache__"))
    _, ids = collected(copy, tmp_path)
    assert len({node.partition("::")[0] for node in ids}) == selected.total
    named = [node for row in selected.symbol_tests for node in row.node_ids]
    assert named
    assert set(named) <= set(ids)


def test_who_names_the_symbol_in_the_sample(selected: SelectedTests) -> None:
    assert [(row.module, row.how, len(row.node_ids)) for row in selected.symbol_tests] == [
        ("netra_backend.tests.test_dependencies", "binds", 1),
        (MANAGERS, "binds", 1),
        ("tests.unit.test_factory", "binds", 3),
        ("tests.unit.test_monkeypatching", "patches", 2),
        ("tests.unit.test_patching", "patches", 4),
    ]
    patching = selected.symbol_tests[-1]
    # the decorator stands above its function, the dangling patch in a skipped one
    assert {node.rpartition("::")[2] for node in patching.node_ids} == {
        "test_decorator", "test_context_manager", "test_object", "test_dangling_patch",
    }  # fmt: skip
    assert "netra_backend.app.startup" in patching.patches


def test_nearest_tests_of_a_consumer_of_the_sample(selected: SelectedTests) -> None:
    chat = [row for row in selected.reach if row.consumer == "netra_backend.app.services.chat"]
    assert [(row.module, row.distance) for row in chat] == [
        ("tests.integration.test_reports", 1),
        ("tests.e2e.test_golden_path", 2),
        (MANAGERS, 3),
    ]
    assert chat[2].chain == (
        MANAGERS,
        "run_demo",
        "netra_backend.app.main",
        "netra_backend.app.services.chat",
    )
    late = [row for row in selected.reach if row.consumer == "netra_backend.app.routes.health"]
    assert [(row.module, row.import_time) for row in late] == [
        (MANAGERS, True),
        ("tests.unit.test_patching", False),
    ]


def test_untested_consumers_of_the_sample(selected: SelectedTests) -> None:
    assert {row.module for row in selected.untested} == {
        "legacy.broken_report",
        "notebooks.explore_sockets",
        "scripts.retry_connect_314",
        "scripts.session_report_312",
    }


def test_each_waves_tests_reach_all_that_any_test_reaches(selected: SelectedTests) -> None:
    assert selected.waves
    reach = {(row.module, row.consumer) for row in selected.reach}
    roles = {row.module for row in selected.consumers}
    for wave in selected.waves:
        for consumer in set(wave.consumers) & roles:
            reached = any((test, consumer) in reach for test in wave.tests)
            assert reached != (consumer in wave.unreached), consumer


def test_golden_path_of_the_sample(selected: SelectedTests) -> None:
    (chat,) = selected.golden_paths
    assert chat.covering == chat.tests == (GOLDEN,)
    assert chat.reaching == ("tests/integration/test_every_way_to_a_manager.py",)
    chains = dict(chat.consumers)
    assert chains["netra_backend.app.routes.websocket"] == ("netra_backend.app.routes.websocket",)
    assert "netra_backend.app.websocket_core.websocket_manager_factory" in chains
    assert "netra_backend.app.routes.admin" not in chains


TREE = {
    "pkg/__init__.py": "",
    "pkg/old.py": "def make(): ...\n",
    "pkg/near.py": "from pkg.old import make\nmake()\n",
    "pkg/far.py": "def late():\n    from pkg.old import make\n    make()\n",
    "pkg/lonely.py": "import pkg.old\npkg.old.make()\n",
    "pkg/routes.py": "import pkg.near\n",
    "tests/conftest.py": "import pkg.far\n",
    "tests/helpers.py": "import pkg.near\n",
    "tests/check_all.py": "from tests import helpers\ndef test_all(): ...\n",
    "tests/sub/test_sub.py": "class TestSub:\n    def test_it(self): ...\n",
    "tests/test_routes.py": "import pkg.routes\ndef test_routes(): ...\n",
}
CONFIG = """
[tool.graphkit.deprecations.old]
target = "pkg.old:make"
[tool.graphkit.deprecations.old.golden_paths.web]
entry_points = ["pkg.routes", "pkg.rotes"]
tests = ["tests/test_routes.py", "tests/test_route.py", "tests/sub/test_sub.py"]
"""


def invoke(*arguments: str) -> str:
    result = CliRunner().invoke(graphkit, ["tests", *arguments, "--no-cache"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def document(root: Path, *arguments: str) -> Any:
    return json.loads(invoke("pkg.old:make", "--root", str(root), "--format", "json", *arguments))


def test_conftest_and_helpers_count_and_are_no_tests(write_tree: WriteTree) -> None:
    found = document(write_tree({**TREE}))
    assert found["schema"] == "graphkit/tests/1"
    assert found["total"] == 3
    far = [(row["module"], row["distance"]) for row in found["reach"] if row["consumer"] == "pkg.far"]
    assert far == [("tests.check_all", 2), ("tests.sub.test_sub", 2), ("tests.test_routes", 2)]
    near = {row["module"]: row["chain"] for row in found["reach"] if row["consumer"] == "pkg.near"}
    assert near["tests.check_all"] == ["tests.check_all", "tests.helpers", "pkg.near"]
    assert [row["module"] for row in found["untested"]] == ["pkg.lonely"]


def test_limit_lists_the_nearest_and_counts_all(write_tree: WriteTree) -> None:
    root = write_tree({**TREE})
    found = document(root, "--limit", "1")
    (row,) = [row for row in found["consumers"] if row["module"] == "pkg.far"]
    assert (row["tests"], row["listed"]) == (3, 1)
    assert sum(row["consumer"] == "pkg.far" for row in found["reach"]) == 1
    assert sum(row["consumer"] == "pkg.far" for row in document(root, "--limit", "0")["reach"]) == 3


def test_tests_to_run_when_modules_change(write_tree: WriteTree) -> None:
    found = document(write_tree({**TREE}), "--module", "pkg.near", "--module", "tests.helpers")
    assert [(row["module"], row["consumer"]) for row in found["to_run"]] == [
        ("tests.check_all", "tests.helpers"),
        ("tests.test_routes", "pkg.near"),
    ]


def test_unknown_module_is_one_line_with_the_nearest(write_tree: WriteTree) -> None:
    root = write_tree({**TREE})
    result = CliRunner().invoke(
        graphkit, ["tests", "pkg.old:make", "--root", str(root), "--module", "pkg.nea"]
    )
    assert result.exit_code == 2
    assert "pkg.near" in result.stderr
    assert result.stderr.count("\n") == 1


def test_missing_parts_of_a_golden_path_are_problems(write_tree: WriteTree) -> None:
    root = write_tree({**TREE, "graphkit.toml": CONFIG})
    config = ["--config", str(root / "graphkit.toml"), "--root", str(root)]
    found = json.loads(invoke("old", *config, "--format", "json"))
    told = [(row["file"], row["what"], row["hint"]) for row in found["problems"]]
    assert told == [
        ("graphkit.toml", "golden path 'web': no module pkg.rotes to enter by", "did you mean pkg.routes?"),
        ("graphkit.toml", "golden path 'web': no test file tests/test_route.py", told[1][2]),
        (
            "graphkit.toml",
            "golden path 'web': tests/sub/test_sub.py reaches no entry point",
            "name the entry points that it runs, or another test",
        ),
    ]
    assert "did you mean tests/test_routes.py" in told[1][2]
    (path,) = found["golden_paths"]
    assert path["covering"] == ["tests/test_routes.py"]
    assert path["consumers"] == [
        {"module": "pkg.near", "chain": ["pkg.routes", "pkg.near"]},
        {"module": "pkg.old", "chain": ["pkg.routes", "pkg.near", "pkg.old"]},
    ]


def test_same_bytes_every_time_and_a_text_of_it(write_tree: WriteTree) -> None:
    root = str(write_tree({**TREE}))
    assert len({invoke("pkg.old:make", "--root", root, "--format", "json") for _ in range(2)}) == 1
    text = invoke("pkg.old:make", "--root", root)
    assert "0 modules of 3 with tests name it" in text
    assert "Tests to write first (1)" in text
    assert "·" in text
    # what a limit of two lists is not the whole matrix, and is shown as one only when that is asked for
    assert "·" not in invoke("pkg.old:make", "--root", root, "--limit", "2")
    assert "·" in invoke("pkg.old:make", "--root", root, "--limit", "2", "--matrix")


def test_public_functions_for_other_commands(write_tree: WriteTree) -> None:
    tree, _ = read_source_tree([str(write_tree({**TREE}))])
    graph, _, _ = scan_import_graph(tree, Cache())
    suite = read_suite(tree, Cache())
    everywhere = test_selection.running(graph, suite)
    (first, *_) = test_selection.reaching_tests(everywhere, suite, ["pkg.near"], limit=1)
    assert (first.file, first.distance, first.import_time) == ("tests/check_all.py", 2, True)
    assert [row.module for row in test_selection.run_for(everywhere, suite, ["pkg.far", "pkg.near"])] == [
        "tests.check_all",
        "tests.sub.test_sub",
        "tests.test_routes",
    ]
