from __future__ import annotations

from graphkit.analysis.golden_paths import cover_paths, missing_parts
from graphkit.analysis.running import Running
from graphkit.model.config import GoldenPath
from graphkit.model.imports import ImportEdge, ImportGraph
from graphkit.model.testing import Suite, SuiteModule
from tests.unit.analysis.code import tree_of

TREE = tree_of(
    [
        "pkg/__init__.py",
        "pkg/a.py",
        "pkg/entry.py",
        "tests/e2e.py",
        "tests/helper.py",
        "tests/near.py",
        "tests/off.py",
    ]
)
EDGES = (
    ("pkg.entry", "pkg.a"),
    ("tests.e2e", "pkg.entry"),
    ("tests.near", "pkg.entry"),
    ("tests.far", "tests.near"),
)
RUNNING = Running(
    ImportGraph(
        tuple(sorted({*TREE.modules, "tests.far"})), tuple(ImportEdge(a, b, 1) for a, b in EDGES)
    )
)  # fmt: skip
SUITE = Suite(
    tuple(SuiteModule(f"tests.{name}", f"tests/{name}.py") for name in ("e2e", "far", "near", "off"))
)


def test_covered_by_configured_tests_and_reached_by_others_nearest_first() -> None:
    path = GoldenPath("web", ("pkg.entry",), ("tests/e2e.py",))
    (found,) = cover_paths([path], TREE, RUNNING, SUITE, ["pkg.a", "pkg"], limit=1)
    assert (found.tests, found.covering) == (("tests/e2e.py",), ("tests/e2e.py",))
    assert (found.reaching, found.reaching_count) == (("tests/near.py",), 2)
    assert found.consumers == (("pkg", ("pkg.entry", "pkg")), ("pkg.a", ("pkg.entry", "pkg.a")))
    assert missing_parts([path], TREE, SUITE, [found], "x.toml") == ()


def test_what_is_not_there_is_left_out_and_told_with_the_nearest_name() -> None:
    path = GoldenPath("web", ("pkg.entri", "pkg.entry"), ("tests/e2.py", "tests/helper.py", "tests/off.py"))
    (found,) = cover_paths([path], TREE, RUNNING, SUITE, ["pkg.a"])
    assert found.entry_points == ("pkg.entry",)
    assert found.tests == ("tests/helper.py", "tests/off.py")
    assert found.covering == ()
    told = {problem.what: problem.hint for problem in missing_parts([path], TREE, SUITE, [found], "x.toml")}
    assert told == {
        "golden path 'web': no module pkg.entri to enter by": "did you mean pkg.entry?",
        "golden path 'web': no test file tests/e2.py": "did you mean tests/e2e.py or tests/near.py?",
        "golden path 'web': no tests in tests/helper.py": "pytest collects no test there",
        "golden path 'web': tests/off.py reaches no entry point": (
            "name the entry points that it runs, or another test"
        ),
    }


def test_a_name_that_is_like_none_is_looked_for_by_its_last_part() -> None:
    path = GoldenPath("web", ("quite.another.package.entry", "nothing"))
    (found,) = cover_paths([path], TREE, RUNNING, SUITE, [])
    hints = [problem.hint for problem in missing_parts([path], TREE, SUITE, [found], "x.toml")]
    assert sorted(hints) == ["did you mean pkg.entry?", "name one that exists, or take it out"]
