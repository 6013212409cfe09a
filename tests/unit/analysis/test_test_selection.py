from __future__ import annotations

from graphkit.analysis import test_selection
from graphkit.analysis.nearest_tests import find_distances
from graphkit.model.imports import ImportEdge, ImportGraph
from graphkit.model.names import Symbol
from graphkit.model.problems import FilesSeen
from graphkit.model.testing import Reach, Reached, Suite, SuiteModule, UntestedConsumer
from graphkit.model.tree import SourceFile
from graphkit.model.uses import Consumer, Definition, FlowEdge, Reexport, Trace

MODULES = ("conftest", "pkg.a", "pkg.b", "pkg.c", "plugin", "test_a", "test_b")
FILES = {m: SourceFile(f"{m.replace('.', '/')}.py", m, is_test=m.startswith("test")) for m in MODULES}
GRAPH = ImportGraph(
    MODULES,
    (ImportEdge("test_a", "pkg.a", 1), ImportEdge("pkg.a", "pkg.b", 1), ImportEdge("plugin", "pkg.b", 1)),
)
SUITE = Suite(
    (SuiteModule("test_a", "test_a.py"), SuiteModule("test_b", "test_b.py", ("conftest",))),
    (("conftest", "plugin"),),
)


def trace() -> Trace:
    consumers = [Consumer(module, FILES[module].path, False, (), ()) for module in ("pkg.b", "pkg.c")]
    facades = [
        Reexport(m, "make", "pkg.a:make", "", 1, "import", "import_time", False) for m in ("plugin", "pkg.b")
    ]
    flow = FlowEdge(
        Symbol("test_b"), Symbol("pkg.c", "make"), "test_b.py", 1, "import_time", False, "patch_string"
    )
    return Trace(
        target=Symbol("pkg.a", "make"),
        definitions=(Definition("pkg.a", "pkg/a.py", 1, "function"),),
        reexports=tuple(facades),
        consumers=tuple(consumers),
        exports=(),
        dangling=(),
        flow=(flow,),
        mentions=None,
        problems=(),
        files=FilesSeen(1, 1),
    )


def test_nearest_tests_of_each_module_in_turn() -> None:
    everywhere = test_selection.running(GRAPH, SUITE)
    assert test_selection.reaching_tests(everywhere, SUITE, ["pkg.b", "pkg.c"]) == (
        Reach("test_a", "test_a.py", "pkg.b", 2, True, ("test_a", "pkg.a", "pkg.b")),
        Reach("test_b", "test_b.py", "pkg.b", 3, True, ("test_b", "conftest", "plugin", "pkg.b")),
    )


def test_every_test_to_run_once_with_the_nearest_of_what_changes() -> None:
    everywhere = test_selection.running(GRAPH, SUITE)
    found = test_selection.run_for(everywhere, SUITE, ["pkg.b", "pkg.a", "test_b", "pkg.b"])
    assert [(row.module, row.consumer, row.distance) for row in found] == [
        ("test_b", "test_b", 0),
        ("test_a", "pkg.a", 1),
    ]


def test_what_a_patch_names_is_imported_when_it_starts() -> None:
    everywhere = test_selection.running(GRAPH, SUITE, trace().flow)
    (reach,) = test_selection.reaching_tests(everywhere, SUITE, ["pkg.c"])
    assert (reach.module, reach.distance, reach.import_time) == ("test_b", 1, False)


def test_rows_with_roles_and_counts_and_what_is_untested() -> None:
    everywhere = test_selection.running(GRAPH, SUITE)
    roles = test_selection.asked_about(trace(), ["pkg.c", "conftest"])
    assert roles == {
        "conftest": "given",
        "pkg.a": "definition",
        "pkg.b": "consumer",
        "pkg.c": "consumer",
        "plugin": "facade",
    }
    found = find_distances(everywhere, test_selection.starts_of(SUITE), tuple(roles), 1)
    rows = test_selection.matrix_rows(everywhere, SUITE, roles, FILES, found)
    assert rows[2] == Reached("pkg.b", "pkg/b.py", "consumer", False, 2, 2, 1)
    assert test_selection.untested_consumers(rows, {"pkg.c": 7}) == (
        UntestedConsumer("pkg.c", "pkg/c.py", 7),
    )
