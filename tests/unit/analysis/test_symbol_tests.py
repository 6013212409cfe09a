from __future__ import annotations

from graphkit.analysis.symbol_tests import modules_that_name_it, node_ids, symbol_tests
from graphkit.model.names import Symbol
from graphkit.model.problems import FilesSeen
from graphkit.model.testing import Suite, SuiteModule, SuitePart
from graphkit.model.uses import Consumer, Dangling, Trace, Use

PARTS = (
    SuitePart("fixture", "made", 5, 8),
    SuitePart("fixture", "again", 10, 12, ("made",)),
    SuitePart("test", "test_one", 14, 16, ("again",)),
    SuitePart("class", "TestA", 20, 50),
    SuitePart("fixture", "made_here", 21, 23, owner="TestA"),
    SuitePart("test", "TestA::test_b", 25, 30, ("made_here",), owner="TestA"),
    SuitePart("test", "test_c", 60, 62, ("made_here",)),
    SuitePart("fixture", "always", 52, 54, autouse=True),
)


def use(file: str, line: int, kind: str = "call", source: str = "pkg.a:make", scope: str = "") -> Use:
    return Use(file, line, kind, "call_time", False, "certain", "make", 0, scope, source)


def trace(*consumers: Consumer, dangling: tuple[Dangling, ...] = ()) -> Trace:
    return Trace(Symbol("pkg.a", "make"), (), (), consumers, (), dangling, (), None, (), FilesSeen(1, 1))


def test_ids_of_functions_and_classes_else_the_file() -> None:
    assert node_ids("t.py", [15], PARTS) == ("t.py::test_one",)
    assert node_ids("t.py", [15, 26], PARTS) == ("t.py::TestA::test_b", "t.py::test_one")
    # a helper method: the class, which holds the function too
    assert node_ids("t.py", [26, 40], PARTS) == ("t.py::TestA",)
    assert node_ids("t.py", [15, 2], PARTS) == ("t.py",)


def test_a_use_in_a_fixture_is_one_of_the_tests_that_get_it() -> None:
    assert node_ids("t.py", [6], PARTS) == ("t.py::test_one",)
    # a fixture of a class is asked for in the class only
    assert node_ids("t.py", [22], PARTS) == ("t.py::TestA::test_b",)
    assert node_ids("t.py", [53], PARTS) == ("t.py",)
    assert node_ids("t.py", [6], PARTS[:1]) == ("t.py",)


def test_binding_and_patching_are_told_apart_with_what_is_patched() -> None:
    uses = use("t.py", 1, "import"), use("t.py", 15), use("t.py", 26, "patch_string", "pkg.b:make")
    found = trace(
        Consumer("t", "t.py", True, (), uses),
        Consumer("pkg.b", "pkg/b.py", False, (), (use("pkg/b.py", 3),)),
        dangling=(
            Dangling("t", "t.py", 61, "patch_string", "pkg.c:make", "call_time", False, "holds no make"),
            Dangling("pkg.d", "pkg/d.py", 1, "import", "pkg.c:make", "import_time", False, "holds no make"),
        ),
    )  # fmt: skip
    assert modules_that_name_it(found) == ("t",)
    binds, patches = symbol_tests(found, Suite((SuiteModule("t", "t.py"),)), {"t": PARTS})
    assert (binds.how, binds.node_ids, binds.lines, binds.patches) == (
        "binds",
        ("t.py::test_one",),
        (1, 15),
        (),
    )
    assert (patches.how, patches.lines, patches.patches) == ("patches", (26, 61), ("pkg.b", "pkg.c"))
    assert patches.node_ids == ("t.py::TestA::test_b", "t.py::test_c")


def test_an_import_alone_is_one_of_the_whole_file_and_helpers_have_no_ids() -> None:
    found = trace(
        Consumer("conftest", "conftest.py", True, (), (use("conftest.py", 6),)),
        Consumer("t", "t.py", True, (), (use("t.py", 1, "import"),)),
    )
    helper, test = symbol_tests(found, Suite((SuiteModule("t", "t.py"),)), {"t": PARTS, "conftest": PARTS})
    assert (helper.helper, helper.node_ids, helper.lines) == (True, (), (6,))
    assert (test.helper, test.node_ids) == (False, ("t.py",))
